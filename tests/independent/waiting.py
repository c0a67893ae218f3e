"""C06 a clock that stands, C07 a call to complete that ran out."""

from __future__ import annotations

from datetime import date, timedelta

from tests.independent.clock import Row, call_end, clock_of
from tests.independent.polish_days import months_later, rolled
from tests.independent.verdict import Said, Verdict

LOOK_AT, POST = timedelta(30), timedelta(7)
REVIEW_97, REVIEW_98 = 6, 35
"""Months until a preliminary question is looked at again, and until a month before the three years of KPA 98 § 2."""


def judge(case: Row, events: list[Row], term: tuple[int, str], day: date) -> Verdict:
    """An open case of an ordinary kind on a day."""
    clock = clock_of(case, events, *term, day)
    if day < case["opened_on"] or (clock.settled and clock.settled < day):
        return {"C06": None, "C07": None}
    if clock.settled or clock.unsure:
        return {}
    return standing(clock.stops, clock.due, day) | called(events, day)


def standing(stops: list, due: date | None, day: date) -> Verdict:
    """Information, and a warning once it stands too long without an end."""
    if due is not None:
        return {} if any(stop.ends is None or stop.ends == day for stop in stops) else {"C06": None}
    (stop, *others) = (stop for stop in stops if stop.ends is None)
    reason = stop.event.get("reason")
    if others or stop.ends == day:
        return {}
    if reason is None:
        return {"C06": Said("warn" if day - stop.begins >= LOOK_AT else "info")}
    months = REVIEW_98 if reason == "party_request" else REVIEW_97
    first = months_later(stop.begins, months)
    if first <= day <= rolled(first) + timedelta(3):
        return {}  # whether the three years and the month before them move off days off is not fixed
    return {"C06": Said("warn")} if day > first else {}


def called(events: list[Row], day: date) -> Verdict:
    """The day after the last day of the newest call that nobody answered; a letter posted on it may come for a week."""
    calls = [e for e in events if e["event"] == "completion_call" and e["at"] <= day]
    if not calls or any(e["event"] == "completed" and calls[-1]["at"] <= e["at"] <= day for e in events):
        return {"C07": None}
    last = call_end(calls[-1])
    if day <= last:
        return {"C07": None}
    if day == last + POST:
        return {}  # "a week later" may be the seventh day or the one after it
    return {"C07": Said("info" if day < last + POST else "warn")}
