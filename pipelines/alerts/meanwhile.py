"""The part of a letter for whoever is here again: what a substitute was told, what is open, what is settled by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.alerts.decision import Decision, Meanwhile
from pipelines.alerts.desk import LINES, more, name_of
from pipelines.alerts.edition import Edition
from rules.wording import Words

STATES = ("open", "acknowledged", "settled", "gone")  # what asks for something first


class Passed(NamedTuple):
    """What was told in the reader's place and stands alike now: sentence and what became of it."""

    title: str
    lines: tuple[tuple[str, str], ...]
    more: str


class Away(NamedTuple):
    """The whole part; without `passed` there is none."""

    title: str
    passed: tuple[Passed, ...]


def away(w: Words, edition: Edition, decisions: Sequence[Decision]) -> Away:
    """What was told in the reader's place while they were away."""
    told = [decision for decision in decisions if decision.reason == "away"]
    absence = edition.returned.get(told[0].notice.to) if told else None
    title = (
        w("While you were away: {first:day} to {last:day}", first=absence.first_day, last=absence.last_day)
        if absence
        else ""
    )
    return Away(title, tuple(_passed(w, edition, told)))


def _passed(w: Words, edition: Edition, told: Sequence[Decision]) -> Iterator[Passed]:
    titles = {
        "open": w("Still open"), "acknowledged": w("Acknowledged"), "settled": w("Settled"),
        "gone": w("No longer a signal"),
    }  # fmt: skip
    for state in STATES:
        alike = [d for d in told if d.meanwhile and d.meanwhile.state == state]
        if alike:
            yield Passed(
                title=f"{titles[state]} ({w.number(len(alike))})",
                lines=tuple(
                    (d.notice.finding.message, _became(w, edition, d.meanwhile)) for d in alike[:LINES] if d.meanwhile
                ),
                more=more(w, len(alike) - LINES),
            )


def _became(w: Words, edition: Edition, meanwhile: Meanwhile) -> str:
    """Who was told when, and what became of it by whom."""
    told = w("told to {name} on {day:day}", name=name_of(edition, meanwhile.told), day=meanwhile.told_on)
    by, on = name_of(edition, meanwhile.by) if meanwhile.by else None, meanwhile.on
    became = {
        "open": w("[held by {name}]", name=by),
        "acknowledged": w("acknowledged by {name} on {day:day}", name=by, day=on),
        "settled": w("settled[ by {name}] on {day:day}", name=by, day=on),
        "gone": "",
    }
    return " · ".join(part for part in (told, became[meanwhile.state]) if part)
