"""How the cases of a unit went this week: what counts on which day, to the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from pipelines.store.queries import sql

DAY = date(2026, 11, 20)


def counted(*cases: dict[str, Any], units: tuple[str, ...] = ("WB",)) -> list[dict[str, Any]]:
    """The rows of the question for these cases; days are counted from the day judged for."""
    with duckdb.connect() as con:
        con.execute("set variable as_of = $1", [DAY])
        con.execute("create table units (unit varchar, name varchar); insert into units values ('WB', 'Budownictwo')")
        con.execute(
            "create table case_facts (noun varchar, unit varchar, opened_on date, settled_on date, net_due_on date, "
            "stopped_since date, duration_days bigint)"
        )
        for case in cases:
            row = {"noun": "cases", "unit": "WB", "opened": -100, "settled": None, "due": 50, "stopped": None} | case
            days = [
                None if row[key] is None else DAY + timedelta(days=row[key])
                for key in ("opened", "settled", "due", "stopped")
            ]
            length = None if row["settled"] is None else row["settled"] - row["opened"]
            con.execute(
                "insert into case_facts values (?, ?, ?, ?, ?, ?, ?)", [row["noun"], row["unit"], *days, length]
            )
        found = con.execute(sql("alerts/weekly/units.sql"), {"units": list(units)})
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def only(column: str, case: dict[str, Any]) -> int:
    return counted(case)[-1][column]


@pytest.mark.parametrize(("opened", "n"), [(0, 1), (-6, 1), (-7, 0)])
def test_received_are_those_of_the_last_seven_days(opened, n):
    assert only("received", {"opened": opened}) == n


@pytest.mark.parametrize(("settled", "n"), [(0, 1), (-6, 1), (-7, 0)])
def test_settled_are_those_of_the_last_seven_days(settled, n):
    assert only("closed_in_time", {"settled": settled, "due": settled}) == n
    assert only("closed_late", {"settled": settled, "due": settled - 1}) == n


def test_settled_on_the_last_day_is_in_time_and_the_day_after_is_late():
    both = counted({"settled": -1, "due": -1}, {"settled": -1, "due": -2})[-1]
    assert (both["closed_in_time"], both["closed_late"], both["open"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("case", "in_time", "late"),
    [({"due": 0}, 1, 0), ({"due": -1}, 0, 1), ({"due": -1, "stopped": -3}, 1, 0), ({"due": -1, "settled": -1}, 0, 0)],
)
def test_open_is_late_from_the_day_after_and_not_while_its_time_stands_still(case, in_time, late):
    assert (only("open_in_time", case), only("open_late", case)) == (in_time, late)


@pytest.mark.parametrize(("due", "n"), [(-1, 1), (0, 1), (13, 1), (14, 0)])
def test_what_falls_due_in_two_weeks_counts_with_what_is_late(due, n):
    assert only("due", {"due": due}) == n
    assert only("due", {"due": due, "stopped": -1}) == 0


@pytest.mark.parametrize(("settled", "n"), [(-83, 6), (-84, 0)])
def test_the_pace_is_two_weeks_of_the_last_twelve(settled, n):
    row = counted(*[{"settled": settled, "opened": settled - 10}] * 36)[-1]
    assert (row["pace"], row["half_within"]) == (n, 10 if n else None)


def test_documents_and_other_units_are_not_counted_and_the_last_row_is_of_all():
    rows = counted({"due": -1}, {"noun": "documents"}, {"unit": "OR"}, {"unit": "OS"}, units=("WB", "OS"))
    assert [(row["unit"], row["name"], row["open"], row["open_late"]) for row in rows] == [
        ("WB", "Budownictwo", 1, 1),
        ("OS", None, 1, 0),
        (None, "Budownictwo", 2, 1),
    ]
