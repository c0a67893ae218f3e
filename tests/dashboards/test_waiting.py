"""Where cases wait: the page says what the measures say, for the service and the day that were chosen."""

from __future__ import annotations

import re

import pytest

from dashboards.charts.look import LIGHT
from dashboards.charts.process import process
from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from tests.once import once
from tests.pipelines.answers.measures.register import AS_OF, build, made

WAITING = str(PAGES["waiting"].script)


@pytest.fixture
def look(tmp_path_factory):
    shot = newest(once(tmp_path_factory, "register", build))

    def begin_as(employee: str = "") -> None:
        begin(PageRequest(shot, reader(shot, employee) if employee else WHOLE_OFFICE))

    return begin_as


def said(**asked: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", report(PAGES["waiting"], asked)).split())


def waits(**asked: str | None) -> list[tuple[str, int]]:
    wanted = {"unit": None, "service": None, "kind": None, "limit": 1000, "skip": 0} | asked
    return [(row.subject, row.days) for row in query(WAITING, "waits", **wanted)]


def test_the_longest_wait_comes_first_and_those_whose_clock_stands_last(look):
    look()
    still = {c.case_id: (AS_OF - max(at.date() for at, *_ in c.steps)).days for c in made() if not c.settled_on}
    assert dict(waits()) == still
    stopped = {row.subject for row in query(WAITING, "waits", unit=None, service=None, kind=None, limit=1000, skip=0)
               if row.stopped_since}  # fmt: skip
    running = [days for subject, days in waits() if subject not in stopped]
    assert running == sorted(running, reverse=True)
    assert {subject for subject, _ in waits()[: len(running)]} & stopped == set()


def test_a_filter_leaves_its_cases_and_counts_those_it_hides(look):
    look()
    [size] = query(WAITING, "size", unit=None, service="drzewa", kind=None)
    mine = {c.case_id for c in made() if c.service == "drzewa" and not c.settled_on}
    assert {subject for subject, _ in waits(service="drzewa")} == mine
    assert (size.rows_shown, size.rows_shown + size.rows_hidden) == (len(mine), len(waits()))


def test_a_kind_is_chosen_too_across_services_and_units(look):
    look()
    [size] = query(WAITING, "size", unit=None, service=None, kind="kpa_investigation")
    mine = {c.case_id for c in made() if c.kind == "kpa_investigation" and not c.settled_on}
    assert {subject for subject, _ in waits(kind="kpa_investigation")} == mine
    assert size.rows_shown == len(mine)
    listed = re.findall(
        r"\b(?:OS|MOPS|WB)\.\d+\b", said(rodzaj="kpa_investigation").partition("Najdłużej czekające teraz")[2]
    )
    assert listed
    assert {*listed} <= mine


def test_a_manager_sees_the_ways_of_the_own_units_alone(look):
    look("e2")
    wide = {"unit": None, "service": None, "kind": None, "since": None}
    mine = [c for c in made() if c.unit == "MOPS"]
    found = {row.step: row.reached for row in query(WAITING, "steps", **wide)}
    assert found["received"] == sum(c.opened_on <= AS_OF for c in mine)


def test_the_page_names_the_step_and_compares_it_with_the_time_before_a_day(look):
    look()
    page = said(usluga="drzewa", od="2026-03-01")
    assert re.search(r"Najdłużej sprawy leżą po czynności „\w+”: łącznie [\d ]+ dni", page)
    assert "Przed 1.03.2026 i od tego dnia" in page
    assert "Żadna czynność z wystarczającą liczbą spraw nie trwa dłużej niż przedtem." in page, (
        "the trees became faster"
    )
    assert "Przed 1.03.2026" not in said()


def test_an_arc_leads_from_each_step_to_the_next_and_back_ones_lie_on_the_left():
    drawn = process(
        ["a", "b", "c"], [("a", "c", 5, 2.0), ("c", "b", 1, 9.0)], ("od", "do", "n", "dni"), LIGHT
    ).to_dict()
    lines, heads = (layer["data"]["values"] for layer in drawn["layer"])
    there = [point for point in lines if point["first"] == "a"]
    back = [point for point in lines if point["first"] == "c"]
    assert (there[0]["y"], there[-1]["y"]) == (0, 2)
    assert (back[0]["y"], back[-1]["y"]) == (2, 1)
    assert min(point["x"] for point in there) > 0 > max(point["x"] for point in back)
    assert [(head["last"], head["y"]) for head in heads] == [("c", 2), ("b", 1)]
