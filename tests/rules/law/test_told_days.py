"""Each day of the calendar and of the reports with all that is told of it, computed afresh in each test."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from rules.law import LawError, read_law
from rules.law.calendar import Calendar, calendar
from rules.law.reports import reports_due

LAW = read_law("PL")
EVE = date(2026, 12, 24)  # a holiday since 2025


def test_a_day_off_has_its_name_and_moves_what_ends_on_it() -> None:
    [thursday, friday, saturday, sunday, monday] = calendar(LAW, EVE, date(2026, 12, 28))
    assert [day.rolled for day in (thursday, friday, saturday, sunday, monday)] == [date(2026, 12, 28)] * 5
    assert thursday.name == "Wigilia Bożego Narodzenia"
    assert (sunday.name, monday.name) == (None, None)
    assert [day.working for day in (thursday, friday, saturday, sunday, monday)] == [False] * 4 + [True]


def test_days_are_counted_from_the_first_of_the_record_on() -> None:
    first = date(min(LAW.holidays), 1, 1)
    days = calendar(LAW, first, date(first.year, 1, 31))
    assert (days[0].working_no, days[0].open_no) == (0, 0)
    for before, day in pairwise(days):
        assert day.working_no - before.working_no == int(day.working)
        assert day.open_no - before.open_no == int(day.open)


def test_a_day_off_of_the_office_closes_it_and_moves_no_term() -> None:
    bridge = date(2026, 12, 28)
    [day] = calendar(LAW, bridge, bridge, [bridge])
    assert (day.working, day.open, day.rolled) == (True, False, bridge)
    assert Calendar(LAW)[bridge].open


def test_where_terms_do_not_move_a_day_off_is_the_last_day() -> None:
    rule = LAW.arithmetic["end_on_day_off"]
    stands = replace(LAW, arithmetic={**LAW.arithmetic, "end_on_day_off": replace(rule, value="stays")})
    assert Calendar(stands).roll(EVE) == EVE


def test_a_last_day_of_the_record_that_it_cannot_move_stands() -> None:
    last = date(max(LAW.holidays), 12, 31)
    known = {**LAW.holidays, last.year: {**LAW.holidays[last.year], last: next(iter(LAW.holiday_kinds))}}
    days = Calendar(replace(LAW, holidays=known))
    assert days.roll(last) == last


def test_a_record_without_any_year_says_so() -> None:
    with pytest.raises(LawError, match="the calendar of PL is empty; 2026-12-24 lies outside"):
        Calendar(replace(LAW, holidays={}))[EVE]


@pytest.mark.parametrize(
    ("number", "of", "raw"), [(12, "month", (2027, 1)), (11, "month", (2026, 12)), (4, "quarter", (2027, 1))]
)
def test_the_last_report_of_a_year_is_due_in_the_next(number: int, of: str, raw: tuple[int, int]) -> None:
    """The record does not reach that far yet, so one of its rows is made to hold on."""
    row = next(row for row in LAW.reports if row.period == of)
    law = replace(LAW, reports=[replace(row, numbers=(number,), valid_to=None)])
    [due] = reports_due(law, 2026, Calendar(law))
    assert due.raw_due_on == date(*raw, row.day)
    assert due.period == ("2026-Q4" if of == "quarter" else f"2026-{number}")


def test_a_report_is_moved_off_a_day_off() -> None:
    for one in reports_due(LAW, 2026, Calendar(LAW)):
        assert one.due_on == Calendar(LAW).roll(one.raw_due_on)
