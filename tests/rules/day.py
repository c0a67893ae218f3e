"""A day of a small town, made from rows as a jurist writes them in YAML: everything real, in memory."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import contracts
from pipelines.facts import derive
from pipelines.formats import Table
from pipelines.judge import active_rules, judge, unjudged
from pipelines.judge.present import leans_on
from pipelines.load.mapping import conform
from pipelines.settings import read_town
from pipelines.store import history
from pipelines.store.warehouse import migrate
from pipelines.town import Feed, Town
from rules.catalogue import RULES
from rules.law import read_law

TOWN = '[town]\nname = "Próba"\n'
LOADED = datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None)


def town_of(settings: str = "", nouns: Iterable[str] = ()) -> Town:
    """A town without a folder, with a feed for each noun that the settings do not name themselves.

    A second feed of a noun is written `invoices@ksef`.
    """
    named = {(feed or noun): noun for noun, _, feed in (name.partition("@") for name in nouns)}
    feeds = "".join(
        f'[feeds.{feed}]\nnoun = "{noun}"\nformat = "jsonl"\n'
        for feed, noun in named.items()
        if f"[feeds.{feed}]" not in settings
    )
    return read_town(Path("/nowhere"), TOWN + settings + "\n" + feeds)


def day_of(
    given: Mapping[str, Sequence[Mapping[str, Any]]],
    as_of: str,
    settings: str = "",
    *,
    judged: bool = True,
    loads: Sequence[Mapping[str, Any]] = (),
    known_on: str | None = None,
) -> duckdb.DuckDBPyConnection:
    """A connection with the fact relations of the day and, when judged, `findings_now`.

    given: noun -> rows of canonical columns; they pass the same contract as a file's rows, and a rejected row is a
    mistake of the test. loads: further files by feed, at (UTC), state and rows; known_on: when one looks, UTC.
    """
    con, town = loaded(given, settings, loads)
    look_at(con, town, as_of, known_on, judged=judged)
    return con


def unjudged_of(
    given: Mapping[str, Sequence[Mapping[str, Any]]], as_of: str, settings: str = ""
) -> duckdb.DuckDBPyConnection:
    """A connection with `unjudged_now` of a day, until the next is asked for; nothing else is judged."""
    con, town = loaded(given, settings, con=_for_the_unjudged())
    look_at(con, town, as_of, judged=False)
    unjudged(con, active_rules(con, town))
    return con


@cache
def _for_the_unjudged() -> duckdb.DuckDBPyConnection:
    return warehouse()


def loaded(
    given: Mapping[str, Sequence[Mapping[str, Any]]],
    settings: str = "",
    loads: Sequence[Mapping[str, Any]] = (),
    con: duckdb.DuckDBPyConnection | None = None,
) -> tuple[duckdb.DuckDBPyConnection, Town]:
    """A warehouse in memory with the rows and the further files; see `day_of`.

    con: one of another town, emptied for this one; None makes one anew.
    """
    town = town_of(settings, given)
    con = warehouse() if con is None else emptied(con)
    for name, rows in given.items():
        _load(con, town, name, rows)
    for number, load in enumerate(loads):
        _note_load(con, f"M-{number}", load["feed"], datetime.fromisoformat(str(load["at"])), load)
    return con, town


def warehouse() -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with the tables of every noun, still empty.

    One thread: to hand out the work of so few rows takes longer than to do it.
    """
    con = duckdb.connect(config={"threads": 1})
    con.execute(f"attach '{_empty()}' as empty (read_only); copy from database empty to memory; detach empty")
    return con


def emptied(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A warehouse of another town without what was loaded into it; what was derived from it is replaced anyway."""
    views = con.execute("select view_name from duckdb_views() where temporary and not internal").fetchall()
    nouns = [noun for (noun,) in con.execute("select distinct noun from loads").fetchall() if noun in contracts.NOUNS]
    gone = [f"drop view temp.{view}" for (view,) in views]
    gone += [f"truncate {name}" for name in ("loads", "meanings", *(f"{noun}_history" for noun in nouns))]
    con.execute("; ".join(gone))
    return con


@cache
def _empty() -> Path:
    """The same on disk, made once in a process: to comment on each column takes longer than to copy them all."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with duckdb.connect(folder / "empty.duckdb") as con:
        migrate(con)
        history.prepare(con, map(contracts.noun, contracts.NOUNS))
    return folder / "empty.duckdb"


def look_at(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    as_of: str,
    known_on: str | None = None,
    *,
    judged: bool = True,
    rules: Collection[str] | None = None,
) -> None:
    """Make the fact relations of a day and, when judged, `findings_now`, in place of those of another day.

    rules: those that are looked at; they judge with all that share a docket with them, on what these lean on.
    """
    known = LOADED if known_on is None else datetime.fromisoformat(str(known_on))
    dockets = None if rules is None else {RULES[rule].docket for rule in rules}
    only = None if dockets is None else leans_on(dockets)
    derive(con, town, read_law(town.jurisdiction), datetime.fromisoformat(as_of).date(), known, only)
    if judged:
        judge(con, town, only=dockets)


def _load(con: duckdb.DuckDBPyConnection, town: Town, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    noun_name, _, feed_name = name.partition("@")
    noun, source = contracts.noun(noun_name), feed_name or noun_name
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = [{column: _text(row.get(column)) for column in columns} for row in rows]
    frame = pl.DataFrame(text, schema=dict.fromkeys(columns, pl.String)).with_row_index("line", offset=1)
    empty = pl.DataFrame(schema={"line": pl.Int64} | dict.fromkeys(("column", "value", "reason", "fix"), pl.String))
    feed = Feed(name=source, nouns=(noun_name,), format="jsonl", files="*", inbox=source, covers="all")
    conformed = conform(Table(frame.cast({"line": pl.Int64}), empty, canonical=True), feed, noun, town)
    assert conformed.rejected.is_empty(), conformed.rejected.to_dicts()
    stamp = history.Stamp(source, f"L-{source}", datetime(2026, 1, 1))
    difference = history.compare(con, noun, stamp, conformed.good, whole=True)
    history.write(con, noun, stamp, difference)
    _note_load(con, f"L-{source}", source, LOADED, {"rows": len(rows), "noun": noun_name})


def _note_load(
    con: duckdb.DuckDBPyConnection, load_id: str, feed: str, started_at: datetime, load: Mapping[str, Any]
) -> None:
    state, rows = load.get("state", "loaded"), load["rows"]
    con.execute(
        """
        insert into loads by name
        select ? as load_id, ? as feed, ? as noun, '' as folder, coalesce(?, 'day.yaml') as file, '' as sha256,
            '' as arrival,
            ? as started_at, ? as known_from, ? as rows_in, ? as rows_loaded, ? as rows_unchanged, 0 as rows_rejected,
            0 as rows_ended, ? as state, ? as reason, ? as fix, []::varchar[] as aside, '' as mapping
        """,
        [load_id, feed, load.get("noun", feed), load.get("file"), started_at, started_at, rows,
         rows if state == "loaded" else 0, 0 if state == "loaded" else rows, state, load.get("reason"),
         load.get("fix")],
    )  # fmt: skip


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
