"""F06 contributions, advances and returns of each month; R02 and Z01 what is owed each year.

SUS 47 by the kind of payer, PIT 38, VAT 99 and 103, the rehabilitation act 49, all moved by Ordynacja 12 § 5; the
act on communes (24h, 28aa) moves nothing; p.z.p. 82 by KC 115.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random

from tests.independent.clock import Row
from tests.independent.polish_days import months_later, rolled
from tests.independent.registers import Duty, judge
from tests.independent.verdict import Subject

# the office is a budget unit, though the commune is a legal person (LAW2 § 3)
PAYERS = {"SP1": 5, "UM": 5, "BIB": 15, "ZBM": 20}
PAYERS_BESIDE: list[Row] = [
    {"unit": "BIB", "name": "Biblioteka", "kind": "legal_person"}, {"unit": "ZBM", "name": "Zakład", "kind": "other"},
]  # fmt: skip
MONTHLY = {"pit": 20, "pfron": 20, "jpk": 25}
YEARLY = {"state_of_commune": ("R02", 5, 31), "asset_statements": ("R02", 4, 30), "uzp_report": ("Z01", 3, 1)}
NEAR = timedelta(14)


def recurring(dice: Random, near: date) -> list[Subject]:
    """The duties whose last day lies about a day, some of them done."""
    owed: list[tuple[str, str, str, str, date]] = []
    for back in range(3):
        month = months_later(near.replace(day=1), -back)
        later = months_later(month, 1)
        period = f"{month.year}-{month.month:02}"
        owed += [("F06", "zus", unit, period, rolled(later.replace(day=day))) for unit, day in PAYERS.items()]
        owed += [("F06", kind, "UM", period, rolled(later.replace(day=day))) for kind, day in MONTHLY.items()]
    for kind, (rule, month_of, day) in YEARLY.items():
        last = date(near.year, month_of, day)
        owed.append((rule, kind, "UM", str(near.year - 1), rolled(last) if rule == "Z01" else last))
    made = []
    for rule, kind, unit, period, due in owed:
        if abs(due - near) > NEAR:
            continue
        done = None if dice.random() < 0.6 else due + timedelta(dice.randint(-3, 4))
        row: Row = {"duty": kind.upper(), "kind": kind, "unit": unit, "period": period, "due_on": None, "done_on": done}
        begins = date(int(period[:4]), 1, 1)
        subject = f"{kind.upper()}/{period}/{unit}"
        made.append(Subject(subject, {"duties": [row]}, partial(judge, rule, [Duty(due, done)], begins)))
    return made
