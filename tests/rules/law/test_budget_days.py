"""The budget's year: bare dates, but for those the act itself moves."""

from datetime import date

import pytest

from rules.law import read_law
from rules.law.calendar import Calendar
from rules.law.reports import budget_days

LAW = read_law("PL")


def found() -> list[tuple[str, date]]:
    """The days of 2026; computed in each test, so that a mutant of the code under test is what answers."""
    return [(due.row.id, due.due_on) for due in budget_days(LAW, 2026, Calendar(LAW))]


@pytest.mark.parametrize(
    ("what", "day"),
    [
        ("draft_budget", date(2025, 11, 15)),  # a Saturday: the act does not move it
        ("budget_resolution", date(2025, 12, 31)),
        ("budget_resolution_latest", date(2026, 1, 31)),
        ("audit_chamber_budget", date(2026, 2, 28)),
        ("half_year_report_of_bodies", date(2026, 7, 31)),
        ("annual_report_of_bodies", date(2027, 2, 28)),
        ("separate_account_rest", date(2027, 1, 5)),
        ("discharge", date(2027, 6, 30)),
        ("state_income_rest", date(2027, 1, 8)),
        ("public_information", date(2026, 4, 30)),  # of each quarter
        ("public_information", date(2026, 10, 31)),
        ("interest_booked", date(2026, 6, 30)),
        ("state_income_tenth", date(2026, 1, 15)),  # a day of every month, of January too
        ("state_income_tenth", date(2026, 12, 15)),
        ("state_income_tenth", date(2026, 2, 16)),  # 15 February is a Sunday, art. 255 ust. 2 moves it
        ("state_income_twentieth", date(2026, 4, 27)),  # 25 April is a Saturday
    ],
)
def test_a_day_of_the_budget_year(what: str, day: date) -> None:
    assert (what, day) in found()


def test_they_come_in_order() -> None:
    assert [day for _, day in found()] == sorted(day for _, day in found())


def test_days_that_run_from_an_event_have_no_date_of_their_own() -> None:
    assert not {"final_amounts", "publish_opinion", "non_expiring_rest"} & {what for what, _ in found()}
