"""The law as relations, so that SQL can count with it: `law_terms`, `law_calendar`, `law_rates` and the others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from fractions import Fraction
from itertools import count

import duckdb
import polars as pl

from pipelines.store.queries import execute, sql
from pipelines.store.warehouse import materialize
from pipelines.town import Town
from rules.law import Law
from rules.law.rows import Rows, law_rows


def materialize_law(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date) -> None:
    """Make a TEMP table law_<name> of each of `law_rows`, the town's own layer over the law's.

    In force on as_of: limit_of('C01.warn_working_days') is a whole number (days, grosze, basis points),
    codes_of('B03.skipped_paragraphs') a list of codes, pattern_of('case_mark.form') a regular expression; null where
    the record has none. The variable `due_words` tells the event that a described term of payment counts from.
    """
    number, own, tables = _tables(law, town)
    [(there,)] = con.execute("select getvariable('law_tables')").fetchall()
    if there != number:  # else all that is the same on every day is there from another one
        for name, (frame, casts) in tables.items():
            materialize(con, f"law_{name}", frame, casts)
        _of_every_day(con, law)
        con.execute("set variable law_tables = ?", [number])
    limits, codes, patterns = (
        [{"k": name, "v": value} for name, value in found.items()] for found in in_force(own, as_of)
    )
    con.execute("set variable limits = map_from_entries(?::struct(k varchar, v bigint)[])", [limits])
    con.execute("set variable codes = map_from_entries(?::struct(k varchar, v varchar[])[])", [codes])
    con.execute("set variable patterns = map_from_entries(?::struct(k varchar, v varchar)[])", [patterns])


def _of_every_day(con: duckdb.DuckDBPyConnection, law: Law) -> None:
    """The variables that hang on the law alone, and the macros."""
    words = [{"k": event, "v": f"(^|\\s)({'|'.join(starts)})"} for event, starts in law.due_events.items()]
    con.execute("set variable due_words = map_from_entries(?::struct(k varchar, v varchar)[])", [words])
    con.execute("set variable currency = ?", [law.currency])
    con.execute("set variable acts = ?::varchar[]", [list(law.acts)])
    instead = [
        {"k": f"{procedure.id} {article}", "v": ours}
        for procedure in law.procedures.values()
        for article, ours in procedure.instead.items()
    ]
    con.execute("set variable instead = map_from_entries(?::struct(k varchar, v varchar)[])", [instead])
    con.execute("create or replace temp macro limit_of(name) as getvariable('limits')[name]")
    con.execute("create or replace temp macro codes_of(name) as getvariable('codes')[name]")
    con.execute("create or replace temp macro pattern_of(name) as getvariable('patterns')[name]")
    for macros in ("term_end", "identifiers", "budget_years", "tax_interest"):
        execute(con, sql(f"facts/{macros}.sql"))


def _tables(law: Law, town: Town) -> tuple[int, Law, Tables]:
    """The law under the town's own layer, and the tables made of it, kept for the next town or day of the same law.

    The number in front is given to these tables alone, as long as this process lives.
    """
    key = (id(law), repr((town.rules, town.terms)), frozenset(town.days_off))
    kept = _KEPT.get(key)
    if kept is None:
        while len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT), key), None)
        own = law.for_town(town.rules, town.terms)
        years = sorted(law.holidays)
        last = date(years[-1], 12, 24)  # the last days of the record may roll into a year it does not know
        rows = law_rows(own, date(years[0], 1, 1), last, town.days_off)
        kept = _KEPT[key] = law, next(_NUMBERS), own, {name: _framed(table) for name, table in rows.items()}
    return kept[1:]


Tables = Mapping[str, tuple[pl.DataFrame, str]]  # a frame, and what to select from it
MOST_KEPT = 8  # laws with a town's layer: towns of one process
_NUMBERS = count(1)
_KEPT: dict[Hashable, tuple[Law, int, Law, Tables]] = {}  # the first law is held so that its id is not given out again


def in_force(law: Law, as_of: date) -> tuple[dict[str, int], dict[str, list[str]], dict[str, str]]:
    """The numbers in force on a day as SQL counts with them, the lists of codes, and the patterns of text."""
    limits: dict[str, int] = {}
    codes: dict[str, list[str]] = {}
    patterns: dict[str, str] = {}
    for name, parameter in law.on(as_of).parameters.items():
        if isinstance(parameter.value, tuple):
            codes[name] = list(parameter.value)
        elif parameter.unit == "pattern":
            patterns[name] = str(parameter.value)
        elif isinstance(parameter.value, Fraction):
            limits[f"{name}.numerator"], limits[f"{name}.denominator"] = parameter.value.as_integer_ratio()
        elif parameter.whole is not None:
            limits[name] = parameter.whole
    return limits, codes, patterns


KINDS = {  # how each type of `law_rows` waits in a frame
    "VARCHAR": pl.String(), "INTEGER": pl.Int64(), "BIGINT": pl.Int64(), "DATE": pl.Date(), "BOOLEAN": pl.Boolean(),
    "DECIMAL(18,2)": pl.Decimal(18, 2),
}  # fmt: skip


def _framed(table: Rows) -> tuple[pl.DataFrame, str]:
    """An end that is not known yet is the last day a date can have, so that `between` needs no second thought."""
    frame = pl.DataFrame(table.rows, schema={column: KINDS[kind] for column, kind in table.columns}, orient="row")
    casts = ", ".join(
        f'coalesce(cast("{column}" as date), date \'9999-12-31\') as "{column}"'
        if column == "valid_to"
        else f'cast("{column}" as {kind}) as "{column}"'
        for column, kind in table.columns
    )
    return frame, casts
