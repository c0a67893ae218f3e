"""The part of a letter for whoever is here again: what a substitute was told, what is open, what is settled by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.alerts.hold.decision import Decision, WhileAway
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.desk import name_of
from pipelines.alerts.write.rest import LINES, NOWHERE, Rest, by_command, rest
from pipelines.town import Town
from rules.wording import Words

STATES = ("open", "acknowledged", "settled", "gone")  # what asks for something first


class Passed(NamedTuple):
    """What was told in the reader's place and stands alike now: sentence and what became of it."""

    title: str
    lines: tuple[tuple[str, str], ...]
    more: Rest | None


class Away(NamedTuple):
    """The whole part; without `passed` there is none."""

    title: str
    passed: tuple[Passed, ...]


def away(w: Words, town: Town, view: RunView, decisions: Sequence[Decision]) -> Away:
    """What was told in the reader's place while they were away."""
    told = [decision for decision in decisions if decision.reason == "away"]
    absence = view.returned.get(told[0].notice.to) if told else None
    title = (
        w("While you were away: {first:day} to {last:day}", first=absence.first_day, last=absence.last_day)
        if absence
        else ""
    )
    return Away(title, tuple(_passed(w, town, view, told)))


def _passed(w: Words, town: Town, view: RunView, told: Sequence[Decision]) -> Iterator[Passed]:
    titles = {
        "open": w("Still open"), "acknowledged": w("Acknowledged"), "settled": w("Settled"),
        "gone": w("No longer a signal"),
    }  # fmt: skip
    for state in STATES:
        alike = [d for d in told if d.while_away and d.while_away.state == state]
        if alike:
            yield Passed(
                title=f"{titles[state]} ({w.number(len(alike))})",
                lines=tuple(
                    (d.notice.finding.message, _became(w, view, d.while_away)) for d in alike[:LINES] if d.while_away
                ),
                more=rest(
                    w, view, [d.notice.finding for d in alike[LINES:]],
                    NOWHERE if town.address else by_command(w, alike[0].notice.to),
                ),
            )  # fmt: skip


def _became(w: Words, view: RunView, while_away: WhileAway) -> str:
    """Who was told when, and what became of it by whom."""
    told = w("told to {name} on {day:day}", name=name_of(view, while_away.told), day=while_away.told_on)
    by, on = name_of(view, while_away.by) if while_away.by else None, while_away.on
    became = {
        "open": w("[held by {name}]", name=by),
        "acknowledged": w("acknowledged by {name} on {day:day}", name=by, day=on),
        "settled": w("settled[ by {name}] on {day:day}", name=by, day=on),
        "gone": "",
    }
    return " · ".join(part for part in (told, became[while_away.state]) if part)
