"""Which days are worked, what the others are called, and where a term that ends on a day off comes to its end."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.law.book import WEEK, Law
from rules.law.model import LawError, display

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar. Numbers count up from the record's first day: the difference of two days' `working_no`
    is the count of working days after the first, up to and including the second.
    """

    day: date
    name: str | None  # of the holiday, in the jurisdiction's language
    working: bool
    open: bool  # working, and no day off of the office
    rolled: date  # where a term ends whose last day this is
    working_no: int
    open_no: int


class Calendar:
    """The days of every year in the law's record. The office's own `days_off` close it, but move no term.

    Of days beyond the record only the day of the week is known: they count by it, and no term is moved off them.
    """

    def __init__(self, law: Law, days_off: Collection[date] = ()) -> None:
        self.law = law
        self._days = _by_day(law, frozenset(days_off))

    def __getitem__(self, day: date) -> Day:
        return self._days.get(day) or self._beyond(day)

    def _beyond(self, day: date) -> Day:
        if not self._days:
            raise LawError(f"the calendar of {self.law.jurisdiction} is empty; {day} lies outside")
        edge = self._days[min(self._days) if day < min(self._days) else max(self._days)]
        working = day.weekday() not in self.law.free_weekdays
        first, last = sorted((edge.day, day))
        between = (first + ONE * n for n in range(1, (last - first).days))
        worked = sum(each.weekday() not in self.law.free_weekdays for each in between)
        away = worked + working if day > edge.day else -worked - edge.working
        return Day(day, None, working, working, day, edge.working_no + away, edge.open_no + away)

    def between(self, first: date, last: date) -> list[Day]:
        """Every day from the first to the last, both included. Raises LawError where the record does not cover them."""
        for day in (first, last):
            if day not in self._days:
                years = sorted(self.law.holidays)
                reach = f"covers {years[0]} to {years[-1]}" if years else "is empty"
                raise LawError(f"the calendar of {self.law.jurisdiction} {reach}; {day} lies outside")
        return [self[first + ONE * n] for n in range((last - first).days + 1)]

    def why_free(self, day: date) -> str | None:
        """The kind of holiday, else the weekend day's word ("saturday"); None on a working day."""
        if self[day].working:
            return None
        return self.law.holidays.get(day.year, {}).get(day, WEEK[day.weekday()])

    def roll(self, day: date) -> date:
        """The last day of a term that ends on `day`."""
        return self[day].rolled

    def working_days(self, after: date, until: date) -> int:
        """Working days in (after, until]; negative when `until` lies before `after`."""
        return self[until].working_no - self[after].working_no

    def nth_working(self, after: date, n: int) -> date:
        """The n-th working day after a day; the day itself for n = 0."""
        day, target = after, self[after].working_no + n
        while self[day].working_no < target:
            day += ONE
        return day


def calendar(law: Law, first: date, last: date, days_off: Collection[date] = ()) -> list[Day]:
    """The days from the first to the last. A year that the law's record does not cover raises LawError."""
    return Calendar(law, days_off).between(first, last)


def _by_day(law: Law, days_off: frozenset[date]) -> Mapping[date, Day]:
    """The days by themselves; kept, since a pass asks several times and a town's layer changes nothing of them."""
    rests_on = (law.holidays, law.holiday_kinds, law.arithmetic)  # held by the entry, so that no id is given out again
    key = (*map(id, rests_on), law.weekend, law.language, days_off)
    kept = _KEPT.get(key)
    if kept is None:
        while len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT), key), None)
        kept = _KEPT[key] = rests_on, {day.day: day for day in _days(law, days_off)}
    return kept[1]


MOST_KEPT = 16  # calendars: towns of one process with other days off
_KEPT: dict[tuple[Hashable, ...], tuple[object, Mapping[date, Day]]] = {}


def _days(law: Law, days_off: frozenset[date]) -> Iterator[Day]:
    working_no = open_no = 0
    for day, rolled in zip(days := _recorded(law), _rolled(law, days), strict=True):
        kind = law.holidays[day.year].get(day)
        working = _working(law, day)
        opened = working and day not in days_off
        working_no, open_no = working_no + working, open_no + opened
        if rolled is not None:  # the record's last days off end in a year it does not know
            name = display(law.holiday_kinds[kind].name, law.language) if kind else None
            yield Day(day, name, working, opened, rolled, working_no, open_no)


def _recorded(law: Law) -> list[date]:
    return [
        date(year, 1, 1) + ONE * n
        for year in sorted(law.holidays)
        for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


def _rolled(law: Law, days: list[date]) -> list[date | None]:
    moves = law.arithmetic["end_on_day_off"].value == "next_working_day"
    rolled: list[date | None] = []
    following: date | None = None
    for day in reversed(days):
        following = day if not moves or _working(law, day) else following
        rolled.append(following)
    return rolled[::-1]


def _working(law: Law, day: date) -> bool:
    return day.weekday() not in law.free_weekdays and day not in law.holidays[day.year]
