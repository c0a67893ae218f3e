"""A simulation of letters: day after day what would have been written, with a memory of its own; nothing leaves.

What people decide besides is left out: acknowledgements, silences, wishes and quiet hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from pipelines.alerts.hold import hold
from pipelines.alerts.hold.decision import SPOKEN, Decision
from pipelines.alerts.hold.delivery_window import DeliveryWindow
from pipelines.alerts.hold.notification_log import Last, Memory, Told
from pipelines.alerts.hold.returned import returned
from pipelines.alerts.route import route
from pipelines.alerts.route.finding import Finding, Identity
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write import address_of
from rules.law.calendar import Calendar
from rules.severity import GRAVITY

if TYPE_CHECKING:
    from pipelines.town import Town
    from rules.law import Law

RIDING = ("repeat", "overtaken")  # remembered too, where a letter leaves


class SimulatedLetter(NamedTuple):
    """One letter: its day, its reader, and the rules of whose findings it says something new."""

    day: date
    reader: str
    rules: frozenset[str]


class Simulation:
    """The letters of one day after the other, decided by the real `route` and `hold`."""

    def __init__(self, town: Town, law: Law) -> None:
        self._town = town
        self._calendar = Calendar(law, town.days_off)
        self._memory = Memory()
        self._last: dict[tuple[Identity, str], Last] = {}
        self._before: tuple[Finding, ...] = ()
        self._alike: dict[Identity, tuple[object, date | None]] = {}  # how it was, and since when, if it changed

    def post(self, view: RunView) -> list[SimulatedLetter]:
        """The letters that would leave on the day; each view is of a later day than the one before."""
        today = tuple(self._compared(view))
        self._before = tuple(finding for finding in today if finding.status != "resolved")
        view = replace(view, findings=today)
        log = self._memory.log(last=self._last)
        noon = datetime.combine(view.day, time(12), self._town.zone).astimezone(UTC)
        window = DeliveryWindow(view.day, noon, self._town.zone, self._calendar)
        piles: dict[str, list[Decision]] = {}
        for decision in hold(view, route(view), log, window, returned(view, log, {})):
            about = (decision.notice.finding.identity, decision.notice.to)
            self._last[about] = Last(decision.reason, decision.held, view.day)
            if not decision.held:
                piles.setdefault(decision.notice.to, []).append(decision)
        letters = []
        for reader, pile in sorted(piles.items()):
            rules = frozenset(d.notice.finding.rule for d in pile if d.reason in SPOKEN)
            person = view.people.get(reader)
            if rules and person and address_of(person):
                letters.append(SimulatedLetter(view.day, reader, rules))
                self._remember(view.day, pile)
        return letters

    def _remember(self, day: date, pile: Iterable[Decision]) -> None:
        """As `record_letters` and `read_notification_log` together would."""
        for decision in pile:
            if decision.reason in SPOKEN or decision.reason in RIDING:
                notice, finding = decision.notice, decision.notice.finding
                told = Told(finding.severity, notice.instead_of, day, finding.message, notice.climb.step)
                self._memory.hear(finding.identity, notice.to, told, decision.reason)

    def _compared(self, view: RunView) -> Iterator[Finding]:
        """The day's findings with what became of them since the day before, and those that are gone (findings.sql)."""
        earlier = {(finding.identity, finding.inhibited_by is None): finding for finding in self._before}
        spoken = {finding.identity for finding in view.findings if finding.inhibited_by is None}
        for finding in view.findings:
            was = earlier.get((finding.identity, finding.inhibited_by is None))
            first_seen = (was.first_seen if was else None) or view.day
            since = [first_seen, self._changed_on(finding, view.day), finding.unmoved_since]
            worse = was is not None and finding.gravity > GRAVITY[was.severity]
            yield replace(
                finding,
                status="worse" if worse else "unchanged" if was else "new",
                first_seen=first_seen,
                unmoved_since=max(day for day in since if day),
            )
        for finding in self._before:
            if finding.inhibited_by is None and finding.identity not in spoken:
                yield replace(finding, status="resolved")

    def _changed_on(self, finding: Finding, day: date) -> date | None:
        """Since when gravity, term, holder and unit are as they are; None where they were never otherwise."""
        now = (finding.severity, finding.due_on, finding.holder, finding.unit)
        was, since = self._alike.get(finding.identity, (now, None))
        self._alike[finding.identity] = (now, since if was == now else day)
        return self._alike[finding.identity][1]
