"""A unit that became another within the replayed days is itself before, and its successor after."""

from __future__ import annotations

from datetime import date, datetime

from pipelines.replay import replay
from pipelines.replay.each_day import Day
from rules.law import read_law
from tests.rules.day import loaded

ENTRY = {"year": 2026, "booked_on": "2026-01-05", "unit": "DR", "side": "spending", "dzial": "600", "rozdzial": "60016",
         "paragraf": "4270", "measure": "plan", "amount": "400000.00"}  # fmt: skip
DAYS = [Day(day, datetime(2026, 11, 22, 12)) for day in (date(2026, 6, 30), date(2026, 7, 1))]


def test_each_replayed_day_knows_the_unit_of_that_day() -> None:
    units = [
        {"unit": "DR", "name": "Drogi", "valid_to": "2026-06-30", "replaced_by": "DT"},
        {"unit": "DT", "name": "Drogi i Transport"},
    ]
    con, town = loaded({"units": units, "budget": [ENTRY]})
    found = []
    for _ in replay(con, town, read_law("PL"), DAYS):
        found += con.execute("select on_day, unit from budget_facts where level = 'unit' order by on_day").fetchall()
    assert found == [(date(2026, 6, 30), "DR"), (date(2026, 7, 1), "DT")]
