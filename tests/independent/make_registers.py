"""Random acts of the council and the mayor, tenders and deposits whose last days lie near a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tests.independent import grants, registers
from tests.independent.clock import Row
from tests.independent.verdict import Subject


def registers_of(dice: Random, near: date, count: int) -> list[Subject]:
    """count subjects of each register."""
    made = []
    for number in range(count):
        for rule, noun, key, make, duties in (
            ("U01", "resolutions", "resolution", act, registers.act),
            ("Z01", "tenders", "tender", tender, registers.tender),
            ("F04", "deposits", "deposit", deposit, registers.deposit),
        ):
            begins, row = make(dice, near)
            row[key] = name = f"{rule}/{number}"
            made.append(Subject(name, {noun: [row]}, partial(registers.judge, rule, duties(row), begins)))
    return made


def about(dice: Random, near: date, days: int) -> date:
    """A day from which `days` later lies about `near`."""
    return near + timedelta(dice.randint(-9, 7) - days)


def done(dice: Random, due: date) -> date | None:
    """Done about its last day, or not."""
    return None if dice.random() < 0.6 else due + timedelta(dice.randint(-3, 4))


def act(dice: Random, near: date) -> tuple[date, Row]:
    """A resolution of the council or an order of the mayor."""
    order = dice.random() < 0.3
    days = 2 if order else 7
    adopted = about(dice, near, days)
    return adopted, {
        "kind": dice.choice(["resolution", "mayor_order"]), "adopted_on": adopted, "order_rules": order,
        "financial": not order and dice.random() < 0.5, "sent_to_wojewoda_on": done(dice, adopted + timedelta(days)),
        "sent_to_rio_on": done(dice, adopted + timedelta(days)),
    }  # fmt: skip


def tender(dice: Random, near: date) -> tuple[date, Row]:
    """A procedure that ended, or a contract performed."""
    result, performed = about(dice, near, 30), about(dice, near, 30)
    both = dice.choice([(True, False), (False, True), (True, True)])
    # whether an order under a framework has a performance to announce, 314 does not say
    procedure = dice.choice(["below_eu", "below_eu", "eu", *(["framework_order"] if both[0] and not both[1] else [])])
    return min(result, performed), {
        "unit": "WB", "procedure": procedure,
        "result_on": result if both[0] else None, "performed_on": performed if both[1] else None,
        "result_notice_on": done(dice, result + timedelta(30)) if both[0] else None,
        "performance_notice_on": done(dice, performed + timedelta(30)) if both[1] else None,
    }  # fmt: skip


def deposit(dice: Random, near: date) -> tuple[date, Row]:
    """A wadium, or a security of which the first or the second part is to go back."""
    amount = Decimal(dice.choice(["100.00", "5000.00", "12340.00"]))
    part = (amount * Decimal("0.7")).quantize(Decimal("0.01"))
    row: Row = {"kind": "wadium", "form": "cash", "amount": amount, "returned_amount": None, "returned_on": None,
                "release_on": None, "accepted_on": None, "warranty_until": None}  # fmt: skip
    if dice.random() < 0.5:
        ground = about(dice, near, 7)
        row |= {"release_on": ground, "returned_on": done(dice, ground + timedelta(7))}
        row["returned_amount"] = amount if row["returned_on"] else None
    elif dice.random() < 0.5:
        ground = about(dice, near, 30)
        row |= {"kind": "performance", "accepted_on": ground, "warranty_until": ground + timedelta(1100)}
        row["returned_on"] = done(dice, ground + timedelta(30))
        row["returned_amount"] = part if row["returned_on"] else None
    else:
        ground = about(dice, near, 15) - timedelta(1100)
        row |= {"kind": "performance", "accepted_on": ground, "warranty_until": ground + timedelta(1100),
                "returned_on": ground + timedelta(9), "returned_amount": part}  # fmt: skip
    row["received_on"] = ground - timedelta(60)
    return ground, row


def grants_of(dice: Random, near: date, count: int) -> list[Subject]:
    """count grants with one thing open: a report, a refund of what is left, or of what was misused."""
    made = []
    for number in range(count):
        name, amount = f"F05/{number}", Decimal("9000.00")
        row: Row = {"grant": name, "kind": "own", "unit": "WB", "amount": amount, "task_end": None, "report_on": None,
                    "report_due_on": None, "unused_amount": None, "found_on": None, "found_amount": None,
                    "found_kind": None, "paid_on": None, "refunded_on": None, "refunded_amount": None}  # fmt: skip
        way = dice.choice(["report", "unused", "misused"])
        if way == "report":
            row |= {"kind": "public_benefit", "task_end": about(dice, near, 30)}
            row["report_on"] = done(dice, row["task_end"] + timedelta(30))
        elif way == "unused":
            turn = near.month in {1, 2} and dice.random() < 0.6
            end = date(near.year - 1, 12, 31) if turn else about(dice, near, 15)
            row |= {"task_end": end, "unused_amount": Decimal("120.00"), "report_on": end}
            row["refunded_on"] = done(dice, date(near.year, 1, 31) if turn else end + timedelta(15))
            row["refunded_amount"] = Decimal("120.00") if row["refunded_on"] else None
        else:
            found = about(dice, near, 15)
            row |= {"task_end": near + timedelta(300), "paid_on": found - timedelta(200), "found_on": found,
                    "found_amount": Decimal("4000.00"), "found_kind": "misused"}  # fmt: skip
            row["refunded_on"] = done(dice, found + timedelta(15))
            row["refunded_amount"] = Decimal("4000.00") if row["refunded_on"] else None
        made.append(Subject(name, {"grants": [row]}, partial(grants.judge, row)))
    return made
