"""Ordinary terms: C01 due soon, C02 overdue, C03 no notice (KPA 36), C04 the new date has passed too, C05 drags on."""

from __future__ import annotations

from datetime import date, timedelta

from tests.independent.clock import Clock, Row, clock_of, handed_over, moved
from tests.independent.polish_days import rolled, term_end, working_days
from tests.independent.verdict import OPEN, Said, Verdict

DAYS_OF = {"day": 1, "week": 7, "month": 30}
SOON, VERY_SOON, MANY_NOTICES, UNSENT = 5, 2, 3, 3


def valid(notice: Row, tax: bool) -> bool:
    """A notice that counts tells the new date and, but for Ordynacja 140, the right to a ponaglenie (KPA 36 § 1)."""
    return notice.get("new_date") is not None and (tax or notice.get("told_of_ponaglenie") is True)


def judge(case: Row, events: list[Row], term: tuple[int, str], family: str, day: date) -> Verdict:
    """family: `kpa` or `tax`, to whose cases notices belong; `other` where only the term itself is fixed."""
    clock = clock_of(case, events, *term, day)
    said: Verdict = dict.fromkeys(("C01", "C02"))
    if family != "other":
        said |= dict.fromkeys(("C03", "C04"))
    if day < case["opened_on"] or (clock.settled and clock.settled < day):
        return said
    if clock.unsure or handed_over(events, day):
        return {}
    due = clock.due_on
    if due is None:  # the clock stands: C06 speaks
        return {rule: None for rule in said if rule != "C04"}
    sent = [notice for notice in clock.notices if valid(notice, family == "tax")]
    promised = max(sent[-1]["new_date"], due) if sent else due
    if clock.settled:  # said once more on the day of settling, where the term was missed
        return {"C02": Said("high", due)} if day > due and not sent else {}
    if sent and sent[-1]["new_date"] < due < day:
        return {}  # the stops overtook the promise, and both have passed: which rule says it is not fixed
    said["C01"] = soon(day, promised, term) if day <= promised else None
    if due < day <= promised:
        said["C02"] = Said("info", promised)
    elif day > promised:
        said["C04" if sent else "C02"] = Said("critical" if sent else "high", promised)
    if "C03" in said and not sent:
        said |= missing(clock, due, day)
    if family == "kpa" and not any(said.get(rule) for rule in ("C02", "C03", "C04")):
        said |= dragging(clock, sent, term, day)
    return said


def unsent(case: Row, day: date) -> Verdict:
    """C14: a decision signed and not sent; three working days later it is said, on the third perhaps already."""
    signed, sent = case.get("decided_on"), case.get("dispatched_on")
    if sent == day:
        return {}
    if signed is None or signed > day or (sent and sent < day):
        return {"C14": None}
    waited = working_days(signed, day)
    return {} if waited == UNSENT else {"C14": Said(OPEN) if waited > UNSENT else None}


def soon(day: date, due: date, term: tuple[int, str]) -> Said | None:
    """Five working days before, or a third of a short term; urgent at two (AMENDMENTS 1.7)."""
    left = working_days(day, due)
    if left > min(SOON, term[0] * DAYS_OF[term[1]] / 3):
        return None
    return Said("high" if left <= VERY_SOON else "warn", due)


def missing(clock: Clock, due: date, day: date) -> Verdict:
    """KPA 36: the last day without time left out but suspension; past it a warning, past the net term critical."""
    if any(stop.event["event"] == "suspended" and (stop.ends is None or stop.ends > day) for stop in clock.stops):
        return {"C03": None}  # KPA 103
    if clock.notice_by is None:
        return {}
    by = rolled(clock.notice_by)
    if day < by:
        return {"C03": None}
    severity = "critical" if day > due else "high" if day == due else "warn"
    return {"C03": Said(severity, by) if by == due else Said(severity)}


def dragging(clock: Clock, sent: list[Row], term: tuple[int, str], day: date) -> Verdict:
    """Three notices, or twice the term with what does not count."""
    if any(stop.begins >= day - timedelta(1) for stop in clock.stops):
        return {}
    twice = moved(term_end(clock.start, 2 * term[0], term[1]), clock.stops)
    if twice is None:
        return {}
    return {"C05": Said("warn") if len(sent) >= MANY_NOTICES or day > rolled(twice) else None}
