"""The steps of an answer as data: what was done, with which dates and numbers. `explain` turns them into sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rules.law.calendar import Calendar
from rules.law.model import Dated


@dataclass(frozen=True)
class Step:
    """One step; `what` picks the sentence, `values` fill it (dates, numbers, ids of the law)."""

    what: str
    values: Mapping[str, Any]


def step(what: str, **values: Any) -> Step:
    """A step with its values."""
    return Step(what, values)


def basis(row: Dated, **values: Any) -> Step:
    """Where a number comes from: its article, the text read, its standing and the days it is in force."""
    origin = {key: getattr(row, key) for key in ("law", "source", "status", "valid_from", "valid_to", "reviewed_on")}
    return Step("basis", {**origin, **values})


def rolling(raw: date | None, due: date | None, days: Calendar) -> list[Step]:
    """The days off between the raw end and the last day, each by its name, and the last day itself."""
    if raw is None or due is None:
        return []
    skipped = [raw + timedelta(days=n) for n in range((due - raw).days)]
    return [
        *(step("skipped", on=day, why=days.why_free(day), name=days[day].name) for day in skipped),
        step("due", on=due),
    ]
