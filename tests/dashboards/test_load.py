"""How much there is to do and who is there for it, counted by hand in a small office."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from tests.dashboards.away_office import build
from tests.once import once

LOAD = str(PAGES["load"].script)


@pytest.fixture
def look(tmp_path_factory):
    shot = newest(once(tmp_path_factory, "away", build))

    def begin_as(employee: str = "") -> None:
        begin(PageRequest(shot, reader(shot, employee) if employee else WHOLE_OFFICE))

    return begin_as


def test_each_working_day_has_its_deadlines_and_the_people_who_are_there(look):
    look()
    days = {row.day: (row.due, row.present, row.employed) for row in query(LOAD, "days")}
    assert days[date(2026, 11, 20)] == (2, 3, 7)  # four of seven are away
    assert days[date(2026, 11, 23)] == (1, 4, 7)
    assert days[date(2026, 11, 25)] == (1, 5, 7)
    assert days[date(2026, 11, 26)] == (1, 7, 7)
    assert date(2026, 11, 21) not in days, "a Saturday"
    assert date(2026, 11, 11) not in days
    assert max(days) <= date(2026, 12, 31)


@pytest.mark.parametrize(
    ("employee", "units"), [("", {"A": (3, 0, 3), "B": (2, 0, 2)}), ("m1", {"A": (3, 0, 3)}), ("a1", {})]
)
def test_a_unit_has_what_is_open_late_and_due_within_two_weeks(look, employee, units):
    look(employee)
    rows = query(LOAD, "units", limit=10, skip=0)
    assert {row.unit: (row.open, row.late, row.soon) for row in rows} == units
    assert query(LOAD, "size")[0].rows_shown == len(units)
    assert {row.unit for row in query(LOAD, "weeks")} == set(units)


def test_the_page_begins_with_its_answer_and_draws_without_a_script(look):
    look()
    page = report(PAGES["load"], {})
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "W toku jest 5 spraw, w tym 0 po terminie; w ciągu dwóch tygodni upływa 5 terminów." in said
    assert "Najpełniejszy dzień najbliższych sześciu tygodni to 20.11.2026: 2 terminy, 3 obecne osoby." in said
    assert page.count("<svg") == 3
    assert "<script" not in page
