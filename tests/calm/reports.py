"""The reports of the healthy town: they say what the books say and are sent long before their day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from data.demo.days import add_months, work
from tests.calm.bills import Line, money
from tests.calm.ledger import REPAID, Entry

Row = dict[str, Any]


def report_lines(made: list[Entry]) -> list[Row]:
    """Rb-28S of two units as their books have it, quarters with commitments; and of one that has no other books."""
    rows = list[Row]()
    for month in range(1, 13):
        end = add_months(date(2026, month, 1), 1) - timedelta(days=1)
        sums = defaultdict[tuple[Line, str], int](int)
        for line, measure, day, amount, more in made:
            if line.unit in ("SP1", "MOPS") and day <= end and more.get("state") != "draft":
                sums[line, measure] += amount
        school = Line("SP2", "801", "80101", "4010")
        sums |= {
            (school, "plan"): 60_000_000,
            (school, "executed"): 5_000_000 * month,
            (school, "commitment"): 60_000_000,
        }
        measures = ("plan", "executed", "commitment") if month % 3 == 0 else ("plan", "executed")
        rows += [
            {
                "report": "Rb-28S", "unit": line.unit, "year": 2026, "period": f"2026-{month:02}", "side": "spending",
                "dzial": line.dzial, "rozdzial": line.rozdzial, "paragraf": line.paragraf, "measure": measure,
                "amount": money(amount), "sent": work(end, 1),
            }
            for (line, measure), amount in sums.items()
            if measure in measures
        ]  # fmt: skip
    return rows


def reports() -> list[Row]:
    """Sent the first working day after the period, the town's own a week later; the year's reports next year."""
    rows = list[Row]()
    for months, unit_reports, city_reports in (
        (1, {"Rb-27S": 1, "Rb-28S": 1}, {"Rb-27S": 7, "Rb-28S": 7}),
        (
            3, {"Rb-27ZZ": 1, "Rb-50": 1},
            {"Rb-27ZZ": 3, "Rb-50": 3, **dict.fromkeys(("Rb-NDS", "Rb-30S", "Rb-34S", "Rb-N", "Rb-Z"), 8)},
        ),
    ):  # fmt: skip
        for year, n in [(2025, 12 // months), *((2026, n) for n in range(1, 12 // months + 1))]:
            end = add_months(date(year, n * months, 1), 1) - timedelta(days=1)
            period = f"{year}-{n:02}" if months == 1 else f"{year}-Q{n}"
            units = ("SP1", "SP2", "MOPS", "UM") if months == 1 else ("MOPS",)
            rows += [
                {"report": report, "period": period, "level": "unit", "unit": unit, "sent_on": work(end, after)}
                for report, after in unit_reports.items()
                for unit in units
            ] + [
                {"report": report, "period": period, "level": "city", "unit": None, "sent_on": work(end, after)}
                for report, after in city_reports.items()
            ]
    return rows


def indicators() -> list[Row]:
    """Debt service of 4 % where the mean of seven years bears 9 %."""
    ratios = [{"year": year, "indicator": "operating_ratio", "value": "9.00"} for year in range(2019, 2026)]
    figures = {
        "repayments": REPAID,
        "interest": 4_000_000,
        "current_income_less_grants": 850_000_000,
        "receipts_217": 0,
    }
    return ratios + [{"year": 2026, "indicator": name, "value": money(amount)} for name, amount in figures.items()]
