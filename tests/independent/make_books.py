"""Random plan lines, reports and contracts whose days lie near a day and whose sums lie near the limits."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tests.independent import books, duties, late
from tests.independent.clock import Row
from tests.independent.make_invoices import GROSS, NIPS
from tests.independent.polish_days import months_later, rolled
from tests.independent.rates import rate_on
from tests.independent.verdict import Subject

LIMITS, RATE = (Decimal("7770.04"), Decimal("8903.56"), Decimal("3000.00")), Decimal(14)
CENTS = tuple(map(Decimal, ("-0.30", "-0.02", "-0.01", "0", "0.01", "0.02", "0.30", "90.00")))
SUMS = ("0.00", "0.01", "7140.52", "7770.03", "7770.04", "7770.05", "8181.72", "8903.56", "8903.57", "250000.00")


def lines(dice: Random, near: date, count: int) -> list[Subject]:
    """count plan lines of one unit each, two in a unit, executed and committed about their plan."""
    made = []
    for number in range(0, count, 2):
        unit = f"J{number}"
        entries = [line(dice, near, unit, paragraf) for paragraf in ("4210", "4300")]
        for paragraf, own, other in (("4210", *entries), ("4300", *reversed(entries))):
            key = f"{unit}/{near.year}/spending/801/80101/{paragraf}"
            made.append(Subject(key, {"budget": own}, partial(books.judge, own, [other], near.year)))
    return made


def late_payers(dice: Random, near: date, count: int) -> list[Subject]:
    """count units that paid two invoices late, whose interest together comes to about the minimum amount."""
    made = []
    for number in range(count):
        unit, bills, payments = f"P{number}", [], []
        for part in (Decimal("0.4"), Decimal("0.6")):
            paid = near + timedelta(dice.randint(-20, 3))
            due = rolled(paid - timedelta(dice.randint(30, 45)))
            days = (paid - due).days
            wanted = (dice.choice(LIMITS) + dice.choice(CENTS)) * part
            rate = rate_on(paid, "business", health=False) or RATE
            gross = (wanted * 36500 / days / rate).quantize(Decimal("0.01"))
            key = f"{unit}/{part}"
            received = due - timedelta(20)
            bills.append({"invoice_id": key, "number": key, "seller_nip": NIPS[0], "seller_kind": "business",
                          "unit": unit, "issued_on": received, "received_on": received, "agreed_due_on": due,
                          "gross": gross})  # fmt: skip
            payments.append(
                {"payment_id": key, "invoice_id": key, "ordered_on": paid, "paid_on": paid, "amount": gross}
            )
        units = [{"unit": unit, "name": unit, "kind": "budget_unit"}]
        rows = {"units": units, "invoices": bills, "payments": payments}
        made.append(Subject(unit, rows, partial(late.judge, bills, payments)))
    return made


def line(dice: Random, near: date, unit: str, paragraf: str) -> list[Row]:
    """A plan of the year's beginning, perhaps changed or to be changed, and what was executed and committed."""
    row: Row = {"year": near.year, "booked_on": date(near.year, 1, 2), "unit": unit, "side": "spending", "dzial": "801",
                "rozdzial": "80101", "paragraf": paragraf, "measure": "plan", "amount": Decimal("300000.00"),
                "state": "entered", "note": None}  # fmt: skip
    rows = [row]
    for _ in range(dice.choice([0, 0, 1, 2])):
        day = max(date(near.year, 1, 3), min(near + timedelta(dice.randint(-3, 3)), date(near.year, 12, 31)))
        rows.append(row | {"booked_on": day, "amount": Decimal(dice.choice(["-50000.00", "0.01", "50000.00"])),
                           "state": dice.choice(["entered", "entered", "draft"])})  # fmt: skip
    plan = sum(r["amount"] for r in rows if r["state"] != "draft")
    for measure in ("executed", "commitment"):
        above = Decimal(dice.choice(SUMS)) * dice.choice([1, 1, 1, -1])
        day = max(date(near.year, 1, 3), min(near + timedelta(dice.randint(-4, 2)), date(near.year, 12, 31)))
        rows.append(
            row
            | {
                "booked_on": day,
                "measure": measure,
                "amount": plan + above,
                "note": dice.choice([None, None, None, "art256"]),
            }
        )
    return rows


def reports(dice: Random, near: date) -> list[Subject]:
    """Reports of the periods whose days lie about `near`, each report and level once."""
    periods = [f"{m.year}-{m.month:02}" for m in (months_later(near, -n) for n in (1, 2))]
    quarters = [f"{m.year}-Q{(m.month + 2) // 3}" for m in (months_later(near, -n) for n in (1, 3))]
    rows: list[tuple[str, str, str | None, str]] = []
    for report in ("Rb-27S", "Rb-28S"):
        for period in periods:
            rows += [(report, "city", None, period), *((report, "unit", unit, period) for unit in ("SP1", "UM"))]
    for period in dict.fromkeys(quarters):
        table = duties.FOURTH if period.endswith("4") else duties.QUARTERLY
        rows += [(report, level, "SP1" if level == "unit" else None, period) for report, level in table
                 if period.endswith("4") or int(period[-1]) in duties.QUARTERLY[report, level][1]]  # fmt: skip
    rows += [(report, level, "SP1" if level == "unit" else None, str(near.year - 1)) for report, level in duties.YEARLY
             if near.month < 4]  # fmt: skip
    # the regulation speaks of periods from 2025 on
    return [sent(dice, near, *row) for row in rows if row[3] >= "2025"]


def sent(dice: Random, near: date, report: str, level: str, unit: str | None, period: str) -> Subject:
    """One report, sent or not."""
    row: Row = {"report": report, "period": period, "level": level, "unit": unit, "sent_on": None}
    if dice.random() < 0.3:
        row["sent_on"] = near + timedelta(dice.randint(-5, 5))
    due = duties.report_due(report, level, unit == "UM", period)
    key = "/".join([report, period, level, *([unit] if unit else [])])
    return Subject(key, {"reports": [row]}, partial(duties.report, row, due))


def contracts(dice: Random, near: date, count: int) -> list[Subject]:
    """count contracts of a department signed about thirty days before, or just now."""
    made = []
    for number in range(count):
        signed = near - timedelta(dice.choice([0, 1, 2, 20, 25, 26, 28, 29, 30, 31, 33]) + dice.randint(-1, 1))
        row: Row = {
            "contract_id": f"U.{number}", "signed_on": signed, "unit": "WB", "amount": Decimal(dice.choice(GROSS)),
            "creates_obligation": dice.random() < 0.85, "procurement": dice.choice(["yes", "yes", "yes", "no"]),
            "form": dice.choice(["written", "documentary", "electronic", "special", "oral"]),
            "register_published_on": None, "countersigned_on": None, "refused_on": None, "written_order_on": None,
            "council_and_rio_told_on": None,
        }  # fmt: skip
        if dice.random() < 0.3:
            row["register_published_on"] = signed + timedelta(dice.choice([1, 15, 29, 30, 31]))
        if dice.random() < 0.6:
            row["countersigned_on"] = signed + timedelta(dice.choice([0, 0, 1, 25, 30]))
        elif dice.random() < 0.5:
            told = dice.choice([None, signed + timedelta(dice.randint(1, 30))])
            row |= {
                "refused_on": signed,
                "written_order_on": signed,
                "countersigned_on": signed,
                "council_and_rio_told_on": told,
            }
        made.append(Subject(row["contract_id"], {"contracts": [row]}, partial(duties.contract, row)))
    return made
