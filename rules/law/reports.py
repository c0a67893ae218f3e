"""When reports and the acts of the budget's year are due."""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date

from rules.law.book import Law
from rules.law.calendar import Calendar
from rules.law.model import BudgetDay, Report

MONTHS = {"month": 1, "quarter": 3, "year": 12}  # of each kind of period


@dataclass(frozen=True)
class ReportDue:
    """A report for a period ("2026-10", "2026-Q3", "2026") and its last day, before and after days off."""

    row: Report
    period: str
    raw_due_on: date
    due_on: date


def reports_due(law: Law, year: int, days: Calendar) -> list[ReportDue]:
    """Every report on periods of a year whose term the record knows; a period without a term is simply not there."""
    return [
        ReportDue(row, period, raw, days.roll(raw))
        for row in law.reports
        for number in row.numbers
        for period, raw in [_due(row, year, number)]
        if row.holds_on(raw)
    ]


def _due(row: Report, year: int, number: int) -> tuple[str, date]:
    last_month = MONTHS[row.period] * number + row.months_after - 1
    period = {"month": f"{year}-{number:02}", "quarter": f"{year}-Q{number}", "year": str(year)}[row.period]
    return period, date(year + last_month // 12, last_month % 12 + 1, row.day)


@dataclass(frozen=True)
class DayDue:
    """A day of the calendar of a budget year ("2027"; "2026-11" where it comes back within a year)."""

    row: BudgetDay
    period: str
    raw_due_on: date
    due_on: date


def budget_days(law: Law, year: int, days: Calendar) -> list[DayDue]:
    """The fixed days of a budget year's calendar, in order; those that run from an event are not among them."""
    dated = [
        DayDue(row, str(year) if isinstance(row.month, int) else f"{raw:%Y-%m}", raw, due)
        for row in law.budget_days
        if row.day is not None
        for raw in _fixed(row, year)
        if row.holds_on(raw)
        for due in [days.roll(raw) if row.rolls else raw]
    ]
    return sorted(dated, key=lambda due: (due.due_on, due.row.id))


def _fixed(row: BudgetDay, year: int) -> list[date]:
    year += row.year
    months = range(1, 13) if row.month is None else row.month if isinstance(row.month, tuple) else [row.month]
    return [
        date(year, month, gregorian.monthrange(year, month)[1] if row.day == "last" else int(row.day or 1))
        for month in months
    ]
