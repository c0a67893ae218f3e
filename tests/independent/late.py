"""B07: interest on what a unit paid late in a year, against the minimum amount (uondfp 16, 26)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.independent.bills import due_of
from tests.independent.books import MINIMUM, MINIMUM_SINCE
from tests.independent.clock import Row
from tests.independent.rates import interest
from tests.independent.verdict import Said, Verdict


def paid_late(bills: list[Row], payments: list[Row], day: date) -> Decimal:
    """The interest on invoices paid off late in the year of a day, by that day; each sum rounded, then added."""
    total = Decimal(0)
    for bill, payment in zip(bills, payments, strict=True):
        paid = payment["paid_on"]
        if paid <= day and paid.year == day.year:
            total += (
                interest({date.min: bill["gross"]}, due_of(bill, health=False).on, paid, "business", health=False) or 0
            )
    return total


def judge(bills: list[Row], payments: list[Row], day: date) -> Verdict:
    """A unit on a day: high from the first grosz above the minimum amount of the year, unknown where that is."""
    least = MINIMUM.get(day.year)
    if least is None or day < MINIMUM_SINCE[day.year]:
        return {}
    total = paid_late(bills, payments, day)
    return {"B07": Said("high", amount=total) if total > least else None}
