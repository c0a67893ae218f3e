"""B01 executed and B02 committed above the plan (UFP 52, 46), against the minimum amount of uondfp 26."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.independent.clock import Row
from tests.independent.verdict import OPEN, Said, Verdict

# average pay less contributions (ZFŚS act art. 5 ust. 7), M.P. 2026 poz. 232 of 19 February 2026; 2025 not found
MINIMUM = {2026: Decimal("7770.04")}
MINIMUM_SINCE = {2026: date(2026, 2, 19)}
RULES = {"executed": "B01", "commitment": "B02"}


def over(rows: list[Row], measure: str, day: date) -> Decimal:
    """How far a measure lies above the plan in force on a day; drafts and later entries do not count."""
    known = [row for row in rows if row["booked_on"] <= day and row.get("state") != "draft"]
    total = {name: sum((r["amount"] for r in known if r["measure"] == name), Decimal(0)) for name in ("plan", measure)}
    return total[measure] - total["plan"]


def judge(rows: list[Row], neighbours: list[list[Row]], year: int, day: date) -> Verdict:
    """A line (its entries, and those of the unit's other lines) on a day of its year."""
    said: Verdict = {}
    for measure, rule in RULES.items():
        above = over(rows, measure, day)
        if above <= 0:
            said[rule] = None
            continue
        together = above + sum(max(over(other, measure, day), Decimal(0)) for other in neighbours)
        court = any(r.get("note") == "art256" and r["measure"] == measure and r["booked_on"] <= day for r in rows)
        said[rule] = Said(gravity(above, together, court, year, day), amount=above)
    return said


def gravity(above: Decimal, together: Decimal, court: bool, year: int, day: date) -> str:
    """Above the minimum critical; ordered by a court (UFP 256) at most high; OPEN where the year's sum is not known."""
    if court:
        return "high"
    least = MINIMUM.get(year)
    if least is None or day < MINIMUM_SINCE[year]:
        return OPEN
    if above > least:
        return "critical"
    # whether the acts of the whole unit are added up for one line's finding is not said
    return "high" if together <= least else OPEN
