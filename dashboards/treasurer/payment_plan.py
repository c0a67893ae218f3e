"""On which day to pay which invoice, so that the accounts hold: a proposal, and nobody's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Due:
    """An invoice to pay: its last day without interest, what is left, and what each later day costs (0: nothing)."""

    invoice_id: str
    due_on: date
    amount: Decimal
    daily_interest: Decimal


@dataclass(frozen=True)
class Day:
    """A day and what the accounts hold at its end without any of the invoices; None where nobody knows."""

    day: date
    working: bool
    balance: Decimal | None


def proposed(days: Sequence[Day], invoices: Sequence[Due]) -> dict[str, date | None]:
    """The day to pay each invoice on: its due day, or the first working day on which there is money for it.

    Whoever can ask for interest goes first, then the earliest due day, then what costs most a day. None: no day of
    these has the money. What is paid must leave no later day below zero; where balances are unknown, it is the due day.
    """
    plan: dict[str, date | None] = {each.invoice_id: None for each in invoices}
    left = sorted(invoices, key=lambda each: (not each.daily_interest, each.due_on, -(each.daily_interest or 0)))
    room = _room(days)
    spent = Decimal(0)
    for place, today in enumerate(days):
        if not today.working:
            continue
        free = room[place]
        for each in [each for each in left if _payable(each, today, days[place + 1 :])]:
            if free is None or each.amount <= free - spent:
                plan[each.invoice_id] = today.day
                spent += each.amount
                left.remove(each)
    return plan


def _payable(invoice: Due, today: Day, later: Sequence[Day]) -> bool:
    """Whether it is due by today or before the next working day: what is due on a day off is paid before it."""
    following = next((day.day for day in later if day.working), date.max)
    return invoice.due_on < following if following != date.max else invoice.due_on <= today.day


def _room(days: Sequence[Day]) -> list[Decimal | None]:
    """What may be spent by each day so that no later one falls below zero."""
    rooms: list[Decimal | None] = []
    lowest: Decimal | None = None
    for day in reversed(days):
        lowest = day.balance if lowest is None or day.balance is None else min(lowest, day.balance)
        rooms.append(lowest)
    return rooms[::-1]
