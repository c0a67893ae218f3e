"""What a treasurer signs for: every number of the law with its article, its address, and how far it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.law.book import Law
from rules.law.calendar import Calendar
from rules.law.lint import numbered
from rules.law.model import CONVENTION, Dated
from rules.law.terms import end_of

RECORD, COUNSEL, OFFICE = "author of the record", "legal counsel, before it is relied on", "the office itself"
FIRM = "verified"
MONTHS = {RECORD: "law_review.verified_months", COUNSEL: "law_review.other_months"}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One version of a number and how far it can be trusted."""

    number: str
    row: Dated
    address: str  # of the newest text of its act; empty where there is none
    no_address: str  # why there is none; empty where there is one
    who: str  # who has to look again, one of RECORD, COUNSEL, OFFICE
    look_by: date | None  # the last day to do so; None where nothing has to be read


def standings(law: Law, day: date) -> Iterator[Standing]:
    """Every number in force on the day or after it, in the order of the record.

    It is read again so many months after it was last read, and before it ends: the next one has to be there by then.
    """
    calendar, limits = Calendar(law), law.on(day).parameters
    for number, row in numbered(law):
        if row.valid_to is not None and row.valid_to < day:
            continue
        act, who = law.acts.get(row.act or ""), _who(row)
        months = limits.get(MONTHS.get(who, ""))
        again = end_of(months.whole or 0, "month", row.reviewed_on, calendar) if months and row.reviewed_on else None
        yield Standing(
            number=number,
            row=row,
            address=act.eli if act else "",
            no_address=act.no_eli if act else "rests on no act of the record",
            who=who,
            look_by=min((end for end in (again, row.valid_to) if end is not None), default=None),
        )


def _who(row: Dated) -> str:
    if row.status in (CONVENTION, "town"):
        return OFFICE
    return RECORD if row.status == FIRM and not row.unconfirmed else COUNSEL
