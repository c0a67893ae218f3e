"""The days off of Poland by the act of 18 January 1951, and how terms are counted: KPA 57, KC 115, Ordynacja 12."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))
CHRISTMAS_EVE_SINCE = 2025
EASTER_MONDAY, WHIT_SUNDAY, CORPUS_CHRISTI = 1, 49, 60
SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (Butcher's rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Every statutory day off of a year but Saturdays; 24 December only since 2025 (Dz.U. 2024 poz. 1965)."""
    first = easter(year)
    days = {date(year, month, day) for month, day in FIXED} | {first}
    days |= {first + timedelta(after) for after in (EASTER_MONDAY, WHIT_SUNDAY, CORPUS_CHRISTI)}
    if year >= CHRISTMAS_EVE_SINCE:
        days.add(date(year, 12, 24))
    return frozenset(days)


def works(day: date) -> bool:
    """Neither a Saturday, nor a Sunday, nor a statutory day off."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def rolled(day: date) -> date:
    """The next day that is neither a day off nor a Saturday, the day itself if it is none (KPA 57 § 4, KC 115)."""
    while not works(day):
        day += timedelta(1)
    return day


def working_days(after: date, until: date) -> int:
    """Working days in (after, until], below zero where `until` comes first."""
    if until < after:
        return -working_days(until, after)
    return sum(works(after + timedelta(n)) for n in range(1, (until - after).days + 1))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, else its last day (KPA 57 § 3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_end(day: date, n: int, unit: str) -> date:
    """The last day of a term of n days, weeks or months from an event; the event's own day is not counted (57 § 1)."""
    if unit == "month":
        return months_later(day, n)
    return day + timedelta(n * 7 if unit == "week" else n)
