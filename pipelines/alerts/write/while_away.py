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


def away(say: Words, town: Town, view: RunView, decisions: Sequence[Decision]) -> Away:
    """What was told in the reader's place while they were away."""
    told = [decision for decision in decisions if decision.reason == "away"]
    absence = view.returned.get(told[0].notice.to) if told else None
    title = (
        say("While you were away: {first:day} to {last:day}", first=absence.first_day, last=absence.last_day)
        if absence
        else ""
    )
    return Away(title, tuple(_passed(say, town, view, told)))


def _passed(say: Words, town: Town, view: RunView, told: Sequence[Decision]) -> Iterator[Passed]:
    titles = {
        "open": say("Still open"), "acknowledged": say("Acknowledged"), "settled": say("Settled"),
        "gone": say("No longer a signal"),
    }  # fmt: skip
    for state in STATES:
        alike = [d for d in told if d.while_away and d.while_away.state == state]
        if alike:
            yield Passed(
                title=f"{titles[state]} ({say.number(len(alike))})",
                lines=tuple(
                    (d.notice.finding.message, _became(say, view, d.while_away)) for d in alike[:LINES] if d.while_away
                ),
                more=rest(
                    say, view, [d.notice.finding for d in alike[LINES:]],
                    NOWHERE if town.address else by_command(say, alike[0].notice.to),
                ),
            )  # fmt: skip


def _became(say: Words, view: RunView, while_away: WhileAway) -> str:
    """Who was told when, and what became of it by whom."""
    told = say("told to {name} on {day:day}", name=name_of(view, while_away.told), day=while_away.told_on)
    by, on = name_of(view, while_away.by) if while_away.by else None, while_away.on
    became = {
        "open": say("[held by {name}]", name=by),
        "acknowledged": say("acknowledged by {name} on {day:day}", name=by, day=on),
        "settled": say("settled[ by {name}] on {day:day}", name=by, day=on),
        "gone": "",
    }
    return " · ".join(part for part in (told, became[while_away.state]) if part)
