"""History: what each feed said of each row and when, kept as versions. Nothing is overwritten, nothing is deleted.

A version is a row of `<noun>_history`: the noun's columns, where it came from (`feed`, `line`, `load_id`) and when it
was what we knew (`known_from` up to, not including, `known_to`; null while it still is). Each feed owns its versions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb
import polars as pl

from pipelines import contracts
from pipelines.contracts import Noun
from pipelines.store import template
from pipelines.store.exchange import Readable, frame_of
from pipelines.store.warehouse import transaction

TYPES = {
    "text": "varchar",
    "code": "varchar",
    "list": "varchar",  # its members joined by |
    "day": "date",
    "moment": "timestamp",  # UTC
    "money": "decimal(18, 2)",
    "integer": "bigint",
    "flag": "boolean",
}
PROVENANCE = {
    "feed": ("varchar", "the feed that says so"),
    "line": ("bigint", "the line of its file"),
    "load_id": ("varchar", "the load that brought this version"),
    "cumulative": ("boolean", "true: the amount runs from the first day of the year up to booked_on"),
    "known_from": ("timestamp", "UTC; from then on this was what we knew"),
    "known_to": ("timestamp", "UTC; from then on it no longer was; null while it is"),
}


@dataclass(frozen=True)
class Stamp:
    """Who says so, in which load, known from when (UTC, without an offset), and whether amounts are cumulative.

    part: the column of whose values the file covers all rows; None where it covers all or only changes.
    monthly: of cumulative amounts, the measures that are not: each is of its own month.
    """

    feed: str
    load_id: str
    known_from: datetime
    cumulative: bool = False
    part: str | None = None
    monthly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """How a file differs from what its feed said before; which rows those are waits on the connection for `write`."""

    live: int  # rows the feed had before
    begun: int  # rows new or different
    ended: int  # rows that vanished from the whole register
    replaced: int  # versions that no longer hold: those that ended and those that are different now


def prepare_all(con: duckdb.DuckDBPyConnection) -> None:
    """Make every noun's history table as its contract asks; where these very contracts did so before, read nothing."""
    edition = contracts.edition()
    if con.execute("select contracts from prepared").fetchall() == [(edition,)]:
        return
    prepare(con, map(contracts.noun, contracts.NOUNS))
    with transaction(con):
        con.execute("delete from prepared").fetchall()
        con.execute("insert into prepared values (?)", [edition]).fetchall()
    template.remember(con)


def prepare(con: duckdb.DuckDBPyConnection, nouns: Iterable[Noun]) -> None:
    """Make the history tables of these nouns, or add the columns a newer contract brought."""
    existing: dict[str, set[str]] = {}
    for table, column in con.execute(
        "select table_name, column_name from duckdb_columns() where database_name = current_database()"
    ).fetchall():
        existing.setdefault(table, set()).add(column)
    for noun in nouns:
        table = f"{noun.name}_history"
        if table not in existing:
            _create(con, table, noun)
        for name, column in noun.columns.items():
            if name not in existing.get(table, noun.columns):
                con.execute(f'alter table {table} add column "{name}" {TYPES[column.kind]}').fetchall()
                con.execute(_comment(table, name, column.description)).fetchall()


def _create(con: duckdb.DuckDBPyConnection, table: str, noun: Noun) -> None:
    columns = {name: (TYPES[column.kind], column.description) for name, column in noun.columns.items()} | PROVENANCE
    body = ", ".join(f'"{name}" {kind}' for name, (kind, _) in columns.items())
    comments = (_comment(table, name, description) for name, (_, description) in columns.items())
    with transaction(con):
        con.execute("; ".join([f"create table {table} ({body})", *comments])).fetchall()
        con.execute("insert into nouns values (?, ?)", [noun.name, list(noun.key)]).fetchall()


def _comment(table: str, column: str, description: str) -> str:
    quoted = description.replace("'", "''")
    return f"comment on column {table}.\"{column}\" is '{quoted}'"


def compare(
    con: duckdb.DuckDBPyConnection,
    noun: Noun,
    stamp: Stamp,
    rows: pl.DataFrame,
    *,
    whole: bool,
    unread: pl.DataFrame | None = None,
) -> Difference:
    """Hold the rows of a file against the live rows of its feed, column by column; nulls equal nulls.

    `rows` has the noun's columns and `line`, its key is unique. With `whole` the rows are the whole register, and a
    live row missing from them has ended, unless its key is among `unread`: those rows were in the file but could not
    be read, and what cannot be read has not vanished. A cumulative table is the whole register of its own days.
    """
    con.register("incoming", Readable(rows.with_row_index("row")))
    [(live,)] = con.execute(
        f"select count(*) from {noun.name}_history where {_live(noun, stamp)}", {"feed": stamp.feed}
    ).fetchall()
    if not live:  # all of it is new: nothing to hold it against
        return Difference(0, rows.height, 0, 0)
    con.register("unread", Readable(rows.clear().select(noun.key) if unread is None else unread))
    try:
        con.execute(_difference(noun, stamp, whole), {"feed": stamp.feed}).fetchall()
    finally:
        con.unregister("unread")
    [(begun, every, replaced)] = con.execute('select count("row"), count(*), count(old) from differing').fetchall()
    if begun < rows.height:
        begins = frame_of(con.sql('select "row" from differing where "row" is not null order by "row"'))
        con.register("incoming", Readable(rows[begins["row"]]))
    return Difference(live, begun, every - begun, replaced)


def _live(noun: Noun, stamp: Stamp) -> str:
    """The live rows that the file speaks of; of a part also those that came to it from another."""
    days = " and booked_on in (select booked_on from incoming)" if stamp.cumulative else ""
    if not stamp.part:
        return f"feed = $feed and known_to is null{days}"
    key = "{" + ", ".join(f"'{name}': \"{name}\"" for name in noun.key) + "}"
    its = f'"{stamp.part}" in (select "{stamp.part}" from incoming) or {key} in (select {key} from incoming)'
    return f"feed = $feed and known_to is null{days} and ({its})"


def _difference(noun: Noun, stamp: Stamp, whole: bool) -> str:
    """A row per version to begin (its `row` of the file) or to end (`old`: its rowid) or both; what says nothing new is
    left out.
    """
    values = [name for name in noun.columns if name not in noun.key]
    changed = " or ".join(f'i."{name}" is distinct from l."{name}"' for name in values) or "false"
    if "version" in values and not whole:  # a report is corrected by a higher version; a lower one is old news
        changed = f"({changed}) and coalesce(i.version, 0) >= coalesce(l.version, 0)"
    return f"""
        create or replace temp table differing as
        with l as (select rowid as old, * from {noun.name}_history where {_live(noun, stamp)})
        select i."row", l.old
        from incoming as i {"full" if whole else "left"} join l on {_same_key(noun, "i")}
        where case when l.old is null then true
                   when i."row" is null then not exists (from unread u where {_same_key(noun, "u")})
                   else {changed} end
    """


def _same_key(noun: Noun, other: str) -> str:
    """A key may have empty parts, and an empty part equals another."""
    return " and ".join(f'{other}."{name}" is not distinct from l."{name}"' for name in noun.key)


def write(con: duckdb.DuckDBPyConnection, noun: Noun, stamp: Stamp, difference: Difference) -> None:
    """Bring the last `compare` into history: end the versions that no longer hold, begin the new ones."""
    table = f"{noun.name}_history"
    ends = {"feed": stamp.feed, "known_from": stamp.known_from}
    if difference.replaced == difference.live > 0 and not stamp.part:  # all of them: nobody needs to be looked up
        con.execute(f"update {table} set known_to = $known_from where {_live(noun, stamp)}", ends).fetchall()
    elif difference.replaced:
        con.execute(
            f"update {table} set known_to = ? from differing where {table}.rowid = differing.old", [stamp.known_from]
        ).fetchall()
    columns = ", ".join(f'"{name}"' for name in noun.columns)
    cumulative = "? and not list_contains(?, measure)" if stamp.monthly else "?"
    con.execute(
        f"""insert into {table} ({columns}, line, feed, load_id, cumulative, known_from)
            select {columns}, line, ?, ?, {cumulative}, ? from incoming""",
        [stamp.feed, stamp.load_id, stamp.cumulative, *([[*stamp.monthly]] if stamp.monthly else []), stamp.known_from],
    ).fetchall()
    con.execute("drop table if exists differing").fetchall()
    con.unregister("incoming")


def told_apart(con: duckdb.DuckDBPyConnection, noun: Noun, rows: pl.DataFrame, columns: Iterable[str]) -> str | None:
    """After `compare`: the first of these columns of which `rows` has none of the values that would end with a row."""
    for column in columns:
        ended = con.execute(
            f"""
            select distinct "{column}" from {noun.name}_history
            where rowid in (select old from differing where "row" is null)
            """
        ).fetchall()
        if not rows.is_empty() and not {value for (value,) in ended} & {*rows[column].unique()}:
            return column
    return None


def live(con: duckdb.DuckDBPyConnection, feeds: Collection[str]) -> dict[str, dict[str, int]]:
    """How many live rows of each noun each of these feeds has; what has none is left out."""
    found: dict[str, dict[str, int]] = {}
    for (noun,) in con.execute("select noun from nouns order by noun").fetchall() if feeds else ():
        counted = f"select feed, count(*) from {noun}_history where known_to is null and feed in $feeds group by feed"
        for feed, rows in con.execute(counted, {"feeds": list(feeds)}).fetchall():
            found.setdefault(feed, {})[noun] = rows
    return found


def end(con: duckdb.DuckDBPyConnection, noun: Noun, feed: str, moment: datetime) -> None:
    """End the live rows of a feed at a moment (UTC)."""
    ended = f"update {noun.name}_history set known_to = ? where feed = ? and known_to is null"
    con.execute(ended, [moment, feed]).fetchall()


def hand_over(con: duckdb.DuckDBPyConnection, noun: Noun, old: str, new: str, moment: datetime, *, whole: bool) -> None:
    """Begin a feed's live rows anew as another feed's, but for keys it gives itself; none where it gave all it has."""
    table = f"{noun.name}_history"
    con.execute(
        f"""
        insert into {table} by name
        select * replace ($new as feed, $moment as known_from) from {table} as l
        where feed = $old and known_to is null and not $whole
          and not exists (from {table} as n where n.feed = $new and n.known_to is null and {_same_key(noun, "n")})
        """,
        {"old": old, "new": new, "moment": moment, "whole": whole},
    ).fetchall()
