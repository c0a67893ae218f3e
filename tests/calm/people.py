"""Who works in the healthy town, who is away when, and who is there for a matter from its first to its last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any, NamedTuple

from data.demo.days import roll, work

Row = dict[str, Any]
UNITS = {
    "WB": "Wydział Budownictwa", "DR": "Wydział Dróg", "PO": "Wydział Podatków", "SO": "Wydział Spraw Obywatelskich",
    "OS": "Wydział Ochrony Środowiska", "OR": "Wydział Organizacyjny", "FN": "Wydział Finansowy",
    "MOPS": "Ośrodek Pomocy Społecznej", "SP1": "Szkoła Podstawowa nr 1", "SP2": "Szkoła Podstawowa nr 2",
}  # fmt: skip
BUDGET_UNITS = ("MOPS", "SP1", "SP2")
TOWN_NIP = "5260250274"
OFFICERS = 5
ROLES = {"FN0": "treasurer|manager", "OR0": "secretary|manager", "DR0": "road_manager|manager"}
WEEK = timedelta(days=7)
LAG = timedelta(days=4)  # what is settled before a long weekend is known after it


class Away(NamedTuple):
    """From the first day to the last; at work again on `back`."""

    employee: str
    substitute: str
    kind: str
    first: date
    last: date
    back: date


def units() -> list[Row]:
    city = {"unit": "UM", "name": "Urząd Miasta", "kind": "city", "manager": "PM", "nip": TOWN_NIP}
    return [
        city,
        *(
            {
                "unit": unit, "name": name, "kind": "budget_unit" if unit in BUDGET_UNITS else "department",
                "parent": "UM", "manager": f"{unit}0", "ksef_internal_id": f"{TOWN_NIP}-0000{n}",
            }
            for n, (unit, name) in enumerate(UNITS.items())
        ),
    ]  # fmt: skip


def employees() -> list[Row]:
    """A manager and five officers in each unit, each of whom may sign."""
    office = [
        {"employee": "PM", "name": "Prezydent Miasta", "unit": "UM", "roles": "mayor"},
        {"employee": "OD", "name": "Opiekun Danych", "unit": "UM", "roles": "steward", "superior": "PM"},
        {"employee": "AU", "name": "Audytor", "unit": "UM", "roles": "auditor", "superior": "PM"},
    ]
    staff = [
        {
            "employee": f"{unit}{n}", "name": f"Osoba {unit} {n}", "unit": unit,
            "superior": f"{unit}0" if n else "PM",
            "roles": ROLES.get(f"{unit}{n}", ("accountant" if unit == "FN" else "officer") if n else "manager"),
        }
        for unit in UNITS
        for n in range(OFFICERS + 1)
    ]  # fmt: skip
    return [person | {"authorised_to_decide": True, "active_from": "2020-01-01"} for person in [*office, *staff]]


def substitutions() -> list[Row]:
    """By the accepted scopes of duties the next in the round stands in, and the manager after that."""
    return [
        {"employee": f"{unit}{n}", "substitute": substitute, "scope": "", "rank": rank}
        for unit in UNITS
        for n in range(1, OFFICERS + 1)
        for rank, substitute in enumerate((_next(unit, n), f"{unit}0"), start=1)
    ]


def _next(unit: str, n: int) -> str:
    return f"{unit}{n % OFFICERS + 1}"


def leaves() -> list[Away]:
    """Summer and winter leave in turn, a sudden illness and a day on demand each; never with the substitute."""
    return [leave for unit in UNITS for n in range(1, OFFICERS + 1) for leave in _leaves_of(unit, n)] + [
        _away(f"{unit}0", f"{unit}1", "planned", date(2026, 4, 13), date(2026, 4, 17)) for unit in UNITS
    ]


def _leaves_of(unit: str, n: int) -> Iterator[Away]:
    summer = date(2026, 6, 22) + 2 * n * WEEK
    winter = date(2026, 1, 12) + n * WEEK
    ill = date(2026, 3, 3) + n * WEEK
    on_demand = date(2026, 10, 1) + n * WEEK
    for kind, first, days in (
        ("planned", winter, 4),
        ("unplanned", ill, 1),
        ("planned", summer, 11),
        ("on_demand", on_demand, 0),
    ):
        yield _away(f"{unit}{n}", _next(unit, n), kind, first, first + timedelta(days=days))


def _away(employee: str, substitute: str, kind: str, first: date, last: date) -> Away:
    return Away(employee, substitute, kind, first, last, roll(last + timedelta(days=1)))


LEAVES = leaves()


def absences() -> list[Row]:
    """Planned leave goes to the superior once the substitute has confirmed it; illness is entered the same day."""
    granted = [
        {
            "absence": f"U.{n}", "employee": leave.employee, "kind": leave.kind, "first_day": leave.first,
            "last_day": leave.last, "substitute": leave.substitute, "state": "approved",
            "confirmed_on": work(leave.first, -11) if leave.kind == "planned" else leave.first,
            "sent_on": work(leave.first, -10) if leave.kind == "planned" else leave.first,
        }
        for n, leave in enumerate(LEAVES, start=1)
    ]  # fmt: skip
    draft = {"absence": "U.draft", "employee": "OS1", "kind": "planned", "first_day": "2026-12-21",
             "last_day": "2026-12-23", "state": "draft", "sent_on": "2026-11-02"}  # fmt: skip
    return [*granted, draft, draft | {"absence": "U.rejected", "employee": "OS2", "state": "rejected"}]


_turn = {unit: count() for unit in UNITS}


def in_charge(unit: str, first: date, due: date, last: date) -> str:
    """An officer who is not away while the matter, open from first to last, comes due before they are back."""
    for _ in range(OFFICERS):
        officer = f"{unit}{next(_turn[unit]) % OFFICERS + 1}"
        if not any(
            leave.employee == officer and first < leave.back and leave.first <= last + LAG and due <= leave.back
            for leave in LEAVES
        ):
            return officer
    raise LookupError(f"nobody of {unit} is there from {first} to {last}")
