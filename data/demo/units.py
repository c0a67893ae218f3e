"""Units: the office itself, eight departments and three budget units; a bigger town has more schools."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from data.demo.numbers import nip, regon


@dataclass(frozen=True)
class Unit:
    """One unit; `size` is how much of the town's money and mail it has, 1 being an ordinary department."""

    code: str
    name: str
    kind: str  # city | department | budget_unit
    parent: str
    manager: str  # employee
    size: float
    regon: str = ""
    nip: str = ""
    ksef_internal_id: str = ""


BASE = (
    Unit("UM", "Urząd Miejski w Zabrzegu", "city", "", "e001", 1.0),
    Unit("OR", "Wydział Organizacyjny", "department", "UM", "e005", 1.0),
    Unit("WB", "Wydział Budownictwa i Gospodarki Przestrzennej", "department", "UM", "e014", 1.4),
    Unit("DR", "Wydział Dróg i Infrastruktury", "department", "UM", "e026", 2.5),
    Unit("PO", "Wydział Podatków i Opłat", "department", "UM", "e036", 0.8),
    Unit("SO", "Wydział Spraw Obywatelskich", "department", "UM", "e045", 0.8),
    Unit("OS", "Wydział Ochrony Środowiska", "department", "UM", "e054", 1.2),
    Unit("WF", "Wydział Finansowy", "department", "UM", "e061", 0.7),
    Unit("MOPS", "Miejski Ośrodek Pomocy Społecznej", "budget_unit", "UM", "e069", 1.8),
    Unit("SP1", "Szkoła Podstawowa nr 1 im. Gustawa Morcinka", "budget_unit", "UM", "e075", 1.3),
    Unit("SP5", "Szkoła Podstawowa nr 5", "budget_unit", "UM", "e077", 1.0),
    Unit("PM3", "Przedszkole Miejskie nr 3", "budget_unit", "UM", "e079", 0.6),
)
FIRST_NEW_SCHOOL = 10
SCHOOLS_PER_SCALE = 6


def units(rng: Random, scale: float) -> tuple[Unit, ...]:
    """The twelve units, then as many further schools as the scale asks for."""
    own_nip = nip(rng)
    base = [_numbered(unit, rng, own_nip, ordinal) for ordinal, unit in enumerate(BASE)]
    schools = [
        _numbered(_school(FIRST_NEW_SCHOOL + n, f"e{81 + 2 * n:03d}"), rng, own_nip, 100 + n)
        for n in range(round((scale - 1) * SCHOOLS_PER_SCALE))
    ]
    return (*base, *schools)


def _school(number: int, head: str) -> Unit:
    return Unit(f"SP{number}", f"Szkoła Podstawowa nr {number}", "budget_unit", "UM", head, 1.0)


def _numbered(unit: Unit, rng: Random, own_nip: str, ordinal: int) -> Unit:
    """A department has no numbers of its own; a budget unit is told apart in KSeF by an internal identifier."""
    if unit.kind == "department":
        return unit
    internal = f"{own_nip}-{ordinal:05d}" if unit.kind == "budget_unit" else ""
    number = own_nip if unit.kind == "city" else nip(rng)
    return Unit(unit.code, unit.name, unit.kind, unit.parent, unit.manager, unit.size, regon(rng), number, internal)
