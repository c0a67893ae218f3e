"""Terms with a fine of 500 zł a day: C09 (building, planning) and W03 (the road lane). The safe day is the raw one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.independent.clock import Row, clock_of, handed_over
from tests.independent.verdict import Said, Verdict

FINE = Decimal(500)
BEFORE = {"C09": 10, "W03": 7}
# Dz.U. 2025 poz. 1668 art. 6: terms of planning do not start and are broken, and run anew from 1 January 2027
PUBLISHED, BROKEN, ANEW = date(2025, 11, 1), date(2025, 12, 9), date(2027, 1, 1)


def judge(rule: str, case: Row, events: list[Row], days: int, planning: bool, day: date) -> Verdict:
    """One case with a fined term of that many days; planning: by the act on planning (art. 51, 64)."""
    clock = clock_of(case, events, days, "day", day)
    if day < case["opened_on"] or (clock.settled and clock.settled < day):
        return {rule: None}
    if clock.unsure or handed_over(events, day):
        return {}
    if clock.due is None:
        return {rule: None}
    if not planning or (clock.due < BROKEN and day < BROKEN) or clock.start >= ANEW:
        return {rule: fined(rule, clock.due, day, clock.settled)}
    if clock.due < BROKEN or PUBLISHED <= day < BROKEN or clock.stops:
        return {}  # a term already past is not plainly covered (LAW2 section 6); of stops in the pause it says nothing
    if day < PUBLISHED:
        return {rule: fined(rule, clock.due, day, clock.settled)}
    if day < ANEW:
        return {rule: None}
    # 1 January is day 1 or day 0: both readings are shown, only where they agree is it judged
    one, other = (fined(rule, ANEW + timedelta(days - back), day, clock.settled) for back in (1, 0))
    if (one and one.severity) != (other and other.severity):
        return {}
    return {rule: one and Said(one.severity)}


def fined(rule: str, safe: date, day: date, settled: date | None) -> Said | None:
    """High some days before, critical after, with 500 zł a day so far; settled within the term it costs nothing."""
    late = (day - safe).days
    if late > 0:
        return Said("critical", safe, FINE * late)
    return Said("high", safe) if -late <= BEFORE[rule] and not settled else None
