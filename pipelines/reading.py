"""Reading a day: from the published copy, or judged afresh beside it; a reader publishes and remembers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import version
from typing import Any

import duckdb
import polars as pl

from pipelines.facts import derive
from pipelines.refusal import Refusal
from pipelines.settings import read_town
from pipelines.settings.town_law import law_of
from pipelines.store.exchange import frame_of
from pipelines.store.last_run import last_run
from pipelines.store.queries import sql
from pipelines.store.snapshot import open_snapshot
from pipelines.store.warehouse import look, utc
from pipelines.town import Town
from rules.law import Law, read_law
from rules.law.calendar import Calendar
from rules.wording import words


@dataclass
class Reading:
    """An open day: fact relations under their names on `con`, whether stored or made for this reader.

    `town` holds the settings the day was judged with; `run_id` is the stored run, None where the day is made afresh.
    """

    con: duckdb.DuckDBPyConnection
    town: Town
    as_of: date
    known_on: datetime
    run_id: str | None = None
    judged: bool = False  # whether `findings_now` and `unjudged_now` are on `con`
    looked: bool = False  # whether the TEMP table `looked` is on `con`
    counted: bool = False  # whether the relations of the law are on `con` too, for those who ask why
    _law: Law | None = field(default=None, repr=False)

    def query(self, name: str, **params: Any) -> pl.DataFrame:
        """The answer of a SQL file of this package, its `$names` bound."""
        return frame_of(self.con.sql(sql(name), params=params or None))

    @property
    def law(self) -> Law:
        """The law the day was judged by."""
        if self._law is None:
            self._law = law_then(self.con, self.town, self.known_on)
        return self._law

    @cached_property
    def own_law(self) -> Law:
        """The law under the town's own layer."""
        return self.law.for_town(self.town.rules, self.town.terms)

    @cached_property
    def calendar(self) -> Calendar:
        """The law's calendar with the office's own closed days."""
        return Calendar(self.law, self.town.days_off)


@contextmanager
def reading(town: Town, as_of: date | None, known_on: datetime | None) -> Iterator[Reading]:
    """Open a day for reading. Without arguments: what is published, or the town's day of today judged by what is.

    known_on: UTC; the town's settings and the law of the last run up to then are used, so that a past report can be
    rebuilt byte for byte.
    """
    con, _ = open_snapshot(town)
    try:
        last = last_run(con)
        day = as_of or town.as_of or datetime.now(town.zone).date()
        if known_on is None and day == last.as_of and last.version == version("ratusz"):  # another one kept other facts
            then = town_then(con, town, last.known_on)
            look(con, day, last.known_on, then.timezone, then.order)
            yield Reading(con, then, day, last.known_on, last.run_id)
            return
        if known_on is None:
            known_on = max(utc(datetime.now(UTC)), last.known_on)
            then, law = town, law_of(town)
        else:
            then = town_then(con, town, known_on)
            law = law_then(con, then, known_on)
        refuse_beyond(law, town, day)
        derive(con, then, law, day, known_on)
        yield Reading(con, then, day, known_on, _law=law)
    finally:
        con.close()


@contextmanager
def published_day(town: Town) -> Iterator[Reading]:
    """The day of the last run as it was published, whatever day it is now."""
    con, _ = open_snapshot(town)
    with closing(con):
        last = last_run(con)
        yield Reading(con, town_then(con, town, last.known_on), last.as_of, last.known_on, last.run_id)


def refuse_beyond(law: Law, town: Town, day: date) -> None:
    """A day of a year whose holidays the law's record does not know cannot be judged: Refusal."""
    if day.year in law.holidays:
        return
    say = words(town.language)
    raise Refusal(
        say("The law's record does not reach {day:day}.", day=day),
        say("Choose a day from {first} to {last}.", first=min(law.holidays), last=max(law.holidays)),
    )


def town_then(con: duckdb.DuckDBPyConnection, town: Town, known_on: datetime) -> Town:
    """The town's settings as stored by the last run known then; of the first run, where there was none yet."""
    [(text,)] = con.execute(f"select town_toml from runs where run_id = {THEN}", {"known_on": known_on}).fetchall()
    return read_town(town.root, text)


def law_then(con: duckdb.DuckDBPyConnection, town: Town, known_on: datetime) -> Law:
    """The law's files as stored by the last run known then; of the first run, where there was none yet."""
    texts = con.execute(
        f"""
        select path, text from law_files
        where (path, sha256) in (
            select (key, value ->> '$') from (select law from runs where run_id = {THEN}), json_each(law)
        )
        """,
        {"known_on": known_on},
    ).fetchall()
    return read_law(town.jurisdiction, dict(texts))


# the run whose settings held at a moment; the ids of runs grow with what they knew
THEN = "coalesce((select max(run_id) from runs where known_on <= $known_on), (select min(run_id) from runs))"
