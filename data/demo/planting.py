"""What a story promises: a rule that must fire on a subject."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """One promise. `subject` and `severity` are left out where the rule, not the story, decides them."""

    rule: str
    noun: str
    subject: str | None
    severity: str | None = None
    why: str = ""
