"""Invoices by the act of 8 March 2013: the day they are due, I01 to I04, interest, compensation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.independent.claims import claim_of, kept, unfixed
from tests.independent.clock import Row
from tests.independent.polish_days import rolled
from tests.independent.rates import interest
from tests.independent.verdict import OPEN, Said, Verdict

CAP, CAP_HEALTH, UNAGREED = timedelta(30), timedelta(60), timedelta(30)
SMALL, LARGE = Decimal("5000.00"), Decimal("50000.00")
INFO, WARN, HIGH = 7, 3, 1


@dataclass(frozen=True)
class Due:
    """The day by which an invoice is to be paid; cap: the longest term allowed, agreed: the parties agreed a term."""

    on: date
    cap: date | None
    agreed: bool


def due_of(bill: Row, health: bool) -> Due:
    """art. 8 ust. 2 and 5, art. 9, art. 6; moved off days off (KC 115)."""
    received = bill["received_on"]
    done = bill.get("acceptance_ended_on") or bill.get("performed_on")
    begins = max(received, done) if done else received
    seller = bill.get("seller_kind") or "business"
    cap = begins + (CAP_HEALTH if health else CAP) if seller == "business" else None
    if bill.get("agreed_due_on"):
        raw = bill["agreed_due_on"]
        return Due(rolled(min(raw, cap) if cap and raw > rolled(cap) else raw), cap and rolled(cap), agreed=True)
    if bill.get("due_after_days"):
        raw = received + timedelta(bill["due_after_days"])
        return Due(rolled(min(raw, cap) if cap else raw), cap and rolled(cap), agreed=True)
    return Due(rolled((done or received) + UNAGREED), None, agreed=False)


def judge(bill: Row, payments: list[Row], health: bool, day: date) -> Verdict:
    """An invoice on a day, with its payments; the day it is paid off late it is said once more."""
    said: Verdict = dict.fromkeys(("I01", "I02", "I03", "I04"))
    if day < bill["received_on"]:
        return said
    if bill.get("document") == "pro_forma":
        return said
    due = due_of(bill, health)
    if unfixed(bill, day) or (bill.get("retained_until") and rolled(bill["retained_until"]) <= due.on):
        return {}
    paid = kept(payments, day)
    left = claim_of(bill, paid) - sum(p["amount"] for p in paid)
    if left <= 0:
        last = max((p["paid_on"] for p in paid), default=date.min)
        if last < day:
            return said | secured(bill, left, day)
        return said | {"I02": Said("critical", due.on, Decimal("0.00"))} if day > due.on and left == 0 else {}
    if day > due.on:
        said["I02"] = Said("critical", due.on, left)
    said["I01"] = soon(due.on, left, day)
    if bill.get("agreed_due_on"):
        said["I03"] = Said("warn", due.cap) if due.cap and bill["agreed_due_on"] > due.cap else None
    else:
        del said["I03"]  # a described term beyond the cap is cut; whether that is said is not fixed
        said["I04"] = Said("warn", due.on)
    return said


def soon(due: date, left: Decimal, day: date) -> Said | None:
    """Announced seven days before, a warning from three, urgent from one."""
    days = (due - day).days
    if not 0 <= days <= INFO:
        return None
    return Said("high" if days <= HIGH else "warn" if days <= WARN else "info", due, left)


def secured(bill: Row, left: Decimal, day: date) -> Verdict:
    """With the rest paid, the sum kept as security falls due on its own day (KC 115)."""
    if not bill.get("retained_amount"):
        return {}
    # what was paid above the rest was paid on the security
    rest = bill["retained_amount"] + left
    return {"I01": soon(rolled(bill["retained_until"]), rest, day)} if rest else {}


def queued(bill: Row, payments: list[Row], day: date) -> bool:
    """Whether what the queue shows of an invoice is fixed: not where only a dispute or a security is left."""
    paid = kept(payments, day)
    left = claim_of(bill, paid) - sum(p["amount"] for p in paid)
    parts = any(bill.get(part) for part in ("disputed_amount", "retained_amount", "document"))
    return not (unfixed(bill, day) or (left <= 0 and parts) or bill.get("document"))


def queue(bill: Row, payments: list[Row], health: bool, day: date) -> dict[str, object] | None:
    """What the payment queue shows of an invoice still open: None when it is not there; OPEN what is not fixed."""
    paid = kept(payments, day)
    claim = claim_of(bill, paid)
    left = claim - sum(p["amount"] for p in paid)
    if day < bill["received_on"] or left <= 0:
        return None
    due, seller = due_of(bill, health), bill.get("seller_kind") or "business"
    owed = {date.min: claim}
    for payment in paid:
        # interest runs to the day of payment, that day included
        owed[payment["paid_on"] + timedelta(1)] = owed[max(owed)] - payment["amount"]
    costs = OPEN if seller == "public" else interest(owed, due.on, day, seller, health)
    early = any(p["paid_on"] <= due.on for p in paid)
    return {
        "remaining": left if claim == bill["gross"] else OPEN,
        "effective_due_on": due.on,
        "interest_so_far": OPEN if costs is None else costs,
        "compensation_eur": OPEN
        if early or claim != bill["gross"] or day <= due.on
        else compensation(bill["gross"], due, seller),
    }


def compensation(gross: Decimal, due: Due, seller: str) -> int | None:
    """art. 10: 40 euro to 5,000.00, 70 above and below 50,000.00, 100 from there; only where a term was agreed."""
    if not due.agreed or seller != "business":
        return None
    return 40 if gross <= SMALL else 70 if gross < LARGE else 100
