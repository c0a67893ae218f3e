"""B09 the days of the budget reports (Dz.U. 2025 poz. 133), B13 the countersignature, B14 the register of contracts."""

from __future__ import annotations

from datetime import date, timedelta

from tests.independent.clock import Row
from tests.independent.polish_days import rolled, working_days
from tests.independent.verdict import Said, Verdict

WARN = 3
QUARTERS, HALF = (1, 2, 3), (1, 2)
# (report, level) -> day of the month after the quarter, and the quarters of which table C of annex 42 speaks
QUARTERLY = {
    ("Rb-NDS", "city"): (22, QUARTERS), ("Rb-28NWS", "unit"): (10, HALF), ("Rb-28NWS", "city"): (22, HALF),
    ("Rb-27ZZ", "unit"): (8, QUARTERS), ("Rb-27ZZ", "city"): (12, QUARTERS), ("Rb-50", "unit"): (10, QUARTERS),
    ("Rb-50", "city"): (14, QUARTERS), ("Rb-34S", "unit"): (10, QUARTERS), ("Rb-34S", "city"): (22, QUARTERS),
    ("Rb-30S", "unit"): (10, QUARTERS), ("Rb-30S", "city"): (22, QUARTERS), ("Rb-N", "unit"): (10, QUARTERS),
    ("Rb-Z", "unit"): (10, QUARTERS), ("Rb-N", "city"): (22, QUARTERS), ("Rb-Z", "city"): (22, QUARTERS),
}  # fmt: skip
# the fourth quarter has days of its own: (month, day); what is garbled or unconfirmed in LAW2 stays out
FOURTH = {
    ("Rb-NDS", "city"): (2, 20), ("Rb-27ZZ", "unit"): (1, 31), ("Rb-27ZZ", "city"): (2, 10),
    ("Rb-50", "city"): (2, 15), ("Rb-30S", "city"): (2, 20), ("Rb-34S", "unit"): (2, 1), ("Rb-34S", "city"): (2, 20),
}  # fmt: skip
YEARLY = {
    ("Rb-27S", "unit"): (2, 1), ("Rb-28S", "unit"): (2, 1), ("Rb-27S", "city"): (2, 20), ("Rb-28S", "city"): (2, 20),
    ("Rb-ST", "city"): (2, 20), ("Rb-PDP", "city"): (2, 20),
}  # fmt: skip
OWN_27S = {"month": 21, "year": (2, 19)}
"""The town's own Rb-27S as a unit."""
REGISTER_SINCE, REGISTER_DAYS = date(2026, 7, 1), 30
FORMS = {"written", "documentary", "electronic", "special"}


def report_due(report: str, level: str, own: bool, period: str) -> date:
    """The last day of a report, a Saturday or day off moved to the next working day (annex 42, note 1)."""
    year = int(period[:4])
    if "Q" in period:
        quarter = int(period[-1])
        if quarter == 4:
            return rolled(date(year + 1, *FOURTH[report, level]))
        return rolled(date(year, quarter * 3 + 1, QUARTERLY[report, level][0]))
    if "-" not in period:
        return rolled(date(year + 1, *(OWN_27S["year"] if own and report == "Rb-27S" else YEARLY[report, level])))
    later, month = divmod(int(period[5:]), 12)
    last = 22 if level == "city" else OWN_27S["month"] if own and report == "Rb-27S" else 10
    return rolled(date(year + later, month + 1, last))


def report(row: Row, due: date, day: date) -> Verdict:
    """A report on a day: a warning in the last three working days, critical after; sent on its day it is in order."""
    sent = row.get("sent_on")
    if sent and sent < day:
        return {"B09": None}
    if day > due:
        return {"B09": Said("critical", due)}
    if sent == day:
        return {}
    return {"B09": Said("warn", due) if working_days(day, due) <= WARN else None}


def contract(row: Row, day: date) -> Verdict:
    """A contract of a department on a day."""
    return register(row, day) | {"B13": countersignature(row, day)}


def register(row: Row, day: date) -> Verdict:
    """UFP 34a: procurement, in a form that leaves a trace, concluded from 1 July 2026; thirty days, not moved."""
    published = row.get("register_published_on")
    duty = row["creates_obligation"] and row["procurement"] == "yes" and row["form"] in FORMS
    if day < row["signed_on"] or row["signed_on"] < REGISTER_SINCE or not duty or (published and published < day):
        return {"B14": None}
    if published == day:
        return {}
    due = row["signed_on"] + timedelta(REGISTER_DAYS)
    if day > due:
        return {"B14": Said("high", due)}
    return {"B14": Said("warn", due) if working_days(day, due) <= WARN else None}


def countersignature(row: Row, day: date) -> Said | None:
    """u.s.g. 46: without it critical, on a written order high until the council and the chamber were told; no term."""
    by = {name: row.get(name) is not None and row[name] <= day for name in
          ("countersigned_on", "refused_on", "written_order_on", "council_and_rio_told_on")}  # fmt: skip
    if day < row["signed_on"] or not row["creates_obligation"]:
        return None
    if by["written_order_on"]:
        return None if by["council_and_rio_told_on"] else Said("high", None, row["amount"])
    return None if by["countersigned_on"] else Said("critical", None, row["amount"])
