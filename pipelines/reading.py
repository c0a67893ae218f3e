"""Reading a day: from the published copy, or judged afresh beside it; a reader publishes and remembers nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import polars as pl

from pipelines.facts import derive, sql
from pipelines.snapshot import open_snapshot
from pipelines.town import Town
from pipelines.warehouse import look
from rules.law import Law, read_law


@dataclass(frozen=True)
class Reading:
    """An open day: fact relations under their names on `con`, whether stored or made for this reader."""

    con: duckdb.DuckDBPyConnection
    town: Town
    as_of: date
    known_on: datetime
    stored: bool

    def query(self, name: str, **params: Any) -> pl.DataFrame:
        """The answer of a SQL file of this package, its `$names` bound."""
        return self.con.sql(sql(name), params=params or None).pl()

    @property
    def law(self) -> Law:
        """The law as it was when this was known."""
        return law_then(self.con, self.town, self.known_on)


@contextmanager
def reading(town: Town, as_of: date | None, known_on: datetime | None) -> Iterator[Reading]:
    """Open a day for reading. Without arguments: exactly what is published.

    known_on: UTC; the town's settings and the law of the last run up to then are used, so that a past report can be
    rebuilt byte for byte.
    """
    con, _ = open_snapshot(town)
    try:
        ((last_day, last_known),) = con.execute(
            "select as_of, known_on from runs order by run_id desc limit 1"
        ).fetchall()
        day = as_of or town.as_of or datetime.now(town.zone).date()
        if known_on is None and day == last_day:
            look(con, day, last_known, town.timezone)
            yield Reading(con, town, day, last_known, stored=True)
            return
        known = known_on or datetime.now(UTC).replace(tzinfo=None)
        then = town if known_on is None else town_then(con, town, known)
        derive(con, then, law_then(con, then, known), day, known)
        yield Reading(con, then, day, known, stored=False)
    finally:
        con.close()


def town_then(con: duckdb.DuckDBPyConnection, town: Town, known_on: datetime) -> Town:
    """The town's settings as stored by the last run known then."""
    from pipelines.settings import read_town

    rows = con.execute(
        "select town_toml from runs where known_on <= ? order by known_on desc limit 1", [known_on]
    ).fetchall()
    return read_town(town.root, rows[0][0]) if rows else town


def law_then(con: duckdb.DuckDBPyConnection, town: Town, known_on: datetime) -> Law:
    """The law's files as stored by the last run known then; the shipped ones before any run."""
    rows = con.execute("select law from runs where known_on <= ? order by known_on desc limit 1", [known_on]).fetchall()
    if not rows:
        return read_law(town.jurisdiction)
    texts: Mapping[str, str] = dict(
        con.execute(
            """
            select path, text from law_files
            where (path, sha256) in (
                select (key, value ->> '$')
                from (select law from runs where known_on <= ? order by known_on desc limit 1), json_each(law)
            )
            """,
            [known_on],
        ).fetchall()
    )
    return read_law(town.jurisdiction, texts)
