"""The register of contracts: signed, countersigned by the treasurer, published; and their parts by year (B04, B13, B14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from data.demo.budget_lines import INVOICED, Line
from data.demo.budget_stories import LINES
from data.demo.days import work
from data.demo.exports import csv_file, pl_day, pl_money, pl_yes
from data.demo.invoice_stories import day, line
from data.demo.numbers import nip
from data.demo.planting import Planted

if TYPE_CHECKING:
    from data.demo.city import City

CONTRACTS = 130
TREASURER = "e061"
REGISTER_FROM = date(2026, 7, 1)  # the central register of contracts
HEADER = (
    "Nr umowy", "Data zawarcia", "Komórka", "NIP wykonawcy", "Wartość", "Rok", "Dział", "Rozdział", "Paragraf", "Zadanie",
    "Zobowiązanie", "Koniec umowy", "Kontrasygnata", "Kontrasygnował", "Odmowa", "Polecenie na piśmie", "Zawiadomiono Radę i RIO",
    "Ogłoszono w rejestrze", "Opiekun umowy",
)  # fmt: skip


def write(city: City, lines: list[Line]) -> None:
    """Write contracts.csv and the parts of those that run over more than a year."""
    rng = city.rng("contracts")
    rows = [*_stories(rng), *_capital(rng, lines), *_ordinary(city, rng, lines), BAD]
    csv_file(city.inbox("umowy", "rejestr-umow-2026-11-20.csv"), HEADER, rows, encoding="cp1250")
    header = ("contract_id", "line_no", "year", "unit", "dzial", "rozdzial", "paragraf", "amount")
    csv_file(city.inbox("umowy_pozycje", "umowy-pozycje.csv"), header, PARTS, delimiter=",")


def row(
    rng: Random, number: str, at: Line, signed: date, zlotys: int, ends: date, *, countersigned: date | None, told: str = "",
    refused: date | None = None, ordered: date | None = None, published: date | None = None, owner: str = "",
) -> list[str]:  # fmt: skip
    """One contract that creates an obligation to pay."""
    line_of = ["2026", at.dzial, at.rozdzial, at.paragraf, LINES[at].task if at in LINES else ""]
    return [
        number, pl_day(signed), at.unit, nip(rng), pl_money(zlotys * 100), *line_of, pl_yes(True), pl_day(ends),
        pl_day(countersigned), TREASURER if countersigned else "", pl_day(refused), pl_day(ordered), told, pl_day(published), owner,
    ]  # fmt: skip


def _stories(rng: Random) -> Iterator[list[str]]:
    roads, office = line("DR 60016 6050"), line("OR 75023 4300")
    # B04: more than half of the money waits for a contract that ends on 29 December
    yield row(rng, "DR.272.40.2026", roads, day(5, 18), 4_750_000, day(12, 29), countersigned=day(5, 18), owner="e027")
    # B13 critical: no countersignature
    yield row(
        rng,
        "OR.272.88.2026",
        office,
        day(10, 5),
        80_000,
        day(12, 15),
        countersigned=None,
        published=day(10, 9),
        owner="e006",
    )
    # B13 high: refused, then ordered in writing, and neither the council nor the chamber was told
    yield row(rng, "DR.272.91.2026", line("DR 60016 4300"), day(10, 7), 46_000, day(12, 11), countersigned=None,
              refused=day(10, 6), ordered=day(10, 7), published=day(10, 14), owner="e028")  # fmt: skip
    # B14: signed on 6 November, 14 days = today; and one of 20 October
    yield row(
        rng,
        "OS.272.95.2026",
        line("OS 90004 4300"),
        day(11, 6),
        38_000,
        day(12, 18),
        countersigned=day(11, 6),
        owner="e057",
    )
    yield row(
        rng,
        "WB.272.93.2026",
        line("WB 71012 4300"),
        day(10, 20),
        21_000,
        day(12, 18),
        countersigned=day(10, 20),
        owner="e018",
    )
    # in order: the head of a school signs alone (UFP art. 47)
    yield row(
        rng,
        "SP5.272.12.2026",
        line("SP5 80101 4270"),
        day(9, 3),
        14_500,
        day(10, 30),
        countersigned=None,
        published=day(9, 8),
    )


def _capital(rng: Random, lines: list[Line]) -> Iterator[list[str]]:
    """Every other capital line has a contract in time: signed by September, done by the first days of December."""
    capital = [at for at in lines if at.paragraf in ("6050", "6060") and at not in LINES]
    for n, at in enumerate(capital):
        signed = work(day(3, 2), 6 * n)
        published = work(signed, 4) if signed >= REGISTER_FROM else None
        yield row(rng, f"{at.unit}.272.{n + 1}.2026", at, signed, 60_000 + 15_000 * n, day(12, 4), countersigned=signed,
                  published=published, owner="e027")  # fmt: skip


def _ordinary(city: City, rng: Random, lines: list[Line]) -> Iterator[list[str]]:
    departments = {unit.code for unit in city.units if unit.kind == "department"}
    usual = [
        at
        for at in lines
        if at.paragraf in INVOICED and at.paragraf < "6" and at not in LINES and at.unit in departments
    ]
    for n in range(city.about(CONTRACTS)):
        at, signed = rng.choice(usual), work(day(1, 5), rng.randrange(205))
        ends = work(signed, rng.randrange(20, 260))
        published = work(signed, rng.randrange(2, 8)) if signed >= REGISTER_FROM else None
        published = published if published and published <= city.today else None
        if signed >= REGISTER_FROM and not published:
            continue  # too fresh to be in the register yet
        owner = rng.choice(city.officers[at.unit]).id if city.officers[at.unit] else TREASURER
        yield row(rng, f"{at.unit}.272.{101 + n}.2026", at, signed, rng.randrange(2, 60) * 500, ends, countersigned=signed,
                  published=published, owner=owner)  # fmt: skip


# a clerk's mistake: a contract without its day
BAD = ["OR.272.99.2026", "", "OR", "", "12 000,00", "2026", "750", "75023", "4300", "", "tak", *[""] * 8]
PARTS = (
    ["DR.272.40.2026", "1", "2026", "DR", "600", "60016", "6050", "4750000.00"],
    ["DR.272.40.2026", "2", "2027", "DR", "600", "60016", "7200", "1900000.00"],
)
PLANTED = (
    Planted("B13", "contracts", "OR.272.88.2026", "critical", "no countersignature"),
    Planted("B13", "contracts", "DR.272.91.2026", "high", "council and chamber not told"),
    Planted("B14", "contracts", "OS.272.95.2026", "warn", "last day to publish"),
    Planted("B14", "contracts", "WB.272.93.2026", None, "17 days late in the register"),
)
