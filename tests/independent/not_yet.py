"""Where the product is known to say something else than the statute: each narrow kind by name, until it is mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.independent.duties import REGISTER_SINCE
from tests.independent.kinds import CLOSING, PLANNING
from tests.independent.verdict import Subject

Kind = Callable[[Subject, str, date], bool]


def same_day(subject: Subject, rule: str, day: date) -> bool:
    """A stop that ends on the day it began (shared/cases/law/02, 03)."""
    events = subject.rows.get("case_events", [])
    return any(
        one["event"] == CLOSING.get(other["event"]) and one["at"] == other["at"] for one in events for other in events
    )


def handed_over(subject: Subject, rule: str, day: date) -> bool:
    """What was handed over by competence is settled, what was withdrawn is not (shared/cases/law/05, 20)."""
    return any(e["event"] in {"forwarded", "withdrawn"} for e in subject.rows.get("case_events", [])) and rule != "C12"


def planning_pause(subject: Subject, rule: str, day: date) -> bool:
    """Terms of planning rest from 9 December 2025 and begin anew on 1 January 2027 (Dz.U. 2025 poz. 1668 art. 6)."""
    return rule in {"C09", "C01", "C02"} and subject.rows["cases"][0]["kind"] in PLANNING and day >= date(2025, 12, 9)


def countersigned(subject: Subject, rule: str, day: date) -> bool:
    """A countersignature has no term, so no day of the register either (06)."""
    return rule == "B13" and subject.rows["contracts"][0]["signed_on"] >= REGISTER_SINCE


KINDS: list[Kind] = [same_day, handed_over, planning_pause, countersigned]


def not_yet(subject: Subject, rule: str, day: date) -> bool:
    """Whether what the product says of this rule is known to differ."""
    return any(kind(subject, rule, day) for kind in KINDS)
