"""Random transfers of invoices about a day: their account, the way they are paid, what their title names."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tests.independent import transfers
from tests.independent.clock import Row
from tests.independent.make_invoices import NIPS
from tests.independent.verdict import Subject

ACCOUNT = "61109010140000071219812874"


def orders(dice: Random, near: date, count: int) -> list[Subject]:
    """count invoices, each paid by one transfer; the transfer and the invoice are subjects of their own."""
    made = []
    for number in range(count):
        order = near + timedelta(dice.randint(-13, 4))
        gross = Decimal(dice.choice(["14999.99", "15000.00", "15000.01", "18450.00"]))
        received = order - timedelta(10)
        key = f"T.{number}"
        ksef = f"{NIPS[0]}-{received:%Y%m%d}-0100C0{number:06X}-4F"
        bill: Row = {"invoice_id": key, "number": key, "ksef_number": ksef, "seller_nip": NIPS[0], "unit": "WB",
                     "seller_kind": "business", "seller_vat": dice.choice(["active", "active", "exempt"]),
                     "issued_on": received, "received_on": received, "agreed_due_on": received + timedelta(30),
                     "gross": gross}  # fmt: skip
        checked = dice.choice(["listed", "listed", "not_listed", "unknown"])
        payment: Row = {"payment_id": f"O.{number}", "invoice_id": key, "ordered_on": order, "paid_on": order,
                        "amount": gross, "method": dice.choice(["transfer", "transfer", "split"]), "account": ACCOUNT,
                        "account_check": checked, "account_checked_on": order - timedelta(dice.choice([0, 0, 1])),
                        "title": dice.choice([key, f"{key} {ksef}"])}  # fmt: skip
        rows = {"invoices": [bill], "payments": [payment]}
        made.append(Subject(key, rows, partial(transfers.account, bill, payment)))
        made.append(Subject(payment["payment_id"], rows, partial(transfers.title, bill, payment)))
    return made
