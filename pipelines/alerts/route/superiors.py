"""Who is above: the people who hear of a finding when it has stood unmoved for too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.contracts import nouns


def above(view: RunView, finding: Finding, step: int) -> list[str]:
    """Who hears of the finding by its first `step` steps, nearest first, before anybody's absence is considered.

    The manager of the unit; then of money the treasurer, of all else the heads of the units above; where the town ends,
    the secretary. Whoever holds the subject is not their own superior.
    """
    heads = (head for head in heads_of(view, finding) if head != finding.holder)
    rungs: list[Sequence[str]] = [[head] for head in heads]
    if finding.noun in nouns() and nouns()[finding.noun].model.money:
        rungs.insert(min(1, len(rungs)), _with_role(view, "treasurer"))
    rungs.append(_with_role(view, "secretary"))
    taken: list[list[str]] = []
    for rung in rungs:
        if further := [person for person in rung if not any(person in lower for lower in taken)]:
            taken.append(further)
    return [person for rung in taken[:step] for person in rung]


def heads_of(view: RunView, finding: Finding) -> Iterator[str]:
    """Managers of the unit a finding concerns and of the units above it, nearest first; only those who work here."""
    return heads_above(view, _unit(view, finding))


def heads_above(view: RunView, unit: str | None) -> Iterator[str]:
    """Managers of a unit and of the units above it, nearest first; only those who work here."""
    heads: Mapping[str, tuple[str | None, str | None]] = view.heads
    passed: set[str] = set()
    while unit is not None and unit in heads and unit not in passed:
        passed.add(unit)
        manager, parent = heads[unit]
        if manager is not None and manager in view.people:
            yield manager
        unit = parent


def _unit(view: RunView, finding: Finding) -> str | None:
    """The unit concerned; of a finding without one that of the first person it is told to."""
    if finding.unit in view.heads:
        return finding.unit
    return next((view.people[who].unit for who in finding.recipients if who in view.people), None)


def _with_role(view: RunView, role: str) -> list[str]:
    return sorted(person.employee for person in view.people.values() if role in person.roles)
