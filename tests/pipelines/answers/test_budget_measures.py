"""The measures of the budget: months, forecast by several methods, its error, and where money may come from."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from pipelines.store.queries import sql
from tests.rules.day import day_of

UNIT = {"unit": "A", "name": "Szkoła", "kind": "budget_unit"}
OTHER = {"unit": "B", "name": "Przedszkole", "kind": "budget_unit"}
LINE = {"year": 2026, "unit": "A", "side": "spending", "dzial": "801", "rozdzial": "80101", "paragraf": "4210"}


def entry(day: str | date, measure: str, amount: Any, **more: Any) -> dict[str, Any]:
    return {**LINE, "booked_on": str(day), "measure": measure, "amount": str(amount), **more}


def asked(measure: str, as_of: str, budget: Iterable[dict[str, Any]], **parameters: Any) -> list[dict[str, Any]]:
    with day_of({"units": [UNIT, OTHER], "budget": list(budget)}, as_of, judged=False) as con:
        answer = con.execute(sql(f"answers/measures/{measure}.sql"), parameters or None)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def test_the_months_add_up_and_what_lies_ahead_is_not_zero():
    rows = asked(
        "budget_months",
        "2026-03-15",
        [
            entry("2026-01-02", "plan", "100.00"),
            entry("2026-02-10", "plan", "20.00"),
            entry("2026-02-11", "executed", "7.00"),
            entry("2026-03-01", "executed", "3.00", unit="B"),
            entry("2026-03-01", "executed", "50.00", side="income", paragraf="0690"),
            entry("2026-06-01", "schedule", "40.00"),
        ],
        year=2026, side="spending", unit=None,
    )  # fmt: skip
    assert [row["plan"] for row in rows[:4]] == [100, 120, 120, None]
    assert [row["executed"] for row in rows[:4]] == [0, 7, 10, None]
    assert [row["scheduled"] for row in rows] == [None] * 5 + [40] * 7


# where money may come from; on the last day of the year the forecast is what was executed


def plan_and_spent(plan: int, spent: int, **line: Any) -> list[dict[str, Any]]:
    return [entry("2026-01-02", "plan", plan, **line), entry("2026-06-01", "executed", spent, **line)]


def test_only_lines_of_the_same_division_give_the_nearest_first_and_the_article_says_who_decides():
    rows = asked("transfers", "2026-12-31", [
        *plan_and_spent(100, 160),
        *plan_and_spent(500, 480, paragraf="4300"),  # 20 free in the same chapter
        *plan_and_spent(500, 400, paragraf="4010"),  # pay: 100 free, if the council allowed it
        *plan_and_spent(900, 870, unit="B", rozdzial="80104", paragraf="4300"),  # 30 free in another unit
        *plan_and_spent(900, 0, paragraf="4810"),  # a reserve goes another way
        *plan_and_spent(900, 0, dzial="750", rozdzial="75023", paragraf="4300"),  # another division: the council
        *plan_and_spent(50, 10, paragraf="4240"),
        entry("2026-12-01", "plan", -35, paragraf="4240", state="draft"),  # 35 of its 40 are promised already
    ])  # fmt: skip
    found = [(row["from_unit"], row["from_paragraf"], row["free"], row["proposed"], row["decides"]) for row in rows]
    assert {row["short_by"] for row in rows} == {60}
    assert {row["short_now"] for row in rows} == {60}
    assert found == [
        ("A", "4300", 20, 20, "mayor"),
        ("A", "4240", 5, 5, "mayor"),
        ("B", "4300", 30, 30, "mayor"),
        ("A", "4010", 100, 5, "council_allowed"),
    ]


def test_capital_money_moves_only_as_the_council_allowed_and_a_lonely_shortage_is_listed_without_a_giver():
    rows = asked("transfers", "2026-12-31", [*plan_and_spent(100, 160), *plan_and_spent(500, 0, paragraf="6050")])
    assert [(row["from_paragraf"], row["decides"]) for row in rows] == [("6050", "council_allowed")]
    rows = asked("transfers", "2026-12-31", plan_and_spent(100, 101))
    assert [(row["from_line"], row["proposed"], row["decides"]) for row in rows] == [(None, None, None)]


@pytest.mark.parametrize(("spent", "short"), [(100, []), (101, [1])])
def test_a_line_is_short_above_its_plan_and_not_at_it(spent, short):
    rows = asked("transfers", "2026-12-31", [*plan_and_spent(100, spent), *plan_and_spent(9, 0, paragraf="4300")])
    assert [row["short_by"] for row in rows] == short


# the forecast by several methods: 30 September, 273 of 365 days gone


def test_the_range_is_the_lowest_and_the_highest_of_the_methods_that_can_be_counted():
    this_year = [entry(date(2026, month, 15), "executed", 10 * month) for month in range(1, 10)]  # 450
    last_year = [entry(date(2025, month, 15), "executed", 100, year=2025) for month in range(1, 13)]
    schedule = [entry(date(2026, month, 1), "schedule", 7) for month in range(1, 13)]
    [row] = asked("forecast_range", "2026-09-30",
                  [entry("2026-01-02", "plan", 1000), *this_year, *last_year, *schedule])  # fmt: skip
    assert row["pace"] == round(Decimal(450) * 365 / 273, 2)
    # June, July and August brought 210 in 92 days; 92 are left
    assert row["recent"] == 450 + 210
    assert row["rhythm"] == Decimal(450) * 1200 / 900
    assert row["schedule"] == 450 + 3 * 7
    assert (row["lowest"], row["highest"]) == (row["schedule"], row["recent"])


def test_what_is_paid_once_has_one_forecast_and_without_last_year_there_is_no_rhythm():
    [row] = asked("forecast_range", "2026-09-30",
                  [entry("2026-01-02", "plan", 9, paragraf="6050"),
                   entry("2026-09-01", "executed", 5, paragraf="6050")])  # fmt: skip
    assert (row["recent"], row["rhythm"], row["schedule"]) == (None, None, None)
    assert row["pace"] == row["lowest"] == row["highest"] == 5
    [row] = asked("forecast_range", "2026-03-15", [entry("2026-03-01", "executed", 5)])
    assert (row["recent"], row["rhythm"]) == (None, None)  # three whole months have not gone by


def test_the_error_of_past_years_is_that_of_the_same_forecast_made_at_each_months_end():
    dice = Random(4)
    paid = {
        (year, paragraf, month): Decimal(dice.randrange(0, 100_000)) / 100
        for year in (2024, 2025)
        for paragraf in ("4210", "4300", "4260")
        for month in range(1, 13)
    }
    rows = asked("forecast_error", "2026-05-05", [
        entry(date(year, month, 10), "executed", amount, year=year, paragraf=paragraf)
        for (year, paragraf, month), amount in paid.items()
    ] + [entry("2025-03-01", "executed", "999.00", year=2025, paragraf="6050"),  # paid once: not forecast
         entry("2025-02-01", "executed", "1.00", year=2025, paragraf="4240"),
         entry("2025-03-01", "executed", "-1.00", year=2025, paragraf="4240"),  # ended at nothing
         entry("2026-02-01", "executed", "5.00")])  # fmt: skip
    assert [row["month"] for row in rows] == list(range(1, 12))
    for row in rows:
        off, foretold_all, outcome_all = [], Decimal(0), Decimal(0)
        for year in (2024, 2025):
            ended = date(year, row["month"] + 1, 1).toordinal() - date(year, 1, 1).toordinal()
            for paragraf in ("4210", "4300", "4260"):
                outcome = sum((paid[year, paragraf, month] for month in range(1, 13)), Decimal(0))
                so_far = sum((paid[year, paragraf, month] for month in range(1, row["month"] + 1)), Decimal(0))
                foretold = so_far * (366 if isleap(year) else 365) / ended
                off.append(abs(foretold - outcome) / outcome)
                foretold_all, outcome_all = foretold_all + foretold, outcome_all + outcome
        assert (row["lines"], row["years"]) == (6, 2)
        assert abs(row["mape_bp"] - 10_000 * sum(off) / len(off)) <= 1
        assert abs(row["total_bp"] - 10_000 * abs(foretold_all - outcome_all) / outcome_all) <= 1


def test_without_a_past_year_there_is_no_error():
    assert asked("forecast_error", "2026-05-05", [entry("2026-02-01", "executed", "5.00")]) == []
