"""C15, the service of a decision and the day it is final (LAW2: 44, e42, fin; KPA 57 § 4, 127a, 129 § 2).

A letter kept at the post is served with the end of the 14th day, one in the box on the day after the 14. An appeal runs
for 14 days from the service on the last party and moves off days off; final is the day after, or the last waiver's.
Without proof of service on the last party nothing is ever final. How long it is said afterwards, and that a receipt is
missed after 21 days, are the office's conventions.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random

from tests.independent.clock import Row
from tests.independent.polish_days import rolled
from tests.independent.verdict import Said, Subject, Verdict

KEPT, APPEAL, MISSED, AFTERWARDS = timedelta(14), timedelta(14), timedelta(21), timedelta(12)
NEXT = timedelta(1)


def served(told: dict[str, date], day: date) -> date | None:
    """The day a party counts as served, by what is told of it until a day."""
    known = {event: on for event, on in told.items() if on <= day}
    ends = [
        *([known["delivered"]] if "delivered" in known else []),
        *([known["notice_left"] + KEPT] if "notice_left" in known else []),
        *([known["in_box"] + KEPT + NEXT] if "in_box" in known else []),
    ]
    return min(ends, default=None)


def judge(sent: date, parties: list[dict[str, date]], counted: bool, appealed: date | None, day: date) -> Verdict:
    """A decision on a day; counted: whether anybody tells how many parties there are."""
    if day < sent:
        return {"C15": None}
    ends = [served(told, day) for told in parties]
    if None in ends:
        waited = day - sent
        return {} if waited == MISSED else {"C15": Said("warn", None) if waited > MISSED else None}
    last = max(end for end in ends if end)
    if last > day or (appealed and appealed <= day):
        return {"C15": None}
    due = rolled(last + APPEAL)
    if not counted:
        return {"C15": Said("info", None)} if day <= last + APPEAL else {} if day < due + AFTERWARDS else {"C15": None}
    waivers = [told.get("appeal_waived") for told in parties]
    final, by = due + NEXT, due
    if all(waiver and waiver <= day for waiver in waivers):
        final, by = max(waiver for waiver in waivers if waiver), None
    return {"C15": Said("info", by)} if day <= final else {} if day < final + AFTERWARDS else {"C15": None}


def decisions(dice: Random, near: date, count: int) -> list[Subject]:
    """count decisions of which something ends about a day, in a unit that tells of services."""
    return [_decision(dice, f"C15/{number}", near) for number in range(count)]


def _decision(dice: Random, mark: str, near: date) -> Subject:
    ways = dice.choice([["delivered"], ["notice_left"], ["in_box"], ["notice_left", "delivered"], ["delivered"] * 2])
    before = dice.choice([0, 14, 15, 21, 28, 29])  # what ends about the day: a wait, a term, or both
    sent = near - timedelta(before + dice.randint(-3, 6))
    number = dice.choice([1, 1, 2, 3])
    parties = [_told(dice, sent, ways) for _ in range(number)]
    named = number > 1 or dice.random() < 0.3
    counted = named or dice.random() < 0.7
    case: Row = {
        "case_id": mark, "kind": "kpa_investigation", "unit": "POST", "opened_on": sent - timedelta(20),
        "decided_on": sent, "dispatched_on": sent, "parties": number if counted else None,
    }  # fmt: skip
    events: list[Row] = [
        {"case_id": mark, "at": on, "event": event, **({"party": str(party)} if named else {})}
        for party, told in enumerate(parties)
        for event, on in told.items()
    ]
    appealed = sent + timedelta(dice.randint(2, 25)) if dice.random() < 0.15 else None
    if appealed:
        events.append({"case_id": mark, "at": appealed, "event": "appealed"})
    return Subject(mark, {"cases": [case], "case_events": events}, partial(judge, sent, parties, counted, appealed))


def _told(dice: Random, sent: date, ways: list[str]) -> dict[str, date]:
    if dice.random() < 0.2:
        return {}
    first = sent + timedelta(dice.randint(0, 5))
    told = dict(zip(ways, (first, first + timedelta(dice.randint(3, 16))), strict=False))
    if "delivered" in told and dice.random() < 0.3:
        told["appeal_waived"] = told["delivered"] + timedelta(dice.randint(0, 6))
    return told
