"""F05: the report of a task (pożytek 18), refunds of what was unused (UFP 251) or misused (UFP 252 ust. 1).

No roll of these days was found; by art. 67 with KPA 57 § 4 a day off may move a refund, so it is late for certain only
after the next working day (LAW2 § 1).
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.independent.clock import Row
from tests.independent.polish_days import rolled
from tests.independent.verdict import Said, Verdict

REPORT, REFUND, LONG_BEFORE = timedelta(30), timedelta(15), timedelta(30)
YEAR_END = (12, 31)


def last_day(row: Row) -> tuple[date, date | None]:
    """The day by which the one thing that is open is owed, and when it was done."""
    if row["found_on"]:
        return row["found_on"] + REFUND, row["refunded_on"]
    if row["unused_amount"]:
        end = row["task_end"]
        if (end.month, end.day) == YEAR_END:
            return date(end.year + 1, 1, 31), row["refunded_on"]
        return end + REFUND, row["refunded_on"]
    return row["task_end"] + REPORT, row["report_on"]


def judge(row: Row, day: date) -> Verdict:
    """A grant of which one thing is open, on a day."""
    due, done = last_day(row)
    if done and done < day:
        return {"F05": None}
    if day > due:
        refund = row["found_on"] or row["unused_amount"]
        return {"F05": Said("critical" if refund and day > rolled(due) else "high", due)}
    if done == day:
        return {}
    if day == due:
        return {"F05": Said("warn", due)}
    return {"F05": None} if day < due - LONG_BEFORE else {}
