"""R01, a breach of personal data: 72 hours from awareness, calendar hours (LAW2: rodo), seen at the end of each day.

Which hour of a day without one it was nobody knows: what hangs on it is not judged. How early somebody is reminded of
the end is the office's convention.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from tests.independent.clock import Row
from tests.independent.verdict import OPEN, Said, Subject, Verdict

TOWN = ZoneInfo("Europe/Warsaw")
HOURS = timedelta(hours=72)


def instants(text: str) -> tuple[datetime, datetime]:
    """The earliest and the latest moment that a row can mean, UTC."""
    at = datetime.fromisoformat(text).replace(tzinfo=TOWN)
    last = at if "T" in text else at + timedelta(days=1)  # a day more by the clock of the town
    return at.astimezone(UTC), last.astimezone(UTC)


def judge(row: Row, day: date) -> Verdict:
    """A breach on a day."""
    found, found_last = instants(row["found_at"])
    evening = datetime(day.year, day.month, day.day, tzinfo=TOWN) + timedelta(days=1)
    if found >= evening or row["risk"] is False:
        return {"R01": None}
    told = row["reported_at"]
    if told is None or instants(told)[0] >= evening:
        if evening > found_last + HOURS:
            return {"R01": Said("critical")}
        return {"R01": Said(OPEN, (found + HOURS).astimezone(TOWN).date())}
    told_first, told_last = instants(told)
    if told_first > found_last + HOURS:
        return {"R01": Said("critical") if told_first.astimezone(TOWN).date() == day else None}
    return {"R01": None} if told_last <= found + HOURS else {}


def breaches(dice: Random, near: date, count: int) -> list[Subject]:
    """count breaches whose hours run out about a day, some of them over a change of the clock."""
    made = []
    for number in range(count):
        found = near + timedelta(dice.randint(-9, 4))
        row: Row = {
            "breach": f"R01/{number}", "found_at": moment(dice, found), "reported_at": None,
            "risk": dice.choice([None, True, True, False]),
        }  # fmt: skip
        if dice.random() < 0.5:
            row["reported_at"] = moment(dice, found + timedelta(dice.randint(1, 5)))
        made.append(Subject(row["breach"], {"breaches": [row]}, partial(judge, row)))
    return made


def moment(dice: Random, day: date) -> str:
    """A moment of a day, or the day alone; midnight cannot be told from it."""
    hour = f"T{dice.randint(3, 23):02}:{dice.randint(0, 59):02}"
    return f"{day}{hour if dice.random() < 0.7 else ''}"
