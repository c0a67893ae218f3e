"""What is owed to the town: taxes, rents, fees; reminded, taken to enforcement, or running out of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from data.demo.days import work
from data.demo.exports import csv_file, header, pl_day, pl_money

if TYPE_CHECKING:
    from data.demo.city import City

RECEIVABLES = 160
HEADER = header("Nr należności;Dłużnik;Rodzaj;Kwota;Termin płatności;Upomnienie;Tytuł wykonawczy;Przerwanie biegu")
KINDS = ("podatek", "cywilnoprawna", "opłata")


def write(city: City) -> None:
    """Write the register; debtors are numbers, not names."""
    csv_file(city.inbox("naleznosci", "naleznosci-2026-11-20.csv"), HEADER, _rows(city), encoding="cp1250")


def _rows(city: City) -> Iterator[list[str]]:
    rng = city.rng("receivables")
    for n in range(city.about(RECEIVABLES)):
        due = date(2022, 1, 15) + timedelta(days=rng.randrange(1_760))
        reminded = work(due, rng.randrange(10, 40))
        enforced = work(reminded, rng.randrange(15, 60)) if rng.random() < 0.7 else None
        number, debtor = f"NAL/{n + 1:05d}", f"K{rng.randrange(10**6):06d}"
        what = [rng.choice(KINDS), pl_money(rng.randrange(40_00, 4_000_00)), pl_day(due)]
        steps = [pl_day(day if day and day <= city.today else None) for day in (reminded, enforced, enforced)]
        yield [number, debtor, *what, *steps]
