"""Registers beside the budget: deposits, procurement, acts for supervision, grants, duties.

Rules F04, Z01, U01, F05, F06, R02.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from data.demo.days import work
from data.demo.exports import csv_file, header, pl_day, pl_money, pl_yes
from data.demo.invoice_desk import day
from data.demo.planting import Planted

if TYPE_CHECKING:
    from data.demo.city import City

ORDINARY = 12  # rows of each register in which everything is in time
DEPOSITS = header(
    "Nr depozytu;Rodzaj;Forma;Kwota;Postępowanie;Umowa;Data wniesienia;Podstawa zwrotu;Odbiór",
    "Rękojmia do;Gwarancja do;Data zwrotu;Kwota zwrócona",
)
TENDERS = header("Nr postępowania;Komórka;Tryb;Wynik;Ogłoszenie o wyniku;Wykonanie;Ogłoszenie o wykonaniu;Opiekun")
DUTIES = header("Obowiązek;Rodzaj;Jednostka;Okres;Wykonano")
GRANTS = header(
    "Nr dotacji;Podstawa;Komórka;Opiekun;Kwota;Wypłata;Koniec zadania;Sprawozdanie;Zatwierdzić do;Zatwierdzono",
    "Stwierdzono;Kwota stwierdzona;Co stwierdzono;Zwrot",
)
ACTS = header("Numer;Rodzaj;Data podjęcia;Finansowa;Porządkowa;Wojewodzie;RIO")


def write(city: City) -> None:
    """Write depozyty.csv, zamowienia.csv, uchwaly.csv, dotacje.csv and obowiazki.csv."""
    for folder, columns, stories, ordinary in (
        ("depozyty", DEPOSITS, DEPOSIT_STORIES, _deposit),
        ("zamowienia", TENDERS, TENDER_STORIES, _tender),
        ("uchwaly", ACTS, ACT_STORIES, _act),
        ("dotacje", GRANTS, GRANT_STORIES, _grant),
        ("obowiazki", DUTIES, DUTY_STORIES, _duty),
    ):
        rows = [*stories, *(ordinary(n) for n in range(city.about(ORDINARY)))]
        csv_file(city.inbox(folder, f"{folder}-2026-11-20.csv"), columns, rows, encoding="cp1250")


def _grant(n: int) -> list[str]:
    ended = work(day(3, 2), 9 * n)
    reported, until = work(ended, 12), work(ended, 40)
    amount = pl_money(4_000_00 + 750_00 * n)
    return (
        _row(
            f"DOT/{n + 10}/2026", "pożytek", "OR", "e006", amount, day(2, 2), ended, reported, until, work(reported, 10)
        )
        + [""] * 4
    )


def _duty(n: int) -> list[str]:
    """Advances of one school, month after month back from October, each paid on the 15th of the next."""
    paid = date(2026 - (n + 1) // 12, 12 - (n + 1) % 12, 15)
    ended = paid.replace(day=1) - timedelta(days=1)
    return _row("PIT-4", "PIT", "SP1", ended.strftime("%Y-%m"), paid)


def _row(*cells: str | date | bool | None) -> list[str]:
    return [
        pl_yes(cell) if isinstance(cell, bool) else pl_day(cell) if isinstance(cell, date) else cell or ""
        for cell in cells
    ]


def _deposit(n: int) -> list[str]:
    released = work(day(2, 2), 8 * n)
    back = work(released, 2)
    amount = pl_money(1_000_00 + 500_00 * n)
    return _row(
        f"WAD/{n + 10}/2026", "wadium", "pieniądz", amount, None, None, day(1, 15), released, *[None] * 3, back, amount
    )


def _tender(n: int) -> list[str]:
    ended = work(day(2, 2), 12 * n)
    return _row(f"ZP.271.{n + 10}.2026", "DR", "krajowy", ended, work(ended, 5), None, None, "e027")


def _act(n: int) -> list[str]:
    adopted = work(day(1, 29), 15 * n)
    sent = work(adopted, 2)
    return _row(f"{n + 1}/2026", "uchwała", adopted, n % 2 == 0, False, sent, sent if n % 2 == 0 else None)


DEPOSIT_STORIES = (
    # F04 high: the contract was concluded on 2 November, the wadium should have gone back by the 9th
    _row("WAD/1/2026", "wadium", "pieniądz", "15 000,00", None, None, day(9, 14), day(11, 2), *[None] * 5),
    # F04 warn: accepted on 23 October, 70 % by 23 November (the 22nd is a Sunday)
    _row("ZNW/2/2026", "zabezpieczenie", "pieniądz", "48 000,00", None, None, day(3, 2), None, day(10, 23),
         date(2029, 10, 23), *[None] * 3),
    # F04 warn: the guarantee ends on 15 December, the warranty two years later
    _row("ZNW/3/2025", "zabezpieczenie", "gwarancja", "62 000,00", None, None, day(1, 20), None, None,
         date(2028, 11, 30), day(12, 15), *[None] * 2),
)  # fmt: skip
TENDER_STORIES = (
    # Z01 critical: the procedure ended on 12 October and its result was never announced
    _row("ZP.271.3.2026", "DR", "krajowy", day(10, 12), None, None, None, "e027"),
    # Z01 warn: performed on 23 October, the notice is due on 23 November
    _row("ZP.271.4.2026", "OS", "krajowy", day(3, 16), day(3, 20), day(10, 23), None, "e057"),
)
ACT_STORIES = (
    # U01 high: a budget order of the mayor of 9 November never reached the audit chamber
    _row("ZB.84.2026", "zarządzenie", day(11, 9), True, False, None, None),
    # U01 warn: a resolution of 16 November goes to the wojewoda by the 23rd
    _row("XXVII/301/2026", "uchwała", day(11, 16), False, False, None, None),
)
DUTY_STORIES = (
    # F06 critical: the school paid its contributions of September and declared none for October
    _row("ZUS DRA", "ZUS", "SP5", "2026-09", day(10, 5)),
    # F06 warn: advances of October are due on 20 November, today
    _row("PIT-4", "PIT", "UM", "2026-10", None),
    # R02 high: the information on petitions of 2025 was due on 30 June
    _row("Zbiorcza informacja o petycjach", "petycje", "OR", "2025", None),
    # Z01: the yearly report on procurement went out in time
    _row("Sprawozdanie o zamówieniach", "UZP", "OR", "2025", day(2, 20)),
)
GRANT_STORIES = (
    # F05 critical: misused money found on 2 November, to be back by the 17th
    _row("DOT/1/2026", "inna", "OR", "e006", "24 000,00", day(2, 16), day(12, 31), None, None, None, day(11, 2),
         "6 500,00", "niezgodnie", None),
    # F05 high: the task ended on 16 October, its report was due on 15 November
    _row("DOT/2/2026", "pożytek", "OR", "e006", "9 800,00", day(3, 2), day(10, 16), *[None] * 7),
    # F05 warn: the contract asks for the approval by 25 November
    _row("DOT/3/2026", "pożytek", "OR", "e006", "12 000,00", day(3, 2), day(9, 30), day(10, 26), day(11, 25),
         *[None] * 5),
)  # fmt: skip
PLANTED = (
    Planted("F04", "deposits", "WAD/1/2026", "high", "a wadium kept too long"),
    Planted("F04", "deposits", "ZNW/2/2026", "warn", "the first part of a security is due"),
    Planted("F04", "deposits", "ZNW/3/2025", "warn", "the guarantee ends before the warranty"),
    Planted("Z01", "tenders", "ZP.271.3.2026", "critical", "a result not announced"),
    Planted("Z01", "tenders", "ZP.271.4.2026", "warn", "a performance to announce"),
    Planted("F05", "grants", "DOT/1/2026", "critical", "misused money did not come back"),
    Planted("F05", "grants", "DOT/2/2026", "high", "a report of a task is missing"),
    Planted("F05", "grants", "DOT/3/2026", "warn", "a report to approve"),
    Planted("F06", "duties", "ZUS DRA/2026-10/SP5", "critical", "contributions not paid"),
    Planted("F06", "duties", "PIT-4/2026-10/UM", "warn", "advances due today"),
    Planted("R02", "duties", "Zbiorcza informacja o petycjach/2025/OR", "high", "a yearly duty forgotten"),
    Planted("U01", "resolutions", "ZB.84.2026", "high", "a budget order the chamber never saw"),
    Planted("U01", "resolutions", "XXVII/301/2026", "warn", "a resolution to send"),
)
