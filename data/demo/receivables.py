"""What is owed to the town: taxes, rents, fees; reminded, enforced, or running out of time (rules F01, F02, F03)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from data.demo.days import work
from data.demo.exports import csv_file, header, pl_day, pl_money
from data.demo.planting import Planted

if TYPE_CHECKING:
    from data.demo.city import City

RECEIVABLES = 160
HEADER = header("Nr należności;Dłużnik;Rodzaj;Kwota;Termin płatności;Upomnienie;Tytuł wykonawczy;Przerwanie biegu")
KINDS = ("podatek", "cywilnoprawna", "opłata")
STORIES = (
    # F01: due on 25 September, and nobody has reminded the debtor
    ["NAL/09001", "K700001", "opłata", "640,00", "25.09.2026", "", "", ""],
    # F02: reminded on 20 August, and nothing since
    ["NAL/09002", "K700002", "cywilnoprawna", "1280,00", "10.07.2026", "20.08.2026", "", ""],
    # F03: a tax of 2021 with a title that nobody used lapses with the year
    ["NAL/09003", "K700003", "podatek", "2150,00", "15.05.2021", "14.06.2021", "20.08.2021", ""],
)
PLANTED = (
    Planted("F01", "receivables", "NAL/09001", "warn", "no reminder for 56 days"),
    Planted("F02", "receivables", "NAL/09002", "warn", "reminded 92 days ago, no title"),
    Planted("F03", "receivables", "NAL/09003", "high", "lapses on 31 December"),
)


def write(city: City) -> None:
    """Write the register; debtors are numbers, not names."""
    csv_file(city.inbox("naleznosci", "naleznosci-2026-11-20.csv"), HEADER, _rows(city), encoding="cp1250")


def _rows(city: City) -> Iterator[list[str]]:
    rng = city.rng("receivables")
    for n in range(city.about(RECEIVABLES)):
        due = date(2024, 1, 15) + timedelta(days=rng.randrange(1_040))
        reminded = work(due, rng.randrange(10, 28))
        enforced = work(reminded, rng.randrange(15, 35)) if rng.random() < 0.7 else work(reminded, 36)
        number, debtor = f"NAL/{n + 1:05d}", f"K{rng.randrange(10**6):06d}"
        what = [rng.choice(KINDS), pl_money(rng.randrange(40_00, 4_000_00)), pl_day(due)]
        steps = [pl_day(day if day and day <= city.today else None) for day in (reminded, enforced, enforced)]
        yield [number, debtor, *what, *steps]
    yield from STORIES
