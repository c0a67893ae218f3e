"""The query of one day, asked of many days at once: set-based, so that a year costs little more than a week.

DuckDB turns the correlated query of `each_day` into joins and groupings by day; nothing is asked day after day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

import duckdb
import polars as pl

from pipelines.facts import last_real_day
from pipelines.facts.idle import named_in
from pipelines.store.warehouse import materialize
from pipelines.town import Town

# what a query says of its day: the variable of a connection that looks at one day -> the column of `replayed`
CLOCK: Mapping[str, str] = {
    "getvariable('as_of')": "replayed.on_day",
    "getvariable('known_on')": "replayed.known_on",
    "getvariable('last_real_day')": "replayed.last_real_day",
}
REPLAYED = {"on_day": pl.Date, "known_on": pl.Datetime("us"), "last_real_day": pl.Date}


class Day(NamedTuple):
    """A day to judge again, and up to when (UTC) what was loaded is known."""

    as_of: date
    known_on: datetime


def materialize_days(con: duckdb.DuckDBPyConnection, town: Town, days: Collection[Day]) -> None:
    """Make `replayed` as a TEMP table: a row per day."""
    rows = [(day.as_of, day.known_on, last_real_day(town, day.known_on)) for day in days]
    materialize(con, "replayed", pl.DataFrame(rows, schema=REPLAYED, orient="row"))


def each_day(query: str, by_day: Collection[str]) -> str:
    """The rows that `query` gives for each day of `replayed`, with the day as the first column, `on_day`.

    by_day: the TEMP tables that have such a column themselves; of these the query sees the rows of its day.
    """
    for of_the_connection, of_the_day in CLOCK.items():
        query = query.replace(of_the_connection, of_the_day)
    named = named_in(query)
    seen = [
        f"{table} as (select * exclude (on_day) from temp.{table} where on_day = replayed.on_day)"
        for table in by_day
        if table in named
    ]
    ahead = f"with {', '.join(seen)} " if seen else ""
    return f"select replayed.on_day, one.* from replayed, lateral ({ahead}select * from ({query})) as one"
