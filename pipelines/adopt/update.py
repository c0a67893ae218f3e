"""A feed whose files changed: the newest file that it could not read, or could."""

from __future__ import annotations

from pathlib import Path

from pipelines.load.trial import newest_kept
from pipelines.refusal import Refusal
from pipelines.town import Feed, Town
from rules.wording import Words


def newest_file(town: Town, feed: Feed, say: Words) -> Path:
    """The file that waits in the feed's folder, else the newest one kept, refused ones included.

    Raises:
        Refusal: there is none.
    """
    waiting = sorted((town.inbox / feed.inbox).glob(feed.files))
    found = [each for each in waiting if each.is_file()] or newest_kept(town, feed)
    if not found:
        raise Refusal(
            say("There is no file of {feed} to look at.", feed=feed.name),
            say("Name one: ratusz adopt FILE --update {feed}", feed=feed.name),
        )
    return found[-1]
