"""The mail register: letters received, most of them in a case or dealt with in a few days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from data.demo.case_course import Case
from data.demo.days import work
from data.demo.exports import csv_file, header, pl_day
from data.demo.names import MEN, SURNAMES, WOMEN, surname
from data.demo.planting import Planted
from data.demo.words import CHANNELS

if TYPE_CHECKING:
    from data.demo.city import City

DOCUMENTS = 1490
HEADER = header(
    "Numer RPW;Data wpływu;Rodzaj pisma;Nadawca;Temat;Komórka;Osoba;Data dekretacji;Znak sprawy;Termin",
    "Data załatwienia;Kanał",
)
LOOSE = ("pismo", "zaproszenie", "oferta", "zapytanie", "informacja", "reklama")


def _letter(number: str, received: str, unit: str, **more: str) -> list[str]:
    """A row of the register; what is not said is empty."""
    known = {"Numer RPW": number, "Data wpływu": received, "Rodzaj pisma": "pismo", "Komórka": unit, "Kanał": "papier"}
    return [{**known, **{name.replace("_", " "): text for name, text in more.items()}}.get(name, "") for name in HEADER]


STORIES = (
    # C13: received on Monday and Tuesday, nobody has them on Friday
    _letter("ESP/201/2026", "16.11.2026", "OS", Nadawca="Jan Testowy", Temat="Zapytanie"),
    _letter("ESP/202/2026", "17.11.2026", "OR", Nadawca="Spółdzielnia „Zacisze”", Temat="Prośba o spotkanie"),
    # in order: received yesterday, not assigned yet
    _letter("ESP/203/2026", "19.11.2026", "OR", Nadawca="Anna Przykładowa", Temat="Podziękowanie"),
    # C10: an e-mail that asks for public information and was never made a case; 14 days from 5 November = 19 November
    _letter(
        "ESP/204/2026",
        "05.11.2026",
        "OR",
        Rodzaj_pisma="wniosek o informację publiczną",
        Osoba="e013",
        Data_dekretacji="06.11.2026",
    ),
    # a day given by the mayor, in time
    _letter("ESP/205/2026", "12.11.2026", "DR", Osoba="e026", Data_dekretacji="13.11.2026", Termin="04.12.2026"),
)
# a clerk's mistake: the month and the day in each other's place
BAD = (_letter("ESP/206/2026", "2.13.2026", "SO", Osoba="e050"),)
PLANTED = (
    Planted("C13", "documents", "ESP/201/2026", "warn", "four working days without anybody"),
    Planted("C13", "documents", "ESP/202/2026", "warn", "three working days without anybody"),
    Planted("C10", "documents", "ESP/204/2026", "critical", "a request for information in the mail, a day over"),
)


def write(city: City, cases: list[Case]) -> None:
    """Write the register; two thirds of the letters belong to a case."""
    rows = [*_ordinary(city, cases), *STORIES, *BAD]
    path = city.inbox("dziennik", "dziennik-podawczy-2026-11-20.csv")
    csv_file(path, HEADER, rows, encoding="utf-8-sig")


def _ordinary(city: City, cases: list[Case]) -> Iterator[list[str]]:
    rng = city.rng("documents")
    filed = [case for case in cases if case.opened and case.opened <= city.today and case.handler]
    first, days = date(2025, 1, 2), (city.today - date(2025, 1, 2)).days
    rows = []
    for _ in range(city.about(DOCUMENTS)):
        if rng.random() < 0.66:
            case = rng.choice(filed)
            rows.append((case.opened or first, case, ""))
        else:
            rows.append((work(first + timedelta(days=int(days * rng.random() ** 0.6)), 0), None, rng.choice(LOOSE)))
    rows.sort(key=lambda row: row[0])
    for n, (received, case, kind) in enumerate(rows, start=1):
        number = f"RPW/{n:05d}/{received.year}"
        yield _in_case(number, case, rng) if case else _loose(city, rng, number, received, kind)


def _in_case(number: str, case: Case, rng: Random) -> list[str]:
    assert case.opened  # noqa: S101 chosen so
    day = pl_day(case.opened)
    about = ["wniosek", _sender(rng), case.title, case.unit, case.handler, day, case.mark]
    return [number, day, *about, "", day, CHANNELS[case.channel]]


def _loose(city: City, rng: Random, number: str, received: date, kind: str) -> list[str]:
    """Assigned within a day, answered or laid aside within two weeks, some with a day set by the head."""
    unit = rng.choice(city.units[1:8]).code
    holder = rng.choice(city.officers[unit]).id if city.officers[unit] else ""
    assigned, done = work(received, rng.randrange(2)), work(received, rng.randrange(1, 10))
    due = work(received, 12) if rng.random() < 0.2 else None
    taken = [holder, pl_day(assigned)] if assigned <= city.today else ["", ""]
    about = [kind, _sender(rng), kind.capitalize(), unit, *taken]
    channel = rng.choice(tuple(CHANNELS.values()))
    return [number, pl_day(received), *about, "", pl_day(due), pl_day(done) if done <= city.today else "", channel]


def _sender(rng: Random) -> str:
    of_woman = rng.random() < 0.5
    return f"{rng.choice(WOMEN if of_woman else MEN)} {surname(rng.choice(SURNAMES), of_woman=of_woman)}"
