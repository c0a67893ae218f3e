"""The standing of every number of the law: what it rests on, when it was last read, who looks again and by when."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import polars as pl

from pipelines.answers.why.numbers import value
from rules.law import Law, display
from rules.law.explain import STANDING, UNITS
from rules.law.model import Band, BudgetDay, Dated, Parameter, Rate, Report, Term
from rules.law.sources import standings
from rules.wording import Words

COLUMNS = {
    "number": pl.String, "name": pl.String, "value": pl.String, "law": pl.String, "source": pl.String,
    "address": pl.String, "no_address": pl.String, "status": pl.String, "standing": pl.String,
    "unconfirmed": pl.String, "read_on": pl.Date, "valid_from": pl.Date, "valid_to": pl.Date, "look_by": pl.Date,
    "who": pl.String,
}  # fmt: skip


def sources(law: Law, day: date, say: Words) -> pl.DataFrame:
    """A row per number in force on the day or after it; what is empty is not known or does not apply.

    `status` is the word of the record, `standing` the same for a reader, `look_by` the last day to look again.
    """
    rows = [
        {
            "number": each.number,
            "name": _name(each.row, say),
            "value": _value(each.row, say),
            "law": each.row.law or None,
            "source": say(each.row.source) if each.row.source else None,
            "address": each.address or None,
            "no_address": say(each.no_address) if each.no_address else None,
            "status": each.row.status,
            "standing": say(STANDING.get(each.row.status, each.row.status)),
            "unconfirmed": say(each.row.unconfirmed) if each.row.unconfirmed else None,
            "read_on": each.row.reviewed_on,
            "valid_from": each.row.valid_from,
            "valid_to": each.row.valid_to,
            "look_by": each.look_by,
            "who": say(each.who),
        }
        for each in standings(law, day)
    ]
    return pl.DataFrame(rows, schema=COLUMNS)


def _name(row: Dated, say: Words) -> str | None:
    names = getattr(row, "display", getattr(row, "name", None))
    return display(names, say.language) if names else None


def _value(row: Dated, say: Words) -> str | None:
    """The number as a reader writes it; None for a day off, which is no number."""
    match row:
        case Parameter():
            return value(say, row)
        case Rate():
            return say.rate(row.rate_bp)
        case Band():
            return f"{row.eur} EUR"
        case Report():
            return say("day {day}", day=row.day)
        case BudgetDay() if row.day is not None:
            months = row.month if isinstance(row.month, tuple) else (row.month,)
            days = [f"{monthrange(row.valid_from.year, month)[1] if row.day == 'last' else row.day}.{month:02}"
                    for month in months if month]  # fmt: skip
            return ", ".join(days) if days else say("day {day}", day=row.day)
        case Term(n=int(n), unit=str(unit)) | BudgetDay(n=int(n), unit=str(unit)) if unit in UNITS:
            return say.count(n, *UNITS[unit])
        case _:
            return None
