"""Transfers: I07 an account not on the VAT register (Ordynacja 117ba), I11 the KSeF number in the title (VAT 108g)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.independent.clock import Row
from tests.independent.polish_days import rolled
from tests.independent.verdict import Said, Verdict

ABOVE, TO_TELL = Decimal("15000.00"), timedelta(7)
NAMED_SINCE, SURELY_SAID = date(2027, 1, 1), timedelta(3)


def account(bill: Row, payment: Row, day: date) -> Verdict:
    """Above 15,000.00 and not split: until the seven days to tell the tax office are over (Ordynacja 12 § 5)."""
    order = payment["ordered_on"]
    safe = payment["method"] == "split" or bill["gross"] <= ABOVE
    listed = payment["account_check"] == "listed" and payment["account_checked_on"] == order
    if day < order or safe or listed or day > rolled(order + TO_TELL):
        return {"I07": None}
    return {"I07": Said("high", amount=payment["amount"])}


def title(bill: Row, payment: Row, day: date) -> Verdict:
    """From 2027 a transfer between active VAT payers names the KSeF number; before there is no duty (LAW2 § 8).

    How long after the order it is said is the office's convention.
    """
    order = payment["ordered_on"]
    named = bill["ksef_number"] in payment["title"]
    if day < order or named or bill["seller_vat"] != "active":
        return {"I11": None}
    if order < NAMED_SINCE or day > order + SURELY_SAID:
        return {}
    return {"I11": Said("high", amount=payment["amount"])}
