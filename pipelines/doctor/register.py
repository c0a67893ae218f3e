"""What the published day says of the registers: faults, feeds, people, the law's reach, days that are no days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from importlib.metadata import version
from typing import Any

import duckdb
import polars as pl

from pipelines import contracts
from pipelines.facts import derive
from pipelines.facts.feed_facts import delivered
from pipelines.reading import published_day
from pipelines.store.exchange import frame_of
from pipelines.store.last_run import LastRun, last_run
from pipelines.store.noun_views import LIVE, NO_DAYS, with_rows
from pipelines.store.queries import sql
from pipelines.store.warehouse import look, utc
from pipelines.town import Town
from rules.law import Law

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Register:
    """The last run, and rows of the published copy.

    faults: a row per kind of fault (`faults`, `n`, `who`); feeds: `feed_facts` of now; people: one row of people.sql;
    horizon: `law_horizon`; never_closed and no_days: `feed` and `n`; cases: one row, how many `stand`, how many are
    `critical`; unjudged: one row, `n` subjects; migrations: those that this program does not know.
    """

    last: LastRun
    faults: Rows
    feeds: Rows
    people: Mapping[str, Any]
    horizon: Rows
    never_closed: Rows
    no_days: Rows
    cases: Mapping[str, Any]
    migrations: Sequence[str]


def read_register(town: Town, law: Law, now: datetime) -> Register:
    """What is published; Refusal where nothing is, or where it is damaged. now: with a zone."""
    limits = law.for_town(town.rules).on(now.astimezone(town.zone).date()).parameters
    with published_day(town) as day:
        con, last = day.con, last_run(day.con)
        if last.version == version("ratusz"):
            look(con, last.as_of, last.known_on, town.timezone, town.order)
        else:  # another program kept other facts
            derive(con, day.town, law, last.as_of, last.known_on)

        def ask(name: str, **params: Any) -> Rows:
            return frame_of(con.sql(sql(f"doctor/{name}.sql"), params=params or None)).to_dicts()

        unclosed = {"days": limits["D02.unclosed_days"].whole, "least": limits["D02.unclosed_letters"].whole}
        return Register(
            last=last,
            faults=ask("faults"),
            feeds=delivered(con, town, law, now.astimezone(town.zone).date(), utc(now)).to_dicts(),
            people=ask("people")[0],
            horizon=frame_of(con.sql("from law_horizon")).to_dicts(),
            never_closed=ask("never_closed", **unclosed),
            no_days=_no_days(con).to_dicts(),
            cases=ask("cases", run=last.run_id)[0],
            migrations=_unknown_migrations(con),
        )


def _no_days(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """A row per feed with rows whose day is one that databases write for "no day"; ends of what has a beginning apart,
    which are judged with the records, and may be far ahead."""
    parts = [
        f"select feed, count(*) as n from {noun}_history where {LIVE} and ({_is_no_day(days)}) group by feed"
        for noun in sorted(with_rows(con) & {*contracts.NOUNS})
        if (days := [c.name for c in contracts.noun(noun).columns.values()
                     if c.kind == "day" and c.name not in contracts.noun(noun).model.ends])
    ]  # fmt: skip
    empty = "(select '' as feed, 0 as n limit 0)"
    return frame_of(
        con.sql(f"select feed, sum(n) as n from ({' union all '.join([empty, *parts])}) group by feed order by feed")
    )


def _is_no_day(columns: Sequence[str]) -> str:
    return " or ".join(f'"{column}" in {NO_DAYS} or "{column}" >= date \'{FAR}\'' for column in columns)


FAR = "2500-01-01"  # 2999-12-31, 9999-12-31: what programs write for "without an end"


def _unknown_migrations(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Steps of the warehouse that were made by a newer program."""
    known = [file.name for file in (resources.files("pipelines.store") / "migrations").iterdir()]
    rows = con.execute("select name from migrations where not list_contains(?, name) order by name", [known])
    return [name for (name,) in rows.fetchall()]
