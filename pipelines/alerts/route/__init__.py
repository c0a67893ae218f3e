"""Who reads what: each finding goes to the people it concerns, or to whoever stands in for them today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.alerts.route.escalation import STILL, Climb
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.route.superiors import above, heads_above


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding for one reader; `to` is empty when nobody could be found."""

    finding: Finding
    to: str
    instead_of: str = ""  # the absent person; empty for the reader's own
    climb: Climb = STILL  # how far up the finding has gone
    from_below: bool = False  # escalation alone brings it to this reader
    others: tuple[str, ...] = ()  # of what has climbed: who else hears of it


def route(view: RunView) -> list[Notice]:
    """A notice per finding and reader; one who is named for themselves and for somebody else reads it as their own.

    What has stood unmoved for too long goes further up as well, unless somebody has acknowledged it.
    """
    readers: dict[tuple[str, str | None, str | None], str] = {}
    nobody = last_resort(view)

    def reads(employee: str, finding: Finding) -> str:
        matter = (employee, finding.kind, finding.unit)
        if matter not in readers:
            readers[matter] = reader(view, *matter)
        return readers[matter]

    notices: list[Notice] = []
    for finding in view.findings:
        named = _named(finding, finding.recipients, reads) or dict.fromkeys(nobody, "")
        climb = _climb(view, finding)
        upwards = _named(finding, above(view, finding, climb.step), reads) if climb.step else {}
        all_readers = {to: min(absent, upwards.pop(to, absent)) for to, absent in named.items()} | upwards
        for to, instead_of in all_readers.items():
            others = tuple(other for other in all_readers if other and other != to) if climb.step else ()
            notices.append(Notice(finding, to, instead_of, climb, to not in named, others))
    return notices


def _named(finding: Finding, people: Sequence[str], reads: Callable[[str, Finding], str]) -> dict[str, str]:
    """Who reads it -> in whose place (empty: their own)."""
    named: dict[str, str] = {}
    for employee in people:
        if to := reads(employee, finding):
            instead_of = "" if to == employee else employee
            named[to] = min(named.get(to, instead_of), instead_of)
    return named


def _climb(view: RunView, finding: Finding) -> Climb:
    if finding.status == "resolved" or finding.inhibited_by or view.act("acknowledge", finding):
        return STILL
    return view.escalation.climb(finding, view.day, view.acts.paused_until(*finding.identity, view.day))


def reader(view: RunView, employee: str, kind: str | None = None, unit: str | None = None) -> str:
    """Who reads the post of `employee` today: the same person, the substitute, or the manager above; else empty.

    kind, unit: of the case; a substitute for one of them goes before the one for all the rest. A substitute who left,
    or a chain without an end, counts as none. A manager who is away too is followed on.
    """
    seen: set[str] = set() if employee in view.people else {employee}
    while employee not in seen and (absence := view.away.get(employee)):
        seen.add(employee)
        substitute = absence.stands_in(kind, unit)
        if substitute in seen or substitute not in view.people:
            substitute = _manager(view, employee, seen)
        if substitute is None:
            return ""
        employee = substitute
    return "" if employee in seen else employee


def last_resort(view: RunView) -> tuple[str, ...]:
    """Those who hear what would reach nobody: the stewards, else the mayor, who are in; else one empty reader."""
    for role in ("steward", "mayor"):
        readers = {reader(view, person.employee) for person in view.people.values() if role in person.roles}
        if present := tuple(sorted(readers - {""})):
            return present
    return ("",)


def _manager(view: RunView, employee: str, seen: set[str]) -> str | None:
    """The nearest head above somebody who has not been asked yet."""
    heads = heads_above(view, view.people[employee].unit)
    return next((head for head in heads if head != employee and head not in seen), None)
