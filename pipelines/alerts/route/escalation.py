"""Escalation: what stands unmoved for days goes to the manager too, then to whoever is above, each step said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.alerts.route.finding import Finding
from pipelines.settings.town_law import law_of
from pipelines.town import Town
from rules.law import Law
from rules.law.calendar import Calendar

GRAVE = ("high", "critical")  # what climbs where the town says nothing
STEPS = ("escalation.manager_working_days", "escalation.above_working_days")  # of the law's conventions, in order


class Climb(NamedTuple):
    """How far up a finding has gone: the step (0: no further than its own readers), after how many working days."""

    step: int = 0
    days: int = 0


STILL = Climb()


@dataclass(frozen=True)
class Escalation:
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


def read_escalation(town: Town, day: date) -> Escalation:
    """Escalation as `[escalation]` of town.toml has it, else as the conventions of the law's record do."""
    law = law_of(town)
    after = town.escalation.get("after_working_days", _conventions(law, day))
    return Escalation(tuple(after), tuple(town.escalation.get("severities", GRAVE)), Calendar(law, town.days_off))


def _conventions(law: Law, day: date) -> list[int]:
    """The steps the record names; where it names none, nothing climbs."""
    known = law.on(day).parameters
    return [days for name in STEPS if name in known and (days := known[name].whole) is not None]
