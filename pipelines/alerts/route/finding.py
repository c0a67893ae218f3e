"""A finding as the letters see it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.severity import GRAVITY

Identity = tuple[str, str, str]  # rule, noun, subject: what a finding is, from one run to the next


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the letters see it, in the columns of findings.sql; `status` resolved means that it is gone."""

    rule: str
    noun: str
    subject: str
    severity: str
    status: str
    message: str  # in the town's language
    due_on: date | None = None
    days_left: int | None = None
    working_days_left: int | None = None
    amount: Decimal | None = None
    recipients: Sequence[str] = ()
    law: Sequence[str] = ()
    details: str | None = None  # JSON: the values its sentence was filled with
    inhibited_by: str | None = None
    holder: str | None = None
    held_since: date | None = None
    unit: str | None = None
    kind: str | None = None  # of the case or document
    first_seen: date | None = None  # the first day of its unbroken presence
    unmoved_since: date | None = None  # since when neither it nor its subject has changed: no step, holder, term

    @property
    def identity(self) -> Identity:
        """What the finding is, from one run to the next."""
        return (self.rule, self.noun, self.subject)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed, and its sentence names no day that this one moved to."""
        if (self.days_left or 0) >= 0:
            return False
        said = json.loads(self.details or "{}")
        return not (said.get("still_on") or said.get("kept_on"))

    @property
    def gravity(self) -> int:
        """1 for info, 4 for critical."""
        return GRAVITY[self.severity]
