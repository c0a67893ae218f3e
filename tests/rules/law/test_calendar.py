"""The calendar is the law's own record, checked against the package `holidays` but never replaced by it."""

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest

from rules.law import LawError, display, read_law
from rules.law.calendar import Calendar, calendar

LAW = read_law("PL")
DAYS = Calendar(LAW)
YEARS = range(1990, 2061)


@pytest.mark.parametrize("year", YEARS)
def test_the_record_says_what_the_package_says(year: int) -> None:
    """When this fails the package has changed: find the act, and amend the record only from the day it is in force."""
    recorded = {day: display(LAW.holiday_kinds[kind].name, "pl") for day, kind in LAW.holidays[year].items()}
    assert recorded == dict(holidays.country_holidays("PL", years=year, language="pl"))


def test_the_record_covers_every_year_it_promises() -> None:
    assert sorted(LAW.holidays) == list(YEARS)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 12, 24), True),
        (date(2025, 12, 24), False),
        (date(2010, 1, 6), True),
        (date(2011, 1, 6), False),
        (date(2017, 11, 13), True),
        (date(2018, 11, 12), False),  # once, for the centenary
        (date(2019, 11, 12), True),
    ],
)
def test_a_day_is_free_only_from_the_act_that_freed_it(day: date, working: bool) -> None:
    assert DAYS[day].working is working


def test_days_off_of_the_office_close_it_but_move_no_term() -> None:
    day = date(2026, 12, 31)
    closed = Calendar(LAW, [day])
    assert (closed[day].working, closed[day].open) == (True, False)
    assert closed.roll(day) == day
    assert closed[day].open_no == closed[day - timedelta(1)].open_no
    assert closed[day].working_no == closed[day - timedelta(1)].working_no + 1


def test_a_holiday_has_its_polish_name_and_a_saturday_none() -> None:
    assert DAYS[date(2026, 6, 4)].name == "Dzień Bożego Ciała"
    assert DAYS[date(2026, 6, 6)].name is None
    assert DAYS.why_free(date(2026, 6, 6)) == "saturday"
    assert DAYS.why_free(date(2026, 6, 5)) is None


def test_working_days_are_counted_after_today_up_to_the_day_itself() -> None:
    assert DAYS.working_days(date(2026, 11, 4), date(2026, 11, 12)) == 5
    assert DAYS.working_days(date(2026, 11, 12), date(2026, 11, 4)) == -5
    assert DAYS.working_days(date(2026, 11, 14), date(2026, 11, 15)) == 0


def test_the_working_days_of_2026_are_253() -> None:
    days = calendar(LAW, date(2026, 1, 1), date(2026, 12, 31))
    # 261 weekdays less 1.1, 6.1, 6.4, 1.5, 4.6, 11.11, 24.12, 25.12; 15.8, 1.11, 26.12, 3.5 fall on weekends
    assert sum(day.working for day in days) == 253


def test_a_year_outside_the_record_is_refused_with_its_bounds() -> None:
    with pytest.raises(LawError, match=r"PL covers 1990 to 2060; 2061-01-01 lies outside"):
        calendar(LAW, date(2060, 12, 30), date(2061, 1, 1))


def test_calendars_of_other_holidays_and_other_days_off_are_kept_apart() -> None:
    law, day = read_law("PL"), date(2026, 11, 12)
    other = replace(law, holidays={**law.holidays, 2026: {**law.holidays[2026], day: "epiphany"}})
    found = [Calendar(law)[day], Calendar(law, [day])[day], Calendar(other)[day], Calendar(law)[day]]
    assert [(each.working, each.open) for each in found] == [(True, True), (True, False), (False, False), (True, True)]


@pytest.mark.parametrize("day", [date(1962, 3, 2), date(1989, 12, 31), date(2061, 1, 1), date(2099, 12, 25)])
def test_a_day_beyond_the_record_is_known_by_its_weekday_and_no_term_is_moved_off_it(day: date) -> None:
    beyond = DAYS[day]
    assert (beyond.rolled, beyond.working, beyond.name) == (day, day.weekday() < 5, None)
    assert DAYS.why_free(day) == (None if day.weekday() < 5 else ("saturday", "sunday")[day.weekday() - 5])


def test_working_days_are_counted_across_the_edges_of_the_record() -> None:
    # Friday 29 December 1989, Tuesday and Wednesday after New Year
    assert DAYS.working_days(date(1989, 12, 28), date(1990, 1, 3)) == 3
    # Tuesday to Friday, then Monday to Wednesday
    assert DAYS.working_days(date(2060, 12, 27), date(2061, 1, 5)) == 7
    assert DAYS.nth_working(date(2060, 12, 27), 7) == date(2061, 1, 5)
