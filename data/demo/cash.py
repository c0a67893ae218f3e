"""What lies on the town's accounts, day by day, and the income it expects by months: what the page of cash asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.demo.days import work
from data.demo.exports import csv_file, header, pl_day, pl_money

if TYPE_CHECKING:
    from data.demo.city import City

BALANCES = header("Rachunek;Data;Saldo")
INCOME = header("Rok;Źródło;Miesiąc;Kwota")
DAYS = 15  # of statements
ACCOUNTS = (("bieżący", 1_350_000_00), ("jednostki oświatowe", 260_000_00), ("pomoc społeczna", 140_000_00))
# złotys a month at scale 1, and the months in which a tax falls due
SOURCES: tuple[tuple[str, int, dict[int, int]], ...] = (
    ("Udziały w PIT i CIT", 1_320_000, {}),
    ("Subwencja ogólna", 2_010_000, {}),
    ("Podatek od nieruchomości", 610_000, {3: 2_900_000, 5: 2_850_000, 9: 2_850_000, 11: 2_700_000}),
    ("Opłata za odpady", 530_000, {}),
    ("Pozostałe dochody", 420_000, {}),
)


def write(city: City) -> None:
    """Write salda-2026-11-20.csv and prognoza-dochodow.csv."""
    csv_file(city.inbox("salda", "salda-2026-11-20.csv"), BALANCES, _balances(city), encoding="cp1250")
    csv_file(city.inbox("prognoza", "prognoza-dochodow.csv"), INCOME, _income(city), encoding="cp1250")


def _balances(city: City) -> Iterator[list[str]]:
    """The end of each working day of three weeks to yesterday, each account on its own slow way up and down."""
    for n in range(1, DAYS + 1):
        for place, (account, amount) in enumerate(ACCOUNTS):
            moved = amount * (n * (3 + place) % 7 - 3) // 40
            yield [account, pl_day(work(city.today, -n)), pl_money(round((amount + moved) * city.scale))]


def _income(city: City) -> Iterator[list[str]]:
    """The whole of this year and the first quarter of the next."""
    for year, months in ((2026, range(1, 13)), (2027, range(1, 4))):
        for source, usual, special in SOURCES:
            for month in months:
                amount = round(special.get(month, usual) * city.scale) * 100
                yield [str(year), source, str(month), pl_money(amount)]
