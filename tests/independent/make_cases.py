"""Random cases whose terms end near a day: stopped, told of, completed and settled at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random

from tests.independent import answers, delays, fines, silence, waiting
from tests.independent.clock import Row
from tests.independent.kinds import (
    ANSWERED,
    FINED,
    ORDINARY,
    PLANNING,
    READ_OF_2024,
    SHORTER,
    SILENT,
)
from tests.independent.make_events import case_of, hours, moved_on, notices, opened_before, settle, stopped_case
from tests.independent.polish_days import months_later
from tests.independent.verdict import Subject, Verdict

Judge = Callable[[Row, list[Row], date], Verdict]
OWN = frozenset({"C01", "C02"})


def cases(dice: Random, near: date, count: int) -> list[Subject]:
    """count cases whose terms end within some days of `near`."""
    makers: list[Callable[[], tuple[Row, list[Row], Judge, frozenset[str]]]] = [
        partial(make, dice, near) for make in (ordinary, fined, silent, answered)
    ]
    made = []
    for number in range(count):
        case, events, judge, hides = dice.choices(makers, [5, 3, 2, 4])[0]()
        case["case_id"] = key = f"X.{number}"
        hours(dice, events)
        for event in events:
            event["case_id"] = key
        made.append(Subject(key, {"cases": [case], "case_events": events}, partial(judge, case, events), hides))
    return made


def ordinary(dice: Random, near: date) -> tuple[Row, list[Row], Judge, frozenset[str]]:
    """A case with a plain term: C01 to C07."""
    kind = dice.choices(list(ORDINARY), [4, 3, 1, 1, 1, 1, 1, 1, 1, 1])[0]
    term, family, words = ORDINARY[kind]
    case, events = stopped_case(dice, near, kind, term, words, 25)
    if family != "other":
        events += notices(dice, case, near) + moved_on(dice, case, near)
    settle(dice, case, near, *dice.choice([("decided_on",), ("dispatched_on",), ("decided_on", "dispatched_on")]))

    def judge(case: Row, events: list[Row], day: date) -> Verdict:
        verdict = delays.judge(case, events, term, family, day)
        if family != "other" and not any(event["event"] in {"forwarded", "withdrawn"} for event in events):
            verdict |= delays.unsent(case, day)
        return verdict | waiting.judge(case, events, term, day) if family == "kpa" else verdict

    return case, events, judge, frozenset()


def fined(dice: Random, near: date) -> tuple[Row, list[Row], Judge, frozenset[str]]:
    """A case with a fine for each day: C09, W03."""
    kind = dice.choice([kind for kind in FINED if near >= READ_OF_2024 or kind not in SHORTER])
    rule, days, words = FINED[kind]
    case, events = stopped_case(dice, near, kind, (days, "day"), words, days)
    events += moved_on(dice, case, near)
    settle(dice, case, near, "decided_on")

    def judge(case: Row, events: list[Row], day: date) -> Verdict:
        return fines.judge(rule, case, events, days, kind in PLANNING, day)

    return case, events, judge, OWN


def silent(dice: Random, near: date) -> tuple[Row, list[Row], Judge, frozenset[str]]:
    """A matter that silence settles: C08."""
    kind = dice.choice(list(SILENT))
    term, notified = SILENT[kind]
    opened = opened_before(dice, near, *term)
    events: list[Row] = []
    if dice.random() < 0.4:
        call = opened + timedelta(dice.randint(1, 15))
        events.append({"at": call, "event": "completion_call", "days": dice.choice([7, 14])})
        if dice.random() < 0.7:
            events.append({"at": call + timedelta(dice.randint(1, 12)), "event": "completed"})
    elif not notified and dice.random() < 0.4:
        begins = opened + timedelta(dice.randint(1, 20))
        events.append({"at": begins, "event": "suspended"})
        if dice.random() < 0.8:
            events.append({"at": begins + timedelta(dice.randint(1, 20)), "event": "resumed"})
    case = case_of(kind, opened)
    settle(dice, case, near, "decided_on", "dispatched_on")

    def judge(case: Row, events: list[Row], day: date) -> Verdict:
        return silence.judge(case, events, term, notified, day)

    return case, events, judge, OWN


def answered(dice: Random, near: date) -> tuple[Row, list[Row], Judge, frozenset[str]]:
    """An answer or a passing on that has its own term: C10, C11, C12."""
    kind = dice.choices(list(ANSWERED), [5, 3, 3, 2, 2, 5, *[1] * 9])[0]
    rule, term = ANSWERED[kind]
    opened = opened_before(dice, near, *term)
    events: list[Row] = []
    if kind in {"public_information", "petition", "complaint", "motion"} and dice.random() < 0.5:
        opened = dice.choice([opened, months_later(near, -2) + timedelta(dice.randint(-3, 3))])
        sent = opened + timedelta(dice.randint(8, 18)) if rule == "C10" else near + timedelta(dice.randint(-9, 5))
        until = max(sent, dice.choice([near + timedelta(dice.randint(-4, 9)), months_later(sent, 4)]))
        event = dice.choice(["notice_36", "extended"]) if rule == "C10" else "notice_36"
        events.append({"at": sent, "event": event, "new_date": until, "told_of_ponaglenie": True, "reason": "analiza"})
    elif kind == "public_information" and dice.random() < 0.4:
        events.append({"at": opened + timedelta(dice.randint(1, 17)), "event": "fee_notice"})
    elif kind == "petition" and dice.random() < 0.5:
        call = opened + timedelta(dice.randint(1, 10))
        events += [
            {"at": call, "event": "completion_call", "days": 14},
            {"at": call + timedelta(dice.randint(1, 13)), "event": "completed"},
        ]
    case = case_of(kind, opened)
    if dice.random() < (0.3 if rule == "C12" else 0.1):
        events.append({"at": max(opened, near + timedelta(dice.randint(-6, 6))), "event": "forwarded"})
    else:
        settle(dice, case, near, "decided_on", "dispatched_on")

    def judge(case: Row, events: list[Row], day: date) -> Verdict:
        return answers.judge(rule, case, events, term, day)

    return case, events, judge, OWN
