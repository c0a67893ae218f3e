"""The ladder: what stands unmoved for days goes to the manager too, then to whoever is above, each step said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipelines.statute import law_of
from rules.law import Law
from rules.law.calendar import Calendar

if TYPE_CHECKING:
    from pipelines.alerts.edition import Edition, Finding
    from pipelines.town import Town

GRAVE = ("high", "critical")  # what climbs where the town says nothing
MONEY = frozenset({"invoices", "payments", "budget", "contracts", "report_lines", "reports", "units"})
STEPS = ("escalation.manager_working_days", "escalation.above_working_days")  # of the law's conventions, in order


class Climb(NamedTuple):
    """How far up a finding has gone: the step (0: no further than its own readers), after how many working days."""

    step: int = 0
    days: int = 0


STILL = Climb()


@dataclass(frozen=True)
class Ladder:
    """After how many working days without a move each step is taken, and for findings of which gravity."""

    after: tuple[int, ...] = ()
    severities: Sequence[str] = GRAVE
    calendar: Calendar | None = None

    def horizon(self, day: date) -> date:
        """A day before which nothing needs to be looked at: further back than the last step, days off and all."""
        return day - timedelta(days=2 * max(self.after, default=0) + 31)

    def climb(self, finding: Finding, day: date, paused_until: date | None = None) -> Climb:
        """How far a finding has gone by this day; the days of a pause that is over do not count."""
        since = finding.unmoved_since
        if self.calendar is None or since is None or finding.severity not in self.severities:
            return STILL
        unmoved = self.calendar[day].open_no - self.calendar[max(since, paused_until or since)].open_no
        step = sum(days <= unmoved for days in self.after)
        return Climb(step, unmoved) if step else STILL


def read_ladder(town: Town, day: date) -> Ladder:
    """The ladder as `[escalation]` of town.toml has it, else as the conventions of the law's record do."""
    law = law_of(town)
    after = town.escalation.get("after_working_days", _conventions(law, day))
    return Ladder(tuple(after), tuple(town.escalation.get("severities", GRAVE)), Calendar(law, town.days_off))


def _conventions(law: Law, day: date) -> list[int]:
    """The steps the record names; where it names none, nothing climbs."""
    known = law.on(day).parameters
    return [days for name in STEPS if name in known and (days := known[name].whole) is not None]


def above(edition: Edition, finding: Finding, step: int) -> list[str]:
    """Who hears of the finding by its first `step` steps, nearest first, before anybody's absence is considered.

    The manager of the unit; then of money the treasurer, of all else the heads of the units above; where the town ends,
    the secretary. Whoever holds the subject is not their own superior.
    """
    heads = (head for head in heads_above(edition, _unit(edition, finding)) if head != finding.holder)
    rungs: list[Sequence[str]] = [[head] for head in heads]
    if finding.noun in MONEY:
        rungs.insert(min(1, len(rungs)), _with_role(edition, "treasurer"))
    rungs.append(_with_role(edition, "secretary"))
    taken: list[list[str]] = []
    for rung in rungs:
        if further := [person for person in rung if not any(person in lower for lower in taken)]:
            taken.append(further)
    return [person for rung in taken[:step] for person in rung]


def heads_above(edition: Edition, unit: str | None) -> Iterator[str]:
    """Managers of a unit and of the units above it, nearest first; only those who work here."""
    heads: Mapping[str, tuple[str | None, str | None]] = edition.heads
    passed: set[str] = set()
    while unit is not None and unit in heads and unit not in passed:
        passed.add(unit)
        manager, parent = heads[unit]
        if manager is not None and manager in edition.people:
            yield manager
        unit = parent


def _unit(edition: Edition, finding: Finding) -> str | None:
    """The unit concerned; of a finding without one that of the first person it is told to."""
    if finding.unit in edition.heads:
        return finding.unit
    return next((edition.people[who].unit for who in finding.recipients if who in edition.people), None)


def _with_role(edition: Edition, role: str) -> list[str]:
    return sorted(person.employee for person in edition.people.values() if role in person.roles)
