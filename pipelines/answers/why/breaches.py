"""Why a breach of personal data has to be reported by a moment: when it was found, the hours, the clock's change."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one
from pipelines.answers.why.numbers import numbers
from pipelines.answers.why.register import of_row
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.wording import Words

SAYS = (  # each wholly in brackets: left out where what it says does not apply
    "[Found on {found:moment}; the hours run from that minute.]",
    "[Found on {found_on:day}, the hour is not told: the hours run from {earliest:moment} at the earliest, from "
    "{latest:moment} at the latest.]",
    "[The clock is put back or forward meanwhile: by the clock they end {earlier:hours} earlier.]",
    "[The clock is put back or forward meanwhile: by the clock they end {later:hours} later.]",
    "[The hours end on {ends:moment}; days off count and move nothing.]",
    "[At the latest they end on {surely_ends:moment}: nothing is called late before.]",
    "[Reported on {told:moment}.]",
    "[Reported on {told_on:day}, the hour is not told.]",
    "[Nothing has to be reported: {reason:phrases}.]",
)


def of_breach(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The row of the register, the moments it was counted from and to, and the number of the law."""
    counted = one(day, sql("answers/why/breach.sql"), subject)
    if counted is None:
        return
    yield from of_row(day, subject, say)
    said = (say.sentence(text)(counted) for text in SAYS)
    yield from (Line(say("due date"), text) for text in said if text)
    yield from numbers(day, say, "breaches.hours")
    yield Line(say("readers"), _readers(day, say))


def _readers(day: Reading, say: Words) -> str:
    """Who of the office hears of it: no act says."""
    table = "[rules.R01] to"
    if day.town.rules.get("R01", {}).get("to"):
        return say("Who of the office hears of it is set in {table} of town.toml; the law names nobody.", table=table)
    return say(
        "Convention: the law names nobody of the office, so the data steward, the secretary and the mayor hear of it; "
        "{table} in town.toml names others.", table=table,
    )  # fmt: skip
