"""How old the data behind a letter are: a letter never lets silence pass for good news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pipelines.alerts.route.run_view import FeedState
from pipelines.store.moments import zoned
from pipelines.town import Town
from rules.wording import Words

BLIND = frozenset({"stale", "very_stale", "never", "held", "refused"})  # states in which something is not known


def stamps(say: Words, feeds: Sequence[FeedState], town: Town) -> tuple[str, ...]:
    """When the data of each source last came, in the town's time: sources of one moment on one line, oldest first."""
    names = _names(say, feeds)
    came: dict[str, list[str]] = {}
    for feed in sorted(feeds, key=lambda feed: (feed.last_success_at is None, feed.last_success_at, names[feed.feed])):
        at = _local(feed, town)
        came.setdefault(say("no data yet") if at is None else say.moment(at), []).append(names[feed.feed])
    return tuple(f"{moment}: {', '.join(sorted(sources))}" for moment, sources in came.items())


def unknown(say: Words, feeds: Sequence[FeedState], town: Town) -> tuple[str, ...]:
    """What is not known: a sentence per source that is old, empty or held back."""
    names = _names(say, feeds)
    return tuple(_unknown(say, feed, names[feed.feed], town) for feed in feeds if feed.state in BLIND)


def _unknown(say: Words, feed: FeedState, source: str, town: Town) -> str:
    at = _local(feed, town)
    if feed.state == "refused":
        return say("{source}: the newest file was refused[; data of {at:moment} count].", source=source, at=at)
    if at is None:
        return say("{source}: no data have come yet, so nothing is known about them.", source=source)
    if feed.state == "held":
        text = "{source}: a file with far fewer rows was held back; data of {at:moment} count."
        return say(text, source=source, at=at)
    return say("{source}: last data of {at:moment}; what changed later is not known.", source=source, at=at)


def _names(say: Words, feeds: Sequence[FeedState]) -> dict[str, str]:
    """Each feed by what it brings; by its own name too where several bring the same."""
    nouns = [feed.noun for feed in feeds]
    return {
        feed.feed: say(feed.noun.replace("_", " ")) + (f" ({feed.feed})" if nouns.count(feed.noun) > 1 else "")
        for feed in feeds
    }


def _local(feed: FeedState, town: Town) -> datetime | None:
    at = feed.last_success_at
    return None if at is None else zoned(at, town.zone)
