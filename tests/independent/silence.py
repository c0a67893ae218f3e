"""C08: terms after which the office loses the power to object, or silence counts as consent (KPA 122a, pr. bud. 30)."""

from __future__ import annotations

from datetime import date

from tests.independent.clock import Row, call_end, moved, stops_of
from tests.independent.polish_days import rolled, term_end, working_days
from tests.independent.verdict import Said, Verdict

CRITICAL = 5


def judge(case: Row, events: list[Row], term: tuple[int, str], notified: bool, day: date) -> Verdict:
    """notified: works notified, where an order to complete breaks the term (30 ust. 5d); else consent of KPA 122a."""
    sent = case.get("dispatched_on")
    if day < case["opened_on"] or (sent and sent < day):
        return {"C08": None}
    if sent == day:
        return {}
    known = [e for e in events if e["at"] <= day]
    completed = max((e["at"] for e in known if e["event"] == "completed"), default=None)
    calls = [e for e in known if e["event"] == "completion_call" and (completed is None or e["at"] > completed)]
    if calls and (not notified or day <= call_end(calls[-1])):
        return {}  # it waits for the party
    if calls:
        return {"C08": Said("high")}  # pr. bud. 30 ust. 5c: an order that nobody answered is a duty to object
    start = completed or case["opened_on"]
    # KPA 122d: suspension alone stops the term of consent; that of an objection nothing stops
    stops = [] if notified else [s for s in stops_of(known, day) if s.event["event"] == "suspended"]
    if any(stop.ends is not None and stop.ends >= day for stop in stops):
        return {}
    safe = moved(term_end(start, *term), stops)
    if safe is None:
        return {"C08": None}
    if day <= safe:
        return {"C08": Said("critical", safe) if working_days(day, safe) <= CRITICAL else None}
    # the raw day was the safe one; until the one moved off days off it may still be sent
    return {"C08": Said("critical" if day <= rolled(safe) else "info")}
