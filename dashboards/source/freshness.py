"""How fresh the data are, in words. Fresh is said in plain ink, never as a green tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from dashboards.source.query import Row, query
from dashboards.source.request import PageRequest, request
from rules.wording import Words

RUN_IS_OLD = timedelta(hours=80)  # longer than from Friday's morning to Monday's


@dataclass(frozen=True)
class Feed:
    """How fresh a source is; `loud` is its gravity, None where there is nothing to say."""

    name: str
    seen: str
    state: str
    loud: str | None
    refused: str | None  # the sentence for the newest file, where it was refused


@dataclass(frozen=True)
class Banner:
    """What stands above the answer when data are old."""

    severity: str
    text: str
    lines: Sequence[str]


def feeds(nouns: Sequence[str]) -> list[Feed]:
    """The sources that bring these nouns."""
    here, say = request(), request().say
    if here.snapshot.run_id is None:  # before the first run
        return []
    said = {
        "fresh": (say("fresh"), None),
        "unlimited": ("", None),
        "stale": (say("old"), "warn"),
        "very_stale": (say("very old"), "high"),
        "never": (say("never arrived"), "high"),
        "taken_out": (say("taken out of the settings; its rows still count"), "warn"),
        "held": (say("held back: the file would end too many rows"), "warn"),
        "refused": (say("the newest file was refused"), "high"),
    }
    return [
        Feed(
            row.feed,
            say.moment(here.local(row.last_success_at)) if row.last_success_at else say("no data yet"),
            state=said[row.state][0],
            loud=said[row.state][1],
            refused=_refusal(row, say),
        )
        for row in query(__file__, "feeds", nouns=tuple(nouns))
    ]


def banner(nouns: Sequence[str]) -> Banner | None:
    """What to say first when the last run or a source of these nouns is old; None when all is fresh."""
    here, say = request(), request().say
    warning = say("No signals does not mean that everything is in time.")
    if run_is_old(here):
        last = say("The last run was on {moment:moment}.", moment=here.local(here.snapshot.published_at))
        return Banner("high", f"{last} {warning}", ())
    old = [feed for feed in feeds(nouns) if feed.loud]
    if not old:
        return None
    return Banner(
        "high" if any(feed.loud == "high" for feed in old) else "warn",
        f"{say('Some data are old.')} {warning}",
        [line for feed in old for line in _lines(feed, say)],
    )


def _refusal(row: Row, say: Words) -> str | None:
    if row.refused_file is None:
        return None
    return say(
        "File {refused_file} of {refused_on:day} was refused: {refused_why}.",
        **{key: getattr(row, key) for key in ("refused_file", "refused_on", "refused_why")},
    )


def _lines(feed: Feed, say: Words) -> list[str]:
    """What the banner says of one source."""
    line = say("{feed}: {state}, last data {seen}", feed=feed.name, state=feed.state, seen=feed.seen)
    return [line, feed.refused] if feed.refused else [line]


def not_ready(here: PageRequest) -> list[str]:
    """Why the data cannot be relied on today, for a machine that asks; empty when they can."""
    reasons = [f"{row.feed}: {row.state}" for row in query(__file__, "not_fresh")]
    if run_is_old(here):
        reasons.append(f"last run: {here.snapshot.published_at:%Y-%m-%d %H:%M} UTC")
    return reasons


def run_is_old(here: PageRequest) -> bool:
    """Whether the last run itself is too long ago. The day of a demo town never moves, so there it never is."""
    return here.snapshot.town.as_of is None and here.now - here.snapshot.published_at > RUN_IS_OLD
