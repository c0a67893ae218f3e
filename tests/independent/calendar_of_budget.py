"""B15: the days of the budget's calendar in the public finance act (art. 37, 238, 255); only 255 moves off days off."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from tests.independent.clock import Row
from tests.independent.polish_days import rolled
from tests.independent.verdict import OPEN, Said, Subject, Verdict

SURELY_ANNOUNCED = timedelta(5)
TENTH, TWENTIETH, DRAFT = 15, 25, (11, 15)
INFORMED = {1: 31, 4: 30, 7: 31, 10: 31}
"""The last day of the month after each quarter."""


def days_near(near: date) -> list[tuple[str, date]]:
    """What is owed about a day, and its last day: the state's money, the quarter's information, the draft budget."""
    owed = []
    for year in (near.year - 1, near.year, near.year + 1):
        for month in range(1, 13):
            owed.append((f"state_income_tenth/{year}-{month:02}", rolled(date(year, month, TENTH))))
            owed.append((f"state_income_twentieth/{year}-{month:02}", rolled(date(year, month, TWENTIETH))))
        owed += [(f"public_information/{year}-{month:02}", date(year, month, last)) for month, last in INFORMED.items()]
        owed.append((f"draft_budget/{year + 1}", date(year, *DRAFT)))
    return [(name, due) for name, due in owed if abs(due - near) <= timedelta(14)]


def judge(due: date, row: Row | None, day: date) -> Verdict:
    """Announced in the last days before; one that the register of reports keeps is missed after. How early is ours."""
    sent = row["sent_on"] if row else None
    if sent and sent < day:
        return {"B15": None}
    if day > due:
        return {"B15": Said(OPEN, due)} if row else {}
    if sent == day or day < due - SURELY_ANNOUNCED:
        return {}
    return {"B15": Said(OPEN if row else "info", due)}


def duties_near(near: date, registered: bool) -> list[Subject]:
    """The calendar about a day; the draft budget may be in the register, not yet handed in."""
    made = []
    for name, due in days_near(near):
        report, _, period = name.partition("/")
        row: Row | None = None
        if registered and report == "draft_budget":
            row = {"report": report, "period": period, "level": "city", "unit": None, "sent_on": None}
        made.append(Subject(name, {"reports": [row]} if row else {}, partial(judge, due, row)))
    return made
