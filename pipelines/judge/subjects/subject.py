"""One kind of fact: where it comes from, and what a finding tells of it."""

from __future__ import annotations

from dataclasses import dataclass

# what a finding tells of every subject; a query that lacks one of them gives a null of its type
COMMON = {
    "noun": "varchar", "subject": "varchar", "due_on": "date", "raw_due_on": "date", "days_left": "bigint",
    "working_days_left": "bigint", "unit": "varchar", "holder": "varchar", "owner": "varchar", "substitute": "varchar",
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A kind of fact in a docket.

    facts: a SELECT with `key` (what correlates), `item` (which fact) and the columns that rules compare.
    told: a SELECT with `item`, what it has of COMMON and the columns of the sentences; None for a mere partner.
    shared: the partner of a correlation, repeated when a hot docket is split.
    """

    docket: str
    kind: str
    facts: str
    told: str | None = None
    shared: bool = False
