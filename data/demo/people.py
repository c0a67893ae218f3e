"""People: eighty at scale 1, with roles, superiors and authorisations; one has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from data.demo.names import MEN, SURNAMES, WOMEN, plain, surname
from data.demo.units import Unit

DOMAIN = "zabrzeg.example"
CLERK, ACCOUNTANT, HEAD = "officer", "accountant", "officer|manager"
# who sits where, in order: e001 is the mayor. The first of each unit is its head.
SEATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("UM", ("mayor", "manager", "secretary", "auditor")),
    ("OR", (HEAD, "officer|steward", *[CLERK] * 7)),
    ("WB", (HEAD, *[CLERK] * 11)),
    ("DR", ("officer|manager|road_manager", *[CLERK] * 9)),
    ("PO", (HEAD, *[CLERK] * 8)),
    ("SO", (HEAD, *[CLERK] * 8)),
    ("OS", (HEAD, *[CLERK] * 6)),
    ("WF", ("manager|treasurer", ACCOUNTANT, ACCOUNTANT, *["officer|accountant"] * 5)),
    ("MOPS", (HEAD, ACCOUNTANT, *[CLERK] * 4)),
    ("SP1", ("manager", ACCOUNTANT)),
    ("SP5", ("manager", ACCOUNTANT)),
    ("PM3", ("manager", ACCOUNTANT)),
)
LEAVER, LEFT_ON = "e022", date(2026, 9, 30)
GROWING = ("WB", "DR", "PO", "SO", "OS", "OR", "WF")  # departments that get more officers in a bigger town


@dataclass(frozen=True)
class Person:
    """One employee; `roles` by |, `authorised` is the power to sign decisions (KPA art. 268a)."""

    id: str
    name: str
    email: str
    unit: str
    superior: str
    roles: str
    authorised: bool
    active_from: date
    active_to: date | None = None


def people(rng: Random, units: tuple[Unit, ...], scale: float) -> tuple[Person, ...]:
    """The staff, in the order of their numbers; names do not repeat in the first few thousand."""
    seats = [(unit, roles) for unit, chairs in SEATS for roles in chairs]
    seats += [(unit.code, roles) for unit in units[len(SEATS) :] for roles in ("manager", ACCOUNTANT)]
    more = round(80 * scale) - len(seats)
    seats += [(GROWING[n % len(GROWING)], "officer|accountant" if n % 7 == 6 else CLERK) for n in range(more)]
    heads = {unit.code: unit.manager for unit in units}
    taken: set[str] = set()
    return tuple(_person(rng, n, unit, roles, heads, taken) for n, (unit, roles) in enumerate(seats, start=1))


def _person(rng: Random, n: int, unit: str, roles: str, heads: dict[str, str], taken: set[str]) -> Person:
    number = f"e{n:03d}"
    name, email = _name(rng, taken)
    superior = "" if n == 1 else ("e001" if heads[unit] in (number, "e001") else heads[unit])
    return Person(
        id=number,
        name=name,
        email=email,
        unit=unit,
        superior=superior,
        roles=roles,
        authorised="manager" in roles or "mayor" in roles or "secretary" in roles or n % 3 == 0,
        active_from=date(rng.randrange(1998, 2025), rng.randrange(1, 13), 1),
        active_to=LEFT_ON if number == LEAVER else None,
    )


def _name(rng: Random, taken: set[str]) -> tuple[str, str]:
    """First name, surname and an address nobody else has; namesakes get a number."""
    of_woman = rng.random() < 0.68  # town halls
    first = rng.choice(WOMEN if of_woman else MEN)
    last = surname(rng.choice(SURNAMES), of_woman=of_woman)
    local = plain(f"{first}.{last}")
    number = 1
    while (address := local if number == 1 else f"{local}{number}") in taken:
        number += 1
    taken.add(address)
    return f"{first} {last}", f"{address}@{DOMAIN}"
