"""The record of loads: what each file brought, a row per (file, feed, noun)."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from pipelines.load.names import fitting
from pipelines.refusal import Refusal
from pipelines.store.warehouse import utc
from pipelines.town import Town
from rules.wording import words

KEPT = re.compile(r"L(\d{6,})-")  # how the name of a file begins once it has left the inbox
TAKEN_IN = ("loaded", "unchanged")  # states after which the feed's history equals the file


@dataclass(frozen=True)
class Load:
    """One reading of one file for one noun; the columns of table `loads`. Times are UTC without an offset.

    Always rows_in = rows_loaded + rows_unchanged + rows_rejected; the table itself refuses anything else.
    """

    load_id: str
    feed: str
    noun: str
    folder: str
    file: str
    sha256: str
    arrival: str
    started_at: datetime
    known_from: datetime
    rows_in: int
    rows_loaded: int
    rows_unchanged: int
    rows_rejected: int
    rows_ended: int
    state: str
    reason: str | None
    fix: str | None
    held_reason: str | None  # of a file that was let in after all: why it had been held
    held_fix: str | None
    aside: tuple[str, ...]
    mapping: str
    taken: str | None = None  # of a feed with a profile: the columns it was read from (mapping.usual)


@dataclass(frozen=True)
class Source:
    """Where rows come from: a file as it arrived."""

    folder: str
    file: str
    sha256: str  # of its bytes
    arrival: str | None = None  # the first load of this arrival; None while there is none


COLUMNS = ", ".join(field.name for field in fields(Load))
AGE = "cast(load_id[2:] as bigint)"  # after L999999 comes L1000000


def blank(
    con: duckdb.DuckDBPyConnection, town: Town, feed: str, noun: str, source: Source, mapping: str, now: datetime
) -> Load:
    """The record of a load that has brought nothing yet."""
    load_id = next_id(con, town)
    return Load(
        load_id=load_id,
        feed=feed,
        noun=noun,
        folder=source.folder,
        file=source.file,
        sha256=source.sha256,
        arrival=source.arrival or load_id,
        started_at=utc(now),
        known_from=next_moment(con, now),
        rows_in=0,
        rows_loaded=0,
        rows_unchanged=0,
        rows_rejected=0,
        rows_ended=0,
        state="refused",
        reason=None,
        fix=None,
        held_reason=None,
        held_fix=None,
        aside=(),
        mapping=mapping,
    )


def remember(con: duckdb.DuckDBPyConnection, load: Load) -> None:
    """Write the load's row, in place of an earlier one of the same id."""
    marks = ", ".join("?" for _ in fields(Load))
    values = [list(value) if isinstance(value, tuple) else value for value in astuple(load)]
    con.execute(f"insert or replace into loads ({COLUMNS}) values ({marks})", values).fetchall()


def loads(
    con: duckdb.DuckDBPyConnection, where: str = "true", values: tuple[Any, ...] = (), limit: int | None = None
) -> list[Load]:
    """The loads that meet a condition, the last one first."""
    some = "" if limit is None else f"limit {limit}"
    rows = con.execute(f"select {COLUMNS} from loads where {where} order by {AGE} desc {some}", list(values)).fetchall()
    return [Load(*row[:-3], aside=tuple(row[-3]), mapping=row[-2], taken=row[-1]) for row in rows]


def loads_since(con: duckdb.DuckDBPyConnection, moment: datetime | None) -> list[Load]:
    """The loads of files that became known after a moment (UTC), in the order of reading; None: all there are."""
    return loads(con, "folder <> '' and known_from > coalesce(?, timestamp '1900-01-01')", (moment,))[::-1]


def last(con: duckdb.DuckDBPyConnection, where: str = "true", values: tuple[Any, ...] = ()) -> Load | None:
    """The last load that meets a condition."""
    return next(iter(loads(con, where, values, limit=1)), None)


def wanted(con: duckdb.DuckDBPyConnection, town: Town, load_id: str) -> Load:
    """The load of that id, or a Refusal."""
    found = last(con, "load_id = ?", (load_id,))
    if found is None:
        say = words(town.language)
        raise Refusal(
            say("There is no load {load_id}.", load_id=load_id), say("`ratusz loads` lists the loads there are.")
        )
    return found


def next_id(con: duckdb.DuckDBPyConnection, town: Town) -> str:
    """The id after the last one; a warehouse built anew goes on after the files kept, so no name comes twice."""
    newest = con.execute(f"select max({AGE}) from loads").fetchall()[0][0]
    if newest is None:
        names = (path.name for top in (town.archive, town.rejected) for path in top.glob("*/L*-*"))
        newest = max((int(kept[1]) for name in names if (kept := KEPT.match(name))), default=0)
    return f"L{newest + 1:06}"


def next_moment(con: duckdb.DuckDBPyConnection, now: datetime) -> datetime:
    """`now` in UTC, or a microsecond after the last load where the clock stood still or went back."""
    newest = con.execute("select max(known_from) from loads").fetchall()[0][0]
    return utc(now) if newest is None else max(utc(now), newest + timedelta(microseconds=1))


def kept_name(arrival: str, file: str) -> str:
    """How a file is called once it has left the inbox: the id of its arrival before its name."""
    return fitting(f"{arrival}-", file)


def kept(town: Town, load: Load) -> Path | None:
    """Where the file of a load lies now, once it has left the inbox."""
    places = (top / load.folder / kept_name(load.arrival, load.file) for top in (town.archive, town.rejected))
    return next((place for place in places if place.exists()), None)
