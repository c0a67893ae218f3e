"""What the oracle says of a subject on a day, and how that is held against what the product said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

OPEN: Any = object()
"""In place of a value: the papers do not fix it."""


@dataclass(frozen=True)
class Said:
    """A finding of a rule: severity, the day it judges by, the money at stake; OPEN what the papers leave open."""

    severity: str
    due_on: date | None = OPEN
    amount: Decimal | None = OPEN

    def agrees(self, found: Mapping[str, Any] | None) -> bool:
        """Whether a finding of the product is this one."""
        return found is not None and all(wanted is OPEN or wanted == found[name] for name, wanted in vars(self).items())


Verdict = dict[str, Said | None]
"""Rule -> what it says, None where it must be silent; a rule that is not in it is not judged."""


@dataclass(frozen=True)
class Subject:
    """A case, an invoice, a plan line …: its key in findings, the rows that make it, and the oracle's view of a day."""

    key: str
    rows: Mapping[str, list[dict[str, Any]]]
    judge: Callable[[date], Verdict]
    hides: frozenset[str] = field(default=frozenset())
    """Rules that are shown of this subject only where none of its own speaks (AMENDMENTS 1.4)."""


def differences(subject: Subject, verdict: Verdict, day: date, found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What the oracle and the product say differently of a subject on a day; found: rule -> its finding."""
    wrong = [
        f"{day} {rule} of {subject.key}\n  facts:   {shown(subject.rows)}\n  oracle:  {shown(wanted)}\n"
        f"  product: {shown(found.get(rule))}"
        for rule, wanted in verdict.items()
        if not (silent(found.get(rule), verdict) if wanted is None else wanted.agrees(found.get(rule)))
    ]
    if any(verdict.values()):
        wrong += [
            f"{day} {rule} of {subject.key} is shown beside {', '.join(r for r, w in verdict.items() if w)}\n"
            f"  facts:   {shown(subject.rows)}"
            for rule in subject.hides
            if rule in found and found[rule]["inhibited_by"] is None
        ]
    return wrong


def silent(found: Mapping[str, Any] | None, verdict: Verdict) -> bool:
    """Nothing was found, or it is not shown because a graver rule says it, which the oracle knows of."""
    return found is None or verdict.get(found["inhibited_by"]) is not None


def shown(what: Any) -> str:
    """Facts and findings in one line."""
    if isinstance(what, Said):
        return f"{what.severity}, due {what.due_on if what.due_on is not OPEN else 'open'}, " + (
            f"amount {what.amount if what.amount is not OPEN else 'open'}"
        )
    if isinstance(what, Mapping) and "severity" in what:
        return ", ".join(f"{name} {what[name]}" for name in ("severity", "due_on", "amount", "inhibited_by", "message"))
    if isinstance(what, Mapping):
        return "; ".join(f"{noun}: {[compact(row) for row in rows]}" for noun, rows in what.items())
    return "silent" if what is None else str(what)


def compact(row: Mapping[str, Any]) -> str:
    """A row without what is empty."""
    return " ".join(f"{name}={value}" for name, value in row.items() if value is not None)
