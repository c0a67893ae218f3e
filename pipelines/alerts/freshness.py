"""How old the data behind a letter are: a letter never lets silence pass for good news."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.alerts.edition import FeedState
from pipelines.town import Town
from rules.wording import Words

BLIND = frozenset({"stale", "very_stale", "never", "held"})  # states in which something is not known


def stamp(w: Words, feed: FeedState, town: Town) -> str:
    """The source and when its data last came, in the town's time."""
    at = _local(feed, town)
    return w("{source}: no data yet", source=_source(w, feed)) if at is None else f"{_source(w, feed)}: {w.moment(at)}"


def unknown(w: Words, feed: FeedState, town: Town) -> str:
    """What is not known because this source is old, empty or held back."""
    source, at = _source(w, feed), _local(feed, town)
    if at is None:
        return w("{source}: no data have come yet, so nothing is known about them.", source=source)
    if feed.state == "held":
        return w("{source}: a file with far fewer rows was held back; data of {at:moment} count.", source=source, at=at)
    return w("{source}: last data of {at:moment}; what changed later is not known.", source=source, at=at)


def _source(w: Words, feed: FeedState) -> str:
    noun = w(feed.noun.replace("_", " "))
    return noun if feed.feed == feed.noun else f"{noun} ({feed.feed})"


def _local(feed: FeedState, town: Town) -> datetime | None:
    at = feed.last_success_at
    return None if at is None else at.replace(tzinfo=UTC).astimezone(town.zone)
