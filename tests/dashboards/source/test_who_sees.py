"""Who is let in and what they see, to the day: in a small office whose every row is known."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboards.pages import PAGES
from dashboards.source.access import WHOLE_OFFICE, Reader, employees, reader, reader_of_address
from dashboards.source.freshness import not_ready, run_is_old
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.refusal import Refusal
from tests.dashboards.small_office import build
from tests.once import once

DESK, INVOICES, BUDGET, TURNAROUND, TODAY = (
    str(PAGES[page].script) for page in ("desk", "invoices", "budget", "turnaround", "today")
)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office. Nobody writes to it."""
    return once(tmp_path_factory, "small_office", build)


@pytest.fixture
def sees(small: Path) -> Callable[[str], Reader]:
    """Begins a look at the pages as somebody; empty for the whole office."""

    def begin_as(employee: str) -> Reader:
        shot = newest(small)
        who = reader(shot, employee) if employee else WHOLE_OFFICE
        begin(PageRequest(shot, who))
        return who

    return begin_as


def desk() -> set[str]:
    return {row.subject for row in query(DESK, "desk", whose=None, noun=None, search=None, limit=100, skip=0)}


def queue() -> list[str]:
    return [row.invoice_id for row in query(INVOICES, "queue", unit=None, due=None, search=None, limit=100, skip=0)]


def test_an_address_that_two_people_have_opens_for_neither(small):
    with pytest.raises(Refusal):
        reader_of_address(newest(small), "wspolny@biuro.example")
    assert reader_of_address(newest(small), "Nowak@Biuro.example").employee == "e5"


@pytest.mark.parametrize("employee", ["e7", "e10", "e99", ""])
def test_nobody_looks_as_somebody_who_left_yesterday_or_comes_tomorrow(small, employee):
    with pytest.raises(Refusal):
        reader(newest(small), employee)
    assert employee not in employees(newest(small))


@pytest.mark.parametrize("address", ["byl@biuro.example", "jutro@biuro.example", "", "obcy@biuro.example"])
def test_no_login_opens_for_an_address_of_nobody_here(small, address):
    with pytest.raises(Refusal):
        reader_of_address(newest(small), address)


@pytest.mark.parametrize("employee", ["e11", "e12"])
def test_on_the_first_and_the_last_day_one_works_here(small, employee):
    assert reader(newest(small), employee).employee == employee
    assert employee in employees(newest(small))


READERS = {
    # employee: roles, units (None: every one), subjects on the desk
    "e1": ({"mayor"}, None, set()),
    "e2": ({"treasurer"}, None, set()),
    "e3": ({"manager"}, ("WB", "WBA"), {"WB.1"}),
    "e4": ({"manager"}, ("OR",), {"OR.1"}),
    "e5": ({"officer", "manager"}, ("OR",), {"WB.2", "WB.3", "F1", "F2", "F6", "F7", "OR.1"}),  # stands in for e4
    "e6": ({"officer"}, (), {"OR.2", "F3", "F4", "F5"}),  # stood in for e3 until yesterday
    "e8": ({"officer"}, (), {"WBA.1"}),
    "e13": (set(), (), set()),
}


@pytest.mark.parametrize("employee", READERS)
def test_each_sees_the_own_desk_the_own_units_and_those_of_whom_they_stand_in_for_today(sees, employee):
    roles, units, held = READERS[employee]
    who = sees(employee)
    assert (who.roles, who.units) == (roles, units)
    assert desk() == held


def test_the_substitute_answers_for_two_desks_and_is_told_until_when(sees):
    sees("e5")
    assert [(row.employee, str(row.return_on)) for row in query(DESK, "desks")] == [
        ("e5", "None"),
        ("e4", "2026-11-23"),
    ]


@pytest.mark.parametrize(
    ("employee", "seen"), [("e2", {"e4"}), ("e4", {"e4"}), ("e5", {"e4"}), ("e3", set()), ("", {"e4"})]
)
def test_who_is_away_is_told_only_to_those_who_see_the_unit(sees, employee, seen):
    sees(employee)
    assert {row.employee for row in query(DESK, "away")} == seen


@pytest.mark.parametrize(
    ("employee", "seen"),
    [("e1", 7), ("e2", 7), ("", 7), ("e3", 4), ("e4", 3), ("e5", 3), ("e6", 0), ("e8", 0)],
)
def test_the_list_of_invoices_has_those_of_the_own_units(sees, employee, seen):
    sees(employee)
    assert len(queue()) == seen


PAGE_READERS = {
    "mayor": "e1", "treasurer": "e2", "manager": "e3", "substitute": "e5", "officer": "e6", "steward": "e12",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_its_roles_alone(sees, page):
    roles = PAGES[page].roles
    for who in map(sees, PAGE_READERS.values()):
        assert who.may_open(PAGES[page]) is (roles is None or bool(set(roles) & who.roles)), who


MONEY = {"secretary", "mayor", "auditor", "manager", "treasurer", "accountant"}
ROLES_OF = {
    "today": None, "why": None, "desk": None, "budget": MONEY, "invoices": MONEY,
    "turnaround": MONEY - {"treasurer", "accountant"},
}  # fmt: skip


def test_which_roles_a_page_is_for():
    """Written down once more: a role that is let in too far has to be meant twice."""
    now = {name: None if page.roles is None else set(page.roles) for name, page in PAGES.items()}
    assert now == ROLES_OF | {name: now[name] for name in set(now) - set(ROLES_OF)}


def test_invoices_are_listed_in_the_order_of_payment(sees):
    """By due day, then the larger amount first; what is due today comes before tomorrow's larger sum."""
    sees("e2")
    assert queue() == ["F7", "F3", "F2", "F1", "F6", "F4", "F5"]


def test_foreign_money_is_counted_and_never_added_up(sees):
    sees("e2")
    [numbers] = query(INVOICES, "numbers")
    assert (numbers.queue, numbers.late, numbers.late_amount) == (7, 4, 405)
    assert (numbers.soon, numbers.soon_amount) == (2, 90)  # today and in seven days, not in eight


@pytest.mark.parametrize(
    ("due", "seen"),
    [("po-terminie", ["F7", "F3", "F2", "F1"]), ("7-dni", ["F6", "F4"]), ("bez-terminu", [])],
)
def test_the_filter_of_due_days_is_right_to_the_day(sees, due, seen):
    sees("e2")
    rows = query(INVOICES, "queue", unit=None, due=due, search=None, limit=100, skip=0)
    assert [row.invoice_id for row in rows] == seen
    [size] = query(INVOICES, "size", unit=None, due=due, search=None)
    assert (size.rows_shown, size.rows_hidden) == (len(seen), 7 - len(seen))


def test_the_weeks_add_up_what_falls_due_in_the_currency_of_the_law(sees):
    sees("e2")
    weeks = {row.week: (row.n, row.amount) for row in query(INVOICES, "weeks") if row.n}
    # late: F1 300, F2 100 and F7 5; F6 is due today, F4 in a week to the day, F5 after its Saturday
    assert weeks == {-1: (3, 405), 0: (1, 40), 1: (2, 120)}


def test_late_is_what_was_due_before_today(sees):
    sees("e2")
    [numbers] = query(DESK, "numbers")
    assert numbers.all_open == 0  # a desk of one's own is empty
    sees("e5")
    [numbers] = query(DESK, "numbers")
    assert (numbers.all_open, numbers.late, numbers.soon, numbers.for_others) == (7, 4, 3, 1)
    sees("")
    groups = {row.group: row for row in query(TURNAROUND, "groups", by="unit", limit=10, skip=0)}
    longest = {unit: [each["subject"] for each in row.longest_late or ()] for unit, row in groups.items()}
    assert longest == {"WB": ["WB.1"], "OR": ["OR.1"], "WBA": []}
    assert {unit: row.open_late for unit, row in groups.items()} == {"WB": 1, "OR": 1, "WBA": 0}


def test_a_copy_that_is_damaged_is_said_on_the_page_and_not_as_an_error(small, tmp_path):
    root = Path(shutil.copytree(small, tmp_path / "town"))
    [copy] = (root / "published").glob("*.duckdb")
    copy.write_bytes(copy.read_bytes()[:5000])
    with pytest.raises(Refusal, match="jest uszkodzona") as refused:
        newest(root)
    assert "ratusz run" in refused.value.fix


@pytest.mark.parametrize(("hours", "old"), [(0, False), (79, False), (80, False), (81, True), (1000, True)])
def test_a_run_is_old_once_more_than_eighty_hours_have_passed_and_never_in_a_demo_town(small, hours, old):
    shot = newest(small)
    now = shot.published_at + timedelta(hours=hours)
    real = replace(shot, town=replace(shot.town, as_of=None))
    assert run_is_old(PageRequest(real, now=now)) is old
    assert not run_is_old(PageRequest(shot, now=now)), "its day never moves"
    begin(PageRequest(real, now=now))
    assert bool([reason for reason in not_ready(PageRequest(real, now=now)) if reason.startswith("last run")]) is old
