"""The workbook of the personnel office: people, absences, who replaces whom; and the names other systems use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from data.demo.absence_stories import Absence
from data.demo.exports import csv_file, pl_yes, xlsx_file
from data.demo.leave import absences
from data.demo.people import DOMAIN, Person

if TYPE_CHECKING:
    from data.demo.city import City

FOLDER = "kadry"
KINDS = {"planned": "planowana", "unplanned": "nieplanowana", "on_demand": "na żądanie"}
STATES = {"draft": "projekt", "sent": "przekazany", "approved": "zaakceptowany", "rejected": "odrzucony"}
ROLES = {
    "officer": "pracownik",
    "manager": "kierownik",
    "treasurer": "skarbnik",
    "accountant": "księgowy",
    "secretary": "sekretarz",
    "mayor": "prezydent",
    "road_manager": "zarządca drogi",
    "steward": "opiekun danych",
    "auditor": "audytor",
}
NO_SCOPE_OF_DUTIES = "e056"
# clerks' mistakes: a kind of absence we refuse to store, a role nobody knows
BAD_ABSENCE = ["WU/2026/0", "e043", "zwolnienie lekarskie", date(2026, 9, 7), date(2026, 9, 11), "e044", None]
BAD_PERSON = [
    "e000",
    "Praktykant Jan",
    f"praktykant@{DOMAIN}",
    "OR",
    "e005",
    "praktykant",
    "nie",
    date(2026, 11, 2),
    None,
]


def write(city: City) -> None:
    """kadry.xlsx with three sheets, and aliases.csv."""
    people = ("Nr", "Imię i nazwisko", "E-mail", "Komórka", "Przełożony", "Role", "Upoważnienie", "Od", "Do")
    away = (
        "Wniosek",
        "Pracownik",
        "Rodzaj",
        "Pierwszy dzień",
        "Ostatni dzień",
        "Zastępca",
        "Potwierdził",
        "Stan",
        "Przekazano",
    )
    scopes = ("Pracownik", "Zastępca", "Zakres", "Kolejność", "Od", "Do")
    sheets = {
        "Pracownicy": (people, [*map(_person_row, city.people), BAD_PERSON]),
        "Nieobecności": (away, [*map(_absence_row, absences(city)), [*BAD_ABSENCE, "zaakceptowany", date(2026, 9, 7)]]),
        "Zastępstwa": (scopes, substitutions(city)),
    }
    xlsx_file(city.inbox(FOLDER, "kadry-2026-11-20.xlsx"), sheets)
    csv_file(city.inbox("aliasy", "aliasy.csv"), ("system", "name", "employee", "unit"), aliases(city), delimiter=",")


def _person_row(p: Person) -> list[Any]:
    return [
        p.id,
        p.name,
        p.email,
        p.unit,
        p.superior,
        _roles(p.roles),
        pl_yes(p.authorised),
        p.active_from,
        p.active_to,
    ]


def _roles(roles: str) -> str:
    return "|".join(ROLES[role] for role in roles.split("|"))


def _absence_row(a: Absence) -> list[Any]:
    spoken = KINDS[a.kind], STATES[a.state]
    return [a.id, a.employee, spoken[0], a.first_day, a.last_day, a.substitute, a.confirmed_on, spoken[1], a.sent_on]


def substitutions(city: City) -> Iterator[list[Any]]:
    """Who replaces whom by the accepted scope of duties: the next colleague who may sign as much, then the head."""
    since = date(2025, 1, 1)
    heads = {unit.code: unit.manager for unit in city.units}
    for unit, staff in city.officers.items():
        for n, person in enumerate(staff if len(staff) > 1 else ()):
            if person.id == NO_SCOPE_OF_DUTIES:
                continue
            others = [p for p in staff[n + 1 :] + staff[:n] if p.authorised or not person.authorised]
            for rank, colleague in enumerate(others[:1], start=1):
                yield [person.id, colleague.id, "", rank, since, None]
            if heads[unit] not in (person.id, *(p.id for p in others[:1])):
                yield [person.id, heads[unit], "", 2, since, None]
    yield ["e029", "e033", "road_lane_location_telecom", 1, since, None]
    yield ["e034", "e035", "DR", 1, since, since + timedelta(days=500)]


def aliases(city: City) -> Iterator[list[str]]:
    """How EZD, finance, KSeF and the reports call people and units."""
    names = Counter(person.name for person in city.people)
    for person in city.people:
        if names[person.name] == 1:
            first, _, last = person.name.partition(" ")
            yield ["EZD", f"{last} {first}", person.id, ""]
    for unit in city.units:
        yield ["KSeF", unit.name.upper(), "", unit.code]
        yield ["FK", unit.name.replace("Wydział", "Wydz.").replace("Szkoła Podstawowa", "SP"), "", unit.code]
