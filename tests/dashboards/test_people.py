"""Who is away, whose deadlines nobody keeps, what ends: in a small office whose every absence is known."""

from __future__ import annotations

import pytest

from dashboards.pages import PAGES
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from tests.dashboards.away_office import build
from tests.once import once

PEOPLE = str(PAGES["people"].script)


@pytest.fixture
def look(tmp_path_factory):
    shot = newest(once(tmp_path_factory, "away", build))

    def begin_as(employee: str = "") -> None:
        begin(PageRequest(shot, reader(shot, employee) if employee else WHOLE_OFFICE))

    return begin_as


def told() -> list[tuple[str, int, int, str | None]]:
    return [
        (row.employee, row.due, row.due_alone, row.substitute) for row in query(PEOPLE, "absences", limit=20, skip=0)
    ]


def test_first_comes_whose_deadlines_nobody_keeps_and_whoever_is_back_is_not_listed(look):
    look()
    assert told() == [("a1", 1, 1, None), ("b1", 1, 1, None), ("b2", 0, 0, None), ("a2", 1, 0, "m1")]
    [numbers] = query(PEOPLE, "numbers")
    assert (numbers.away, numbers.alone, numbers.circles, numbers.due, numbers.due_alone) == (4, 3, 2, 3, 2)


@pytest.mark.parametrize(("manager", "seen"), [("m1", {"a1", "a2"}), ("m2", {"b1", "b2"}), ("b3", set())])
def test_a_manager_sees_the_own_unit_alone(look, manager, seen):
    look(manager)
    assert {employee for employee, *_ in told()} == seen
    [numbers] = query(PEOPLE, "numbers")
    assert numbers.away == len(seen)
    assert query(PEOPLE, "size")[0].rows_shown == len(seen)


def test_what_ends_is_told_from_its_last_day_sixty_days_ahead(look):
    look()
    assert [(row.what, row.name, str(row.ends_on)) for row in query(PEOPLE, "ending")] == [
        ("stands in", "Maria", "2026-11-20"),
        ("authorised", "Marek", "2027-01-19"),
    ]
