"""Why, for a row from which nothing was counted: which file and line it came from, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.answers.why.line import Line, one, source
from pipelines.reading import Reading
from rules.wording import Words

KEYS: Mapping[str, str] = {
    "cases": "case_id", "documents": "document_id", "invoices": "invoice_id", "payments": "payment_id",
    "contracts": "contract_id", "absences": "absence", "works": "works_id", "receivables": "receivable",
    "employees": "employee", "units": "unit",
}  # fmt: skip
# what names persons, and the history's own columns, are no part of an answer
HIDDEN = {"title", "sender", "subject", "debtor", "email", "known_from", "known_to", "load_id", "feed", "line"}


def of_row(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The row of whatever noun is known by this mark, column by column under its canonical names."""
    for noun, key in KEYS.items():
        row = one(day, f"from {noun} where {key} = $subject", subject)
        if row is None:
            continue
        yield from source(day, noun, key, subject, say)
        said = (f"{name}: {_shown(value, say)}" for name, value in row.items() if value is not None)
        yield Line(say("row"), "; ".join(text for text in said if text.split(":")[0] not in {key, *HIDDEN}) + ".")


def _shown(value: Any, say: Words) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Decimal):
        return say.number(value)
    return say.day(value) if isinstance(value, date) else str(value)
