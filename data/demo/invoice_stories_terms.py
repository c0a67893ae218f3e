"""Invoices whose story is a day: due soon, overdue, agreed for too long, without a day, lying still (I01-I04, I09).

Day of the demo: Friday 20 November 2026. Amounts in zlotys; the arithmetic stands beside each.
"""

from __future__ import annotations

from data.demo.invoice_desk import Desk, day
from data.demo.invoices import Invoice
from data.demo.planting import Planted

FACTUAL, FORMAL = "kontrola merytoryczna", "kontrola formalna"


def stories(d: Desk) -> list[Invoice]:
    """All of them, in the order of the rules."""
    return [*_due(d), *_overdue(d), *_unclear(d), *_stuck(d)]


def _due(d: Desk) -> list[Invoice]:
    return [
        d.invoice(9001, "OR 75023 4300", 3_690, day(10, 23), day(11, 20)),  # I01: today
        d.invoice(9002, "SP1 80101 4260", 8_412.37, day(10, 26), day(11, 21)),  # I01: Saturday, rolled to Monday
        d.invoice(9003, "OS 90004 4300", 17_220, day(10, 28), day(11, 26)),  # I01: six days
    ]


def _overdue(d: Desk) -> list[Invoice]:
    return [
        # I02: 30 days at 13.75 % = 139.01, and 70 euro
        d.invoice(9011, "DR 60016 4270", 12_300, day(10, 7), day(10, 21)),
        # I02: ten days; four days
        d.invoice(9012, "SP5 80101 4270", 4_980, day(10, 20), day(11, 10)),
        d.invoice(9014, "WB 71012 4300", 890, day(11, 2), day(11, 16)),
        # I02, B06: due before 30 September, so in the quarter's liabilities past due
        d.invoice(9013, "DR 90015 4270", 61_500, day(9, 1), day(9, 28), required=True, noted=True),
        # I02: a public seller, no interest by this act
        d.invoice(9015, "MOPS 85219 4260", 2_214, day(10, 12), day(11, 6), firm=2),
        # in order: disputed; cancelled
        d.invoice(9016, "DR 60004 4270", 7_380, day(9, 14), day(10, 9), disputed=True),
        d.invoice(9017, "OR 75075 4300", 1_845, day(9, 14), day(10, 9), cancelled_on=day(9, 21)),
    ]


def _unclear(d: Desk) -> list[Invoice]:
    return [
        # I03: 62 days agreed, at most 30: 26 November
        d.invoice(9021, "OR 75023 4270", 9_840, day(10, 27), day(12, 28)),
        # I04: no day at all; two days
        d.invoice(9031, "OR 75022 4300", 1_107, day(11, 5), None),
        d.invoice(9032, "SP1 80101 4270", 14_760, day(11, 9), day(11, 27), due_dates="27.11.2026|08.12.2026"),
    ]


def _stuck(d: Desk) -> list[Invoice]:
    stuck = [
        # I09 high: in the factual check since Monday 16 November, four working days; due on the 26th
        d.waiting(9101, "WB 71004 4300", 5_166, day(10, 29), day(11, 26), FACTUAL, day(11, 16)),
        # I09 warn: for six working days, due later
        d.waiting(9102, "OS 90013 4300", 2_952, day(11, 6), day(12, 4), FACTUAL, day(11, 12)),
        # P03: e063 made the factual check and stands in for e061, whose turn it is
        d.waiting(9103, "OR 75075 4210", 984, day(11, 9), day(12, 7), FORMAL, day(11, 18)),
        # whoever has it is away
        d.waiting(9104, "DR 60016 4210", 3_075, day(11, 2), day(11, 24), FACTUAL, day(11, 18)),
    ]
    for invoice, holder in zip(stuck, ("e018", "e058", "e061", "e031"), strict=True):
        invoice.holder = holder
    return stuck


PLANTED = (
    Planted("I01", "invoices", "FZ/09001/2026", "high", "due today"),
    Planted("I01", "invoices", "FZ/09002/2026", "warn", "due on Monday"),
    Planted("I01", "invoices", "FZ/09003/2026", "info", "six days left"),
    *(Planted("I02", "invoices", f"FZ/0{n}/2026", "critical", "overdue") for n in (9011, 9012, 9013, 9014)),
    Planted("I02", "invoices", "FZ/09015/2026", None, "overdue, to a public seller"),
    Planted("I03", "invoices", "FZ/09021/2026", "warn", "62 days agreed"),
    Planted("I04", "invoices", "FZ/09031/2026", "warn", "no day"),
    Planted("I04", "invoices", "FZ/09032/2026", "warn", "two days"),
    Planted("I09", "invoices", "FZ/09101/2026", "high", "four days in a step, due in four"),
    Planted("I09", "invoices", "FZ/09102/2026", "warn", "six days in a step"),
    Planted("B06", "invoices", "FZ/09013/2026", "critical", "past due on 30 September"),
)
# who made which check: events of the workflow, by invoice
CHECKS = (
    ("FZ/09103/2026", "checked_substantive", "e063", day(11, 17)),
    ("FZ/09062/2026", "checked_substantive", "e008", day(11, 5)),
    ("FZ/09011/2026", "checked_substantive", "e029", day(10, 9)),
    ("FZ/09011/2026", "checked_formal", "e065", day(10, 12)),
)
