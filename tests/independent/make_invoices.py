"""Random invoices whose days lie near a day and whose sums lie near the limits."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tests.independent import bills
from tests.independent.claims import claim_of
from tests.independent.clock import Row
from tests.independent.verdict import Subject

NIPS = ("5260250274", "7740001454")
GROSS = (
    "0.01",
    "100.00",
    "1234.56",
    "4999.99",
    "5000.00",
    "5000.01",
    "12300.00",
    "49999.99",
    "50000.00",
    "50000.01",
    "246000.00",
)
HEALTH = "ZOZ"
UNITS: list[Row] = [
    {"unit": "WB", "name": "Wydział Budownictwa", "kind": "department", "health": None},
    {"unit": HEALTH, "name": "Przychodnia", "kind": "budget_unit", "health": True},
    {"unit": "UM", "name": "Urząd Miasta", "kind": "city", "health": None},
    {"unit": "SP1", "name": "Szkoła nr 1", "kind": "budget_unit", "health": None},
]


def invoices(dice: Random, near: date, count: int) -> list[Subject]:
    """count invoices that fall due about `near`."""
    return [invoice(dice, near, f"F.{number}") for number in range(count)]


def invoice(dice: Random, near: date, key: str) -> Subject:
    """An invoice with its payments: part, whole, in time, late, or none."""
    due = near + timedelta(dice.choice([0, 0, 1, 2, 3, 4, 7, 8, 20, 60, 200]) * dice.choice([-1, -1, 1]))
    term = dice.choice([7, 14, 21, 30, 31, 32, 45, 60, 61, 75])
    received = due - timedelta(min(term, dice.choice([term, 30, 60])))
    bill: Row = {
        "invoice_id": key, "number": key, "seller_nip": dice.choice(NIPS), "unit": dice.choice(["WB", "WB", HEALTH]),
        "seller_kind": dice.choice([None, "business", "business", "public", "person"]),
        "issued_on": received - timedelta(dice.randint(0, 3)), "received_on": received,
        "agreed_due_on": received + timedelta(term), "gross": Decimal(dice.choice(GROSS)),
        "performed_on": None, "acceptance_ended_on": None, "due_after_days": None, "due_after_event": None,
    }  # fmt: skip
    way = dice.random()
    if way < 0.2:
        bill |= {"agreed_due_on": None, "due_after_days": min(term, 30), "due_after_event": "otrzymanie faktury"}
    elif way < 0.45:
        bill |= {"agreed_due_on": None, "performed_on": dice.choice([None, received - timedelta(dice.randint(0, 12))])}
    elif way < 0.6:
        bill["performed_on"] = received + timedelta(dice.randint(-5, 12))
    elif way < 0.65:
        bill["acceptance_ended_on"] = received + timedelta(dice.randint(1, 20))
    bill |= in_parts(dice, bill, near) if dice.random() < 0.2 else {}
    payments = paid(dice, bill, near)
    health = bill["unit"] == HEALTH
    return Subject(key, {"invoices": [bill], "payments": payments}, partial(bills.judge, bill, payments, health))


def in_parts(dice: Random, bill: Row, near: date) -> Row:
    """A part disputed, kept as security, or saved by paying early; or no invoice at all but a pro forma."""
    part = (bill["gross"] * Decimal(dice.choice(["0.05", "0.3", "1"]))).quantize(Decimal("0.01"))
    early = bill["received_on"] + timedelta(7)
    return dice.choice(
        [
            {"disputed": True, "disputed_amount": part},
            {"retained_amount": part, "retained_until": near + timedelta(dice.choice([4, 400]))},
            {"discount_amount": (bill["gross"] / 50).quantize(Decimal("0.01")), "discount_until": early},
            {"document": "pro_forma"},
        ]
    )


def paid(dice: Random, bill: Row, near: date) -> list[Row]:
    """No payment, a part of it, or all of it at once or in two; on days about `near`, never before the receipt."""
    parts = dice.choice([[], [], [], ["1"], ["0.4"], ["0.4", "0.6"]])
    rest: Decimal = dice.choice([bill["gross"], claim_of(bill, [])])
    if bill.get("discount_amount"):
        rest -= dice.choice([Decimal(0), bill["discount_amount"], bill["discount_amount"] + Decimal("0.01")])
    whole, payments = rest, []
    for number, share in enumerate(parts):
        last = sum(map(Decimal, parts)) == 1 and number == len(parts) - 1
        amount = rest if last else (whole * Decimal(share)).quantize(Decimal("0.01"))
        if amount <= 0:
            continue
        day = max(bill["received_on"], near + timedelta(dice.choice([-40, -30, -10, -4, -1, 0, 1, 2, 3]) + number))
        payments.append({"payment_id": f"{bill['invoice_id']}/{number}", "invoice_id": bill["invoice_id"],
                         "ordered_on": day, "paid_on": day, "amount": amount})  # fmt: skip
        rest -= amount
    return payments + returned(dice, payments)


def returned(dice: Random, payments: list[Row]) -> list[Row]:
    """Sometimes the bank sends the only transfer back, and perhaps it is made again."""
    if len(payments) != 1 or dice.random() < 0.6:
        return []
    [first] = payments
    back = first["paid_on"] + timedelta(dice.randint(1, 5))
    rows = [
        first
        | {"payment_id": first["payment_id"] + "/back", "paid_on": back, "ordered_on": back, "amount": -first["amount"]}
    ]
    if dice.random() < 0.5:
        again = back + timedelta(dice.randint(1, 5))
        rows.append(first | {"payment_id": first["payment_id"] + "/again", "paid_on": again, "ordered_on": again})
    return rows
