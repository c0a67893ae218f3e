"""Where the product is known to say something else than the statute: each narrow kind by name, until it is mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.independent.kinds import CLOSING, PLANNING
from tests.independent.verdict import Subject

Kind = Callable[[Subject, str, date], bool]


def same_day(subject: Subject, rule: str, day: date) -> bool:
    """A stop that ends on the day it began, without an hour (shared/cases/law/02, 03)."""
    events = subject.rows.get("case_events", [])
    return any(
        one["event"] == CLOSING.get(other["event"]) and one["at"] == other["at"] for one in events for other in events
    )


def handed_over(subject: Subject, rule: str, day: date) -> bool:
    """What was handed over by competence is settled, what was withdrawn is not (shared/cases/law/05, 20)."""
    return any(e["event"] in {"forwarded", "withdrawn"} for e in subject.rows.get("case_events", [])) and rule != "C12"


def returned(subject: Subject, rule: str, day: date) -> bool:
    """A transfer that came back never paid (10)."""
    return any(p["amount"] < 0 for p in subject.rows.get("payments", []))


def planning_pause(subject: Subject, rule: str, day: date) -> bool:
    """Terms of planning rest from 9 December 2025 and begin anew on 1 January 2027 (Dz.U. 2025 poz. 1668 art. 6)."""
    return rule in {"C09", "C01", "C02"} and subject.rows["cases"][0]["kind"] in PLANNING and day >= date(2025, 12, 9)


def minimum(subject: Subject, rule: str, day: date) -> bool:
    """The minimum amount of 2026 is 7,770.04, not 8,903.56; what a court ordered is no commitment entered into (11)."""
    return rule in {"B01", "B02"}


def contracts(subject: Subject, rule: str, day: date) -> bool:
    """The register has thirty days and only procurement (08); a countersignature has no term (06)."""
    return rule in {"B13", "B14"}


def report_days(subject: Subject, rule: str, day: date) -> bool:
    """December, the fourth quarter, the year and some rows of units are not in the record of report days (09)."""
    return rule == "B09"


KINDS: list[Kind] = [same_day, handed_over, returned, planning_pause, minimum, contracts, report_days]


def not_yet(subject: Subject, rule: str, day: date) -> bool:
    """Whether what the product says of this rule is known to differ."""
    return any(kind(subject, rule, day) for kind in KINDS)
