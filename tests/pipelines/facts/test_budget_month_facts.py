"""What each month brought to a line: from a ledger, from cumulative reports, and what kind of line it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.rules.day import day_of

UNIT = {"unit": "A", "name": "Szkoła", "kind": "budget_unit"}
LINE = {"year": 2026, "unit": "A", "side": "spending", "dzial": "801", "rozdzial": "80101", "paragraf": "4210"}


def entry(day: str, measure: str, amount: str, **more: Any) -> dict[str, Any]:
    return {**LINE, "booked_on": day, "measure": measure, "amount": amount, **more}


def months(question: str, **given: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    with day_of({"units": [UNIT], **given}, "2026-11-20", judged=False) as con:
        return con.execute(f"select {question} from budget_month_facts order by all").fetchall()


def test_the_ledger_by_months_counts_what_has_come_and_the_schedule_to_the_years_end():
    found = months("month, plan, scheduled, committed, executed", budget=[
        entry("2025-12-18", "plan", "100.00"),  # voted before the year: its first month
        entry("2026-06-30", "plan", "-20.00"),
        entry("2026-07-01", "plan", "50.00", state="draft"),
        entry("2026-06-02", "commitment", "7.00"),
        entry("2026-06-03", "executed", "5.50"),
        entry("2026-11-20", "executed", "1.00"),
        entry("2026-11-21", "executed", "9.00"),  # tomorrow
        entry("2026-12-01", "schedule", "30.00"),
    ])  # fmt: skip
    zero = Decimal(0)
    assert found == [
        (1, Decimal(100), None, zero, zero),
        (6, Decimal(-20), None, Decimal(7), Decimal("5.5")),
        (7, zero, None, zero, zero),
        (11, zero, None, zero, Decimal(1)),
        (12, zero, Decimal(30), zero, zero),
    ]


def test_cumulative_reports_give_what_each_period_brought():
    row = {"report": "Rb-28S", "side": "spending", "unit": "A", "year": 2026, "dzial": "801", "rozdzial": "80101",
           "paragraf": "4210", "measure": "executed"}  # fmt: skip
    found = months("month, executed", report_lines=[
        {**row, "period": "2026-01", "amount": "10.00"},
        {**row, "period": "2026-02", "amount": "25.00"},
        {**row, "period": "2026-Q1", "amount": "40.00"},
        {**row, "period": "2026-11", "amount": "70.00"},  # the month has not ended
    ])  # fmt: skip
    assert [each for each in found if each[1]] == [(1, Decimal(10)), (2, Decimal(15)), (3, Decimal(15))]


@pytest.mark.parametrize(
    ("paragraf", "nature", "paid_once"),
    [("4010", "pay", "no"), ("4040", "pay", "yes"), ("4110", "contribution", "no"), ("4300", "current", "no"),
     ("6050", "capital", "yes"), ("8110", "debt", "yes"), ("4810", "reserve", "no"), ("4430", "current", "yes")],
)  # fmt: skip
def test_a_line_is_pay_or_capital_or_debt_by_the_record_of_the_law(paragraf, nature, paid_once):
    given = [entry("2026-01-02", "plan", "1.00", paragraf=paragraf)]
    assert months("nature, paid_once", budget=given) == [(nature, paid_once)]


def test_income_has_no_kind_and_what_names_no_division_is_no_line():
    given = [entry("2026-01-02", "plan", "1.00", side="income", paragraf="0310"),
             entry("2026-01-02", "outgoing", "5.00", dzial=None, rozdzial=None, paragraf=None)]  # fmt: skip
    assert months("side, nature, plan", budget=given) == [("income", None, Decimal(1))]
