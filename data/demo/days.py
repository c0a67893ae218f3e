"""Days of the demo town: enough calendar to plant a case a day before, on and after its term.

It is kept apart from `rules.law` on purpose: what plants a late case must not share a mistake with what finds it.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

AS_OF = date(2026, 11, 20)  # a Friday
FIRST, LAST = date(2021, 1, 1), date(2029, 12, 31)

FIXED = ((1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Easter Sunday by Gauss's rule for the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114
    return date(year, n // 31, n % 31 + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Polish public holidays of a year; 24 December is one from 2025 (Dz.U. 2024 poz. 1965)."""
    fixed = {date(year, month, day) for month, day in FIXED}
    eve = {date(year, 12, 24)} if year >= 2025 else set()
    return frozenset(fixed | eve | {easter(year) + timedelta(days=n) for n in (0, 1, 49, 60)})


def is_working(day: date) -> bool:
    """Neither Saturday nor Sunday nor a public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


ALL = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WORKING = [day for day in ALL if is_working(day)]
# position in WORKING of the first working day that is not earlier than the day
POSITION: dict[date, int] = {}
for _day in reversed(ALL):
    POSITION[_day] = POSITION.get(_day + timedelta(days=1), len(WORKING)) - (1 if is_working(_day) else 0)


def roll(day: date) -> date:
    """The day itself, or the next working day."""
    return WORKING[POSITION[day]]


def work(day: date, n: int) -> date:
    """The n-th working day after the day (before it where n is negative); n = 0 rolls forward."""
    return WORKING[POSITION[day] + n]


def working_days(after: date, to: date) -> int:
    """Working days in (after, to]."""
    return POSITION[to + timedelta(days=1)] - POSITION[after + timedelta(days=1)]


def add_months(day: date, n: int) -> date:
    """The same day number n months later, else the last day of that month."""
    month = day.month - 1 + n
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def term_end(start: date, n: int, unit: str) -> date:
    """Raw end of a term of n days, weeks or months."""
    if unit == "month":
        return add_months(start, n)
    return start + timedelta(days=n * (7 if unit == "week" else 1))
