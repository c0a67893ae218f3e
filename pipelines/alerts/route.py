"""Who reads what: each finding goes to the people it concerns, or to whoever stands in for them today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.alerts.edition import Edition, Finding


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding for one reader; `to` is empty when nobody could be found."""

    finding: Finding
    to: str
    instead_of: str = ""  # the absent person; empty for the reader's own


def route(edition: Edition) -> list[Notice]:
    """A notice per finding and reader; one who is named for themselves and for somebody else reads it as their own."""
    readers: dict[tuple[str, str | None, str | None], str] = {}
    nobody = last_resort(edition)
    notices: list[Notice] = []
    for finding in edition.findings:
        named: dict[str, str] = {}
        for employee in finding.recipients:
            matter = (employee, finding.kind, finding.unit)
            if matter not in readers:
                readers[matter] = reader(edition, *matter)
            if to := readers[matter]:
                instead_of = "" if to == employee else employee
                named[to] = min(named.get(to, instead_of), instead_of)
        named = named or dict.fromkeys(nobody, "")
        notices.extend(Notice(finding, to, instead_of) for to, instead_of in named.items())
    return notices


def reader(edition: Edition, employee: str, kind: str | None = None, unit: str | None = None) -> str:
    """Who reads the post of `employee` today: the same person, the substitute, or the manager above; else empty.

    kind, unit: of the case; a substitute for one of them goes before the one for all the rest. A substitute who left,
    or a chain without an end, counts as none. A manager who is away too is followed on.
    """
    seen: set[str] = set() if employee in edition.people else {employee}
    while employee not in seen and (absence := edition.away.get(employee)):
        seen.add(employee)
        substitute = absence.stands_in(kind, unit)
        if substitute in seen or substitute not in edition.people:
            substitute = next((head for head in _above(edition, employee) if head not in seen), None)
        if substitute is None:
            return ""
        employee = substitute
    return "" if employee in seen else employee


def last_resort(edition: Edition) -> tuple[str, ...]:
    """Those who hear what would reach nobody: the stewards, else the mayor, who are in; else one empty reader."""
    for role in ("steward", "mayor"):
        readers = {reader(edition, person.employee) for person in edition.people.values() if role in person.roles}
        if present := tuple(sorted(readers - {""})):
            return present
    return ("",)


def _above(edition: Edition, employee: str) -> Iterator[str]:
    """Managers of the employee's unit and of the units above it, nearest first; only those who work here."""
    unit: str | None = edition.people[employee].unit
    passed: set[str] = set()
    while unit is not None and unit in edition.heads and unit not in passed:
        passed.add(unit)
        manager, parent = edition.heads[unit]
        if manager is not None and manager in edition.people and manager != employee:
            yield manager
        unit = parent
