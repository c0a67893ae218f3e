"""The register of breaches of personal data: most are reported the next morning (rule R01)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from data.demo.exports import csv_file, header, pl_day, pl_yes
from data.demo.invoice_desk import day
from data.demo.planting import Planted

if TYPE_CHECKING:
    from data.demo.city import City

COLUMNS = header("Nr naruszenia;Stwierdzono;Zgłoszono;Ryzyko")
ORDINARY = 9
STORIES = (
    # R01 critical: a lost pendrive, known since Monday at 9.30; the 72 hours ended on Thursday at 9.30
    ["N/1/2026", "16.11.2026 09:30", "", "tak"],
    # R01 high: a letter to the wrong person, known since Wednesday at 12.15: until Saturday at 12.15
    ["N/2/2026", "18.11.2026 12:15", "", ""],
)
PLANTED = (
    Planted("R01", "breaches", "N/1/2026", "critical", "a breach not reported within 72 hours"),
    Planted("R01", "breaches", "N/2/2026", "high", "half a day is left to report a breach"),
)


def write(city: City) -> None:
    """Write naruszenia.csv."""
    rows = [*STORIES, *(_ordinary(n) for n in range(city.about(ORDINARY)))]
    csv_file(city.inbox("naruszenia", "naruszenia-2026-11-20.csv"), COLUMNS, rows, encoding="cp1250")


def _ordinary(n: int) -> list[str]:
    """Every third puts nobody at risk and is not reported."""
    found, harmless = day(n % 10 + 1, n // 10 % 27 + 1), n % 3 == 2
    told = "" if harmless else f"{pl_day(found + timedelta(days=1))} 09:{n % 60:02}"
    return [f"N/{n + 10}/2026", f"{pl_day(found)} 13:40", told, pl_yes(not harmless)]
