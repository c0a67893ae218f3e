"""Who reads which part of a weekly letter: the treasurers, the heads of units, or whoever stands in for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipelines.alerts.route import reader
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.weekly.content import Part
from pipelines.alerts.weekly.manager import manager
from pipelines.alerts.weekly.treasurer import treasurer
from pipelines.alerts.weekly.week import Week, name_of_units
from pipelines.alerts.write.desk import name_of
from rules.wording import Words, words


class Office(NamedTuple):
    """An office somebody holds: treasurer, or head of some units."""

    holder: str
    units: tuple[str, ...]  # empty: treasurer


def letters_of(week: Week) -> Mapping[str, tuple[Part, ...]]:
    """Each reader with the parts of their letter: their own first, then those of people they stand in for."""
    found: dict[str, list[tuple[bool, Office]]] = {}
    for office in _offices(week.view):
        if to := reader(week.view, office.holder):
            found.setdefault(to, []).append((to != office.holder, office))
    parts = {
        to: tuple(_parts(week, to, [office for _, office in sorted(offices)])) for to, offices in sorted(found.items())
    }
    return {to: told for to, told in parts.items() if told}


def _offices(view: RunView) -> Iterator[Office]:
    for person in view.people.values():
        if "treasurer" in person.roles:
            yield Office(person.employee, ())
    heads: dict[str, list[str]] = {}
    for unit, (head, _) in sorted(view.heads.items()):
        if head in view.people:
            heads.setdefault(str(head), []).append(unit)
    for head, units in heads.items():
        yield Office(head, tuple(units))


def _parts(week: Week, to: str, offices: list[Office]) -> Iterator[Part]:
    say = words(week.view.people[to].language)
    for office in offices:
        part = _part(week, say, office, _title(week, say, to, office))
        if part is not None:
            yield part


def _part(week: Week, say: Words, office: Office, title: str) -> Part | None:
    if not office.units:
        return treasurer(week, say, title)
    below = sorted({each for unit in office.units for each in week.below(unit)})
    return manager(week, say, title, below, list(office.units))


def _title(week: Week, say: Words, to: str, office: Office) -> str:
    names = name_of_units(week)
    title = ", ".join(names.get(unit, unit) for unit in office.units) if office.units else say("Budget and invoices")
    if office.holder == to:
        return title
    return say("{title}, in place of {name}", title=title, name=name_of(week.view, office.holder))
