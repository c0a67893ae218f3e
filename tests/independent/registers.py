"""U01 acts to supervision (u.s.g. 90), Z01 notices of procurement (p.z.p. 265, 309, 448), F04 deposits (98, 453).

Judged is the last day and what is owed after it; how long before it somebody is reminded is the office's convention.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.independent.clock import Row
from tests.independent.polish_days import rolled
from tests.independent.verdict import OPEN, Said, Verdict

LONG_BEFORE = timedelta(20)
TO_SUPERVISION, ORDER_RULES, NOTICE, WADIUM = timedelta(7), timedelta(2), timedelta(30), timedelta(7)
SECURITY, AFTER_WARRANTY, BACK = timedelta(30), timedelta(15), Decimal("0.7")


@dataclass(frozen=True)
class Duty:
    """Something to be done by a day; done: when it was; amount: what is to be given back."""

    due: date
    done: date | None
    amount: Decimal | None = OPEN


def judge(rule: str, duties: list[Duty], begins: date, day: date) -> Verdict:
    """A subject with some duties on a day; those done before the day are behind it."""
    owed = [duty for duty in duties if duty.done is None or duty.done >= day]
    if day < begins or not owed:
        return {rule: None}
    first = min(owed, key=lambda duty: duty.due)
    if first.done == day and day <= first.due:
        return {}
    if day > first.due:
        others = {duty.due for duty in owed} != {first.due}
        return {rule: Said(OPEN, first.due, OPEN if others else first.amount)}
    if day == first.due:
        return {rule: Said("warn", first.due)}
    return {rule: None} if day < first.due - LONG_BEFORE else {}


def act(row: Row) -> list[Duty]:
    """Of the council or the mayor: to the wojewoda, what is financial to the chamber; no last day moves."""
    order = row["order_rules"]
    due = row["adopted_on"] + (ORDER_RULES if order else TO_SUPERVISION)
    duties = [Duty(due, row["sent_to_wojewoda_on"])] if order or row["kind"] == "resolution" else []
    return [*duties, Duty(due, row["sent_to_rio_on"])] if row["financial"] else duties


def tender(row: Row) -> list[Duty]:
    """The result (not of an order under a framework, 314 ust. 6), and below the thresholds the performance; KC 115."""
    duties = []
    if row["result_on"] and row["procedure"] != "framework_order":
        duties.append(Duty(rolled(row["result_on"] + NOTICE), row["result_notice_on"]))
    if row["performed_on"] and row["procedure"] == "below_eu":
        duties.append(Duty(rolled(row["performed_on"] + NOTICE), row["performance_notice_on"]))
    return duties


def deposit(row: Row) -> list[Duty]:
    """A wadium in seven days of its ground; of a security 70 % in thirty, the rest by the 15th after the warranty."""
    back, when = row["returned_amount"] or Decimal(0), row["returned_on"]
    if row["kind"] == "wadium":
        return [Duty(rolled(row["release_on"] + WADIUM), when, row["amount"])]
    part = row["amount"] * BACK
    first = Duty(
        rolled(row["accepted_on"] + SECURITY), when if back >= part else None, part - (back if back < part else 0)
    )
    rest = rolled(row["warranty_until"] + AFTER_WARRANTY)
    return [first, Duty(rest, when if back == row["amount"] else None, row["amount"] - back)]
