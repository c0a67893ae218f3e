"""The budget of the healthy town: plan, schedule, changes by whoever may make them, pay, purchases, accruals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from data.demo.days import is_working
from tests.calm.bills import CAPITAL, LISTED, SCHEDULED, Bill, Line, money

Row = dict[str, Any]
Entry = tuple[Line, str, date, int, Row]  # line, measure, day, grosze, act and note
NEW_YEAR, LAST = date(2026, 1, 1), date(2026, 12, 31)
PAID_UNITS = {"OR": ("750", "75023"), "SP1": ("801", "80101"), "MOPS": ("852", "85219")}
PAY = {"4010": 36_000_000, "4110": 6_200_000, "4120": 880_000, "4040": 3_000_000}
INCOME = Line("UM", "756", "75621", "0010")
GRANT = Line("UM", "852", "85214", "2010")
DEBT = Line("FN", "757", "75702", "8110")
RESERVE = Line("FN", "758", "75818", "4810")
BENEFITS = Line("MOPS", "852", "85214", "3110")
CLEARING = Line("OR", "750", "75023", "4990")
LOAN, REPAID = 50_000_000, 30_000_000
# plan left on each bought line beyond what is bought, so that changes may take from it
SLACK = 2_500_000


def last_working(year: int, month: int, day: int) -> date:
    """The day, or the working day before it."""
    found = date(year, month, day)
    while not is_working(found):
        found -= timedelta(days=1)
    return found


def _pay() -> Iterator[Entry]:
    """Pay each month, the thirteenth salary in February with its contributions, funds and insurance at once."""
    for unit, chapter in PAID_UNITS.items():
        for paragraf, year in PAY.items():
            line = Line(unit, *chapter, paragraf)
            yield line, "plan", NEW_YEAR, year, {}
            yield line, "commitment", NEW_YEAR, year, {}
            if paragraf == "4040":
                yield line, "executed", date(2026, 2, 13), year, {}
                continue
            parts = 12 if paragraf == "4010" else 13
            if parts == 13:
                yield line, "executed", date(2026, 2, 13), year // parts, {}
            for month in range(1, 13):
                amount = year - year // parts * (parts - 1) if month == 12 else year // parts
                yield line, "executed", last_working(2026, month, 28), amount, {}
        for paragraf, amounts in {
            "4440": ((date(2026, 5, 29), 1_500_000), (date(2026, 9, 30), 500_000)),  # fund: three quarters by 31 May
            "4430": ((date(2026, 1, 15), 1_800_000),),  # insurance of the whole year
        }.items():
            line = Line(unit, *chapter, paragraf)
            whole = sum(amount for _, amount in amounts)
            yield line, "plan", NEW_YEAR, whole, {}
            yield line, "commitment", NEW_YEAR, whole, {}
            for day, amount in amounts:
                yield line, "executed", day, amount, {}
        # accruals of the year's end: the thirteenth salary of 2026 and its contributions, which 2027 will pay
        for paragraf, amount in {"4040": 3_050_000, "4110": 525_000, "4120": 75_000, "4710": 40_000}.items():
            yield Line(unit, *chapter, paragraf), "liability", LAST, amount, {}


def _other() -> Iterator[Entry]:
    """Benefits monthly, interest on the debt each quarter, a reserve, and a sum cleared the month after."""
    for line, whole, days in (
        (BENEFITS, 24_000_000, [last_working(2026, month, 20) for month in range(1, 13)]),
        (DEBT, 4_000_000, [last_working(2026, month, 30) for month in (3, 6, 9, 12)]),
    ):
        yield line, "plan", NEW_YEAR, whole, {}
        yield line, "commitment", NEW_YEAR, whole, {}
        for day in days:
            yield line, "executed", day, whole // len(days), {}
    yield RESERVE, "plan", NEW_YEAR, 6_000_000, {}
    for day, amount in ((date(2026, 5, 14), 300_000), (date(2026, 6, 3), -300_000)):
        yield CLEARING, "executed", day, amount, {}


def _bought(bills: list[Bill]) -> Iterator[Entry]:
    """Committed on receipt, executed on payment; the plan bears what is paid in the year, and some slack."""
    paid = defaultdict[Line, list[tuple[date, int]]](list)
    for bill in bills:
        if not bill.payments:
            continue
        last = bill.payments[-1]["paid_on"]
        if last.year != 2026:
            continue
        committed = max(bill.invoice["received_on"], NEW_YEAR)
        sums = [round(float(payment["amount"]) * 100) for payment in bill.payments]
        for line, share in bill.parts:
            yield line, "commitment", committed, share, {}
            # a part of each line is paid with each transfer; the last one brings the rest
            done = 0
            for payment, amount in zip(bill.payments, sums, strict=True):
                part = share - done if payment is bill.payments[-1] else share * amount // sum(sums)
                done += part
                yield line, "executed", payment["paid_on"], part, {}
                paid[line].append((payment["paid_on"], part))
    for line, transfers in paid.items():
        plan = sum(amount for _, amount in transfers) // 100_000 * 100_000 + SLACK
        yield line, "plan", NEW_YEAR, plan, {}
        if line.paragraf in SCHEDULED:
            for month in range(1, 13):
                amount = sum(amount for day, amount in transfers if day.month == month)
                yield line, "schedule", date(2026, month, 1), amount, {}
    yield CAPITAL, "plan", NEW_YEAR, 30_000_000, {}
    # the council lists what a contract until 2027 still needs
    yield LISTED, "plan", date(2026, 9, 24), 20_000_000, {"act": "XX/9/2026", "act_kind": "council", "note": "art263"}
    yield INCOME, "plan", date(2026, 9, 24), 20_000_000, {"act": "XX/9/2026", "act_kind": "council"}


def _changes() -> Iterator[Entry]:
    """Each change by whoever may make it: the head of a unit, the mayor with the clause it needs, the council."""
    office = ("OR", "750", "75023")
    moves = (
        ("D.1", "manager", 3, Line("SP1", "801", "80101", "4210"), Line("SP1", "801", "80101", "4240"), {}),
        ("Z.1", "mayor", 3, Line(*office, "4300"), Line(*office, "4210"), {}),
        (
            "Z.2",
            "mayor",
            9,
            Line("MOPS", "852", "85219", "4300"),
            Line("MOPS", "852", "85219", "4010"),
            {"note": "art258"},
        ),
        ("Z.3", "mayor", 10, RESERVE, Line("DR", "600", "60016", "4300"), {"note": "art259"}),
        ("XX.1", "council", 6, Line("OS", "900", "90003", "4300"), Line("DR", "600", "60016", "4300"), {}),
    )
    for act, kind, month, source, target, note in moves:
        why = {"act": act, "act_kind": kind, **note}
        yield source, "plan", last_working(2026, month, 17), -1_200_000, why
        yield target, "plan", last_working(2026, month, 17), 1_200_000, why
    grant = {"act": "Z.4", "act_kind": "mayor", "note": "art257"}
    yield GRANT, "plan", date(2026, 5, 20), 3_000_000, grant
    yield BENEFITS, "plan", date(2026, 5, 20), 3_000_000, grant
    draft = {"act": "Z.9", "act_kind": "mayor", "state": "draft"}
    yield Line(*office, "4300"), "plan", date(2026, 12, 10), -100_000, draft
    yield Line(*office, "4010"), "plan", date(2026, 12, 10), 100_000, draft


def _income(spending: list[Entry]) -> Iterator[Entry]:
    """Income to the grosz what the plan needs beside the loan, collected month by month and the grant in June."""
    changed = sum(amount for line, measure, day, amount, _ in spending if measure == "plan" and day == NEW_YEAR)
    whole = changed + REPAID - LOAN
    yield INCOME, "plan", NEW_YEAR, whole, {}
    for month in range(1, 13):
        amount = whole - whole // 12 * 11 if month == 12 else whole // 12
        yield INCOME, "executed", last_working(2026, month, 25), amount, {}
    yield GRANT, "executed", date(2026, 6, 1), 3_000_000, {}


def entries(bills: list[Bill]) -> list[Entry]:
    spending = [*_pay(), *_other(), *_bought(bills), *_changes()]
    return [*spending, *_income(spending)]


def budget(made: list[Entry]) -> list[Row]:
    rows = [
        {
            "year": 2026, "booked_on": day, "unit": line.unit, "dzial": line.dzial, "rozdzial": line.rozdzial,
            "paragraf": line.paragraf, "side": "income" if line in (INCOME, GRANT) else "spending",
            "measure": measure, "amount": money(amount), **more,
            "told": date(2025, 12, 22) if day == NEW_YEAR else day,  # the council adopts the budget before the year
        }
        for line, measure, day, amount, more in made
    ]  # fmt: skip
    loan = {"year": 2026, "booked_on": NEW_YEAR, "unit": "UM", "dzial": "", "rozdzial": "", "paragraf": "",
            "told": "2025-12-22"}  # fmt: skip
    next_year = {"year": 2027, "booked_on": "2026-11-13", "unit": "OR", "side": "spending", "dzial": "750",
                 "rozdzial": "75023", "measure": "plan", "state": "draft", "told": "2026-11-13"}  # fmt: skip
    return [
        *rows,
        loan | {"side": "income", "measure": "receipt", "amount": money(LOAN)},
        loan | {"side": "spending", "measure": "outgoing", "amount": money(REPAID)},
        next_year | {"paragraf": "6820", "amount": "150000.00"},
        next_year | {"paragraf": "7780", "amount": "90000.00"},
    ]
