"""What a seller can ask for on a day: the payments that stayed, and the parts of an invoice that are not owed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.independent.clock import Row


def kept(payments: list[Row], day: date) -> list[Row]:
    """The payments made by a day that did not come back; one the bank returned never paid."""
    made = sorted((p for p in payments if p["paid_on"] <= day), key=lambda p: p["paid_on"])
    stayed: list[Row] = []
    for payment in made:
        back = next((p for p in reversed(stayed) if p["amount"] == -payment["amount"]), None)
        if payment["amount"] < 0 and back:
            stayed.remove(back)
        else:
            stayed.append(payment)
    return stayed


def claim_of(bill: Row, paid: list[Row]) -> Decimal:
    """What the seller can ask for: less what is disputed, kept as security for now, or saved by paying early enough."""
    claim = bill["gross"] - (bill.get("disputed_amount") or 0) - (bill.get("retained_amount") or 0)
    saved, until = bill.get("discount_amount"), bill.get("discount_until")
    early = sum(p["amount"] for p in paid if until and p["paid_on"] <= until)
    return claim - saved if saved and early >= claim - saved else claim


def unfixed(bill: Row, day: date) -> bool:
    """Whether the papers leave the invoice open: kept for longer than agreed, or early payment still possible."""
    kept_until, saved_until = bill.get("retained_until"), bill.get("discount_until")
    return bool((kept_until and day > kept_until) or (saved_until and day <= saved_until))
