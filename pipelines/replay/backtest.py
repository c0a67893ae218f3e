"""Backtest: what each rule would have said over past days, how often it was right, how early, and in how many letters.

It remembers, publishes and sends nothing: the days are replayed beside the published copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import duckdb
import polars as pl

from pipelines.judge import active_rules
from pipelines.replay import replay
from pipelines.replay.each_day import Day, each_day
from pipelines.replay.run_views import run_views
from pipelines.replay.simulation import SimulatedLetter, Simulation
from pipelines.store.queries import sql
from pipelines.store.warehouse import materialize, utc
from pipelines.town import Town
from rules.law import Law

ONE = timedelta(days=1)
FINDING = {
    "on_day": pl.Date, "rule": pl.String, "noun": pl.String, "subject": pl.String, "severity": pl.String,
    "said": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class Backtest:
    """What came of it: `rules` has the columns of measures/backtest.sql; letters and people are those of all rules."""

    rules: pl.DataFrame
    letters: int
    people: int


def days_known(town: Town, first: date, last: date) -> list[Day]:
    """The days as they were: known is what was loaded by their end in the town's zone."""
    return [Day(day, _end(town, day)) for day in _days(first, last)]


def days_of_business(first: date, last: date, known_on: datetime) -> list[Day]:
    """The days by the dates of the rows alone, all of them known (UTC) whenever they were loaded."""
    return [Day(day, utc(known_on)) for day in _days(first, last)]


def first_known(con: duckdb.DuckDBPyConnection) -> datetime | None:
    """Since when (UTC) this warehouse knows anything."""
    [(moment,)] = con.execute("select min(known_from) from loads where state = 'loaded'").fetchall()
    return moment


def reaches_back(con: duckdb.DuckDBPyConnection, town: Town, first: date) -> bool:
    """Whether something was loaded by the end of that day."""
    since = first_known(con)
    return since is not None and since <= _end(town, first)


def backtest(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    law: Law,
    days: list[Day],
    progress: Callable[[int], None] = lambda _: None,
) -> Backtest:
    """Replay the days one after the other and measure every rule that judges in this town.

    con: a connection to the published copy; TEMP tables are left on it. progress: hears how many days are done.
    """
    simulation = Simulation(town, law)
    found, letters = [pl.DataFrame(schema=FINDING)], list[SimulatedLetter]()
    for part in replay(con, town, law, days, progress):
        found.append(con.sql(SAID).pl())
        by_day = part.by_day
        for view in run_views(town, con, part.days, lambda query: each_day(query, by_day)):  # noqa: B023  used at once
            letters += simulation.post(view)
    materialize(con, "replayed_findings", pl.concat(found))
    materialize(con, "replayed_days", pl.DataFrame({"on_day": [day.as_of for day in days]}))
    _materialize_letters(con, letters)
    _materialize_rules(con, town)
    return Backtest(
        con.sql(sql("answers/measures/backtest.sql")).pl(), len(letters), len({letter.reader for letter in letters})
    )


SAID = "select on_day, rule, noun, subject, severity, inhibited_by is null as said from findings_told"


def _materialize_letters(con: duckdb.DuckDBPyConnection, letters: list[SimulatedLetter]) -> None:
    rows = [(letter.day, letter.reader, rule) for letter in letters for rule in sorted(letter.rules)]
    schema = {"on_day": pl.Date, "reader": pl.String, "rule": pl.String}
    materialize(con, "replayed_letters", pl.DataFrame(rows, schema=schema, orient="row"))


def _materialize_rules(con: duckdb.DuckDBPyConnection, town: Town) -> None:
    """Which rules judge here, and what each says will come: `foretells` of their declarations."""
    rules = [rule for rule in active_rules(con, town) if not rule.internal]
    foretold = [(r.id, outcome, at) for r in rules for outcome, levels in r.foretells.items() for at in levels]
    schema = {"rule": pl.String, "outcome": pl.String, "severity": pl.String}
    materialize(con, "foretold", pl.DataFrame(foretold, schema=schema, orient="row"))
    names = [(rule.id, rule.name) for rule in rules]
    materialize(con, "judging", pl.DataFrame(names, schema={"rule": pl.String, "name": pl.String}, orient="row"))


def _days(first: date, last: date) -> list[date]:
    return [first + n * ONE for n in range((last - first).days + 1)]


def _end(town: Town, day: date) -> datetime:
    """The last moment of a day in the town's zone, in UTC without an offset."""
    midnight = datetime.combine(day + ONE, time(), town.zone).astimezone(UTC).replace(tzinfo=None)
    return midnight - timedelta(microseconds=1)
