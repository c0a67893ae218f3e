"""The law as relations, so that SQL can count with it: days, terms, stops, rates, numbers, each with its validity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import duckdb
import polars as pl

from pipelines.town import Town
from rules.law import Law
from rules.law.calendar import calendar

BEGINNING, OPEN_END = date(1900, 1, 1), date(9999, 12, 31)


def lay_law(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date) -> None:
    """Make the TEMP tables law_days, law_terms, law_stops, law_rates, law_values, law_bands, law_sellers.

    The variable `limits` holds the whole numbers in force on as_of, the town's own layer over the law's; SQL reads
    them with limit_of('C01.warn_working_days').
    """
    own = law.for_town(town.rules, town.terms)
    years = sorted(law.holidays)
    days = calendar(law, date(years[0], 1, 1), date(years[-1], 12, 31), town.days_off)
    _lay(con, "law_days", ("day", "name", "working", "open", "rolled", "working_no", "open_no"),
         ((d.day, d.name, d.working, d.open, d.rolled, d.working_no, d.open_no) for d in days))  # fmt: skip
    _lay(con, "law_terms", ("term", "n", "unit", "procedure", "clock", "law", "valid_from", "valid_to"),
         ((t.id, t.n, t.unit, t.procedure, t.clock, t.law, t.valid_from, t.valid_to or OPEN_END)
          for t in own.terms if t.of == "office"))  # fmt: skip
    _lay(con, "law_stops", ("procedure", "stop"),
         ((name, stop) for name, procedure in law.procedures.items() for stop in procedure.stops))  # fmt: skip
    _lay(con, "law_rates", ("series", "valid_from", "valid_to", "rate_bp", "health_bp"),
         ((r.series, r.valid_from, r.valid_to or OPEN_END, r.rate_bp, r.health_bp or r.rate_bp)
          for r in (*law.rates, *law.civil_rates)))  # fmt: skip
    _lay(con, "law_bands", ("amount_from", "eur", "valid_from", "valid_to"),
         ((b.amount_from, b.eur, b.valid_from, b.valid_to or OPEN_END) for b in law.bands))  # fmt: skip
    _lay(con, "law_sellers", ("seller_kind", "capped", "series", "compensated"),
         ((s.id, s.capped, s.interest, s.compensation) for s in law.sellers.values()))  # fmt: skip
    _lay(con, "law_values", ("name", "value", "valid_from", "valid_to"),
         ((p.name, Decimal(p.value), p.valid_from, p.valid_to or OPEN_END)
          for p in own.parameters if isinstance(p.value, int | Decimal)))  # fmt: skip
    con.execute("set variable currency = ?", [law.currency])
    con.execute("set variable limits = map_from_entries(?::struct(k varchar, v bigint)[])", [_limits(own, as_of)])
    con.execute("create or replace temp macro limit_of(name) as getvariable('limits')[name]")
    words = [{"k": event, "v": "|".join(words)} for event, words in law.due_events.items()]
    con.execute("set variable due_words = map_from_entries(?::struct(k varchar, v varchar)[])", [words])


def _limits(law: Law, as_of: date) -> list[dict[str, object]]:
    limits: dict[str, int] = {}
    for name, parameter in law.on(as_of).parameters.items():
        if isinstance(parameter.value, Fraction):
            limits[f"{name}.numerator"], limits[f"{name}.denominator"] = parameter.value.as_integer_ratio()
        elif parameter.whole is not None:
            limits[name] = parameter.whole
    return [{"k": name, "v": value} for name, value in limits.items()]


TYPES = {
    "day": pl.Date, "rolled": pl.Date, "valid_from": pl.Date, "valid_to": pl.Date, "working": pl.Boolean,
    "open": pl.Boolean, "capped": pl.Boolean, "compensated": pl.Boolean, "working_no": pl.Int32, "open_no": pl.Int32,
    "n": pl.Int32, "rate_bp": pl.Int32, "health_bp": pl.Int32, "eur": pl.Int32, "amount_from": pl.Decimal(18, 2),
    "value": pl.Decimal(18, 2),
}  # fmt: skip


def _lay(con: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    schema = {column: TYPES.get(column, pl.String) for column in columns}
    con.register("law_frame", pl.DataFrame(list(rows), schema=schema, orient="row"))
    con.execute(f"create or replace temp table {name} as from law_frame")
    con.unregister("law_frame")
