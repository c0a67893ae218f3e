"""How much there is to do and who is there for it, counted by hand in a small office."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest, settings
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


NAMES = "Twoje sprawy i sprawy osób, których jesteś bezpośrednim przełożonym"


@pytest.mark.parametrize(("announced", "shown"), [(date(2026, 11, 6), True), (date(2026, 11, 7), False), (None, False)])
def test_single_persons_are_shown_a_fortnight_after_the_staff_were_told_and_never_before(
    tmp_path_factory, announced, shown
):
    shot = newest(once(tmp_path_factory, "away", build))
    privacy = {"monitoring_announced_on": announced} if announced else {}
    begin(PageRequest(replace(shot, town=replace(shot.town, privacy=privacy)), reader(shot, "m1")))
    assert (NAMES in report(PAGES["load"], {})) is shown


def test_a_superior_sees_the_direct_reports_by_name_and_nobody_else_does(look):
    look("m1")
    assert [(row.name, row.open, row.soon) for row in query(LOAD, "people")] == [
        ("Adam", 1, 1), ("Anna", 2, 2), ("Maria", 0, 0),
    ]  # fmt: skip
    look("b3")
    assert [row.name for row in query(LOAD, "people")] == ["Basia"]
    look()
    assert query(LOAD, "people") == ()


def test_the_day_of_the_announcement_is_read_as_town_toml_writes_it():
    for written in ('"2026-10-01"', "2026-10-01"):
        text = f'[town]\nname = "Z"\n[privacy]\nmonitoring_announced_on = {written}\n'
        town = settings(Path("/nowhere"), text)
        assert town.shows_persons(date(2026, 10, 15), 14)
        assert not town.shows_persons(date(2026, 10, 14), 14)
        assert town.shows_persons(date(2026, 10, 1), None)
