"""The record of loads: what each file brought, a row per (file, feed, noun)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from pipelines.history import Noun
from pipelines.refusal import Refusal
from pipelines.town import Feed, Town
from pipelines.warehouse import utc
from rules.wording import words

FIRST = "L000000"
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
    aside: tuple[str, ...]
    mapping: str


COLUMNS = ", ".join(field.name for field in fields(Load))


def remember(con: duckdb.DuckDBPyConnection, load: Load) -> None:
    """Write the load's row, in place of an earlier one of the same id."""
    marks = ", ".join("?" for _ in fields(Load))
    values = [list(value) if isinstance(value, tuple) else value for value in astuple(load)]
    con.execute(f"insert or replace into loads ({COLUMNS}) values ({marks})", values).fetchall()


def loads(con: duckdb.DuckDBPyConnection, where: str = "true", values: tuple[Any, ...] = ()) -> list[Load]:
    """The loads that meet a condition, first to last."""
    rows = con.execute(f"select {COLUMNS} from loads where {where} order by load_id", list(values)).fetchall()
    return [Load(*row[:-2], aside=tuple(row[-2]), mapping=row[-1]) for row in rows]


def last(con: duckdb.DuckDBPyConnection, where: str = "true", values: tuple[Any, ...] = ()) -> Load | None:
    """The last load that meets a condition."""
    return next(iter(loads(con, f"load_id = (select max(load_id) from loads where {where})", values)), None)


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
    """The id after the last one. A warehouse built anew goes on after the files already kept, so no name is used twice."""
    newest = con.execute("select max(load_id) from loads").fetchall()[0][0]
    if newest is None:
        kept = (path.name[:7] for top in (town.archive, town.rejected) for path in top.glob("*/L[0-9][0-9][0-9][0-9][0-9][0-9]-*"))
        newest = max(kept, default=FIRST)
    return f"L{int(newest[1:]) + 1:06}"


def next_moment(con: duckdb.DuckDBPyConnection, now: datetime) -> datetime:
    """`now` in UTC, or a microsecond after the last load where the clock stood still or went back."""
    newest = con.execute("select max(known_from) from loads").fetchall()[0][0]
    return utc(now) if newest is None else max(utc(now), newest + timedelta(microseconds=1))


def mapping(town: Town, feed: Feed, noun: Noun) -> str:
    """A hash of all that decides how a file's text becomes rows: the same file read otherwise is not the same content."""
    told = {
        name: getattr(feed, name)
        for name in ("format", "covers", "distinct", "query", "read", "columns", "constants", "values", "measures")
    }
    contract = {name: (column.kind, column.required) for name, column in noun.columns.items()}
    rest = (town.timezone, town.kinds, town.privacy.get("keep"), noun.key, contract)
    text = json.dumps([told, rest], default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else vars(value)


def kept(town: Town, load: Load) -> Path | None:
    """Where the file of a load lies now, once it has left the inbox."""
    places = (top / load.folder / f"{load.arrival}-{load.file}" for top in (town.archive, town.rejected))
    return next((place for place in places if place.exists()), None)
