"""The warehouse: one DuckDB file, its tables with memory, and the look at what was known on any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import resources
from typing import TYPE_CHECKING

import duckdb

from pipelines.refusal import Refusal
from pipelines.store import template
from pipelines.store.damage import refuse_a_lost_warehouse
from pipelines.store.exchange import Readable
from pipelines.store.noun_views import seen, shared_keys, unknown_names
from pipelines.store.queries import execute, sql
from pipelines.town import Town
from rules.severity import gravity_in_sql
from rules.wording import words

if TYPE_CHECKING:
    import polars as pl

SETTINGS = {
    # the file stays readable by DuckDB 1.5 and nothing is ever fetched from the network
    "storage_compatibility_version": "v1.5.0",
    "autoinstall_known_extensions": False,
}


def open_warehouse(town: Town) -> duckdb.DuckDBPyConnection:
    """The town's warehouse for writing, migrated. One process at a time; readers use the published snapshot.

    The history tables come with the first load (`history.prepare`), since only the contracts know their columns.

    Raises:
        Refusal: another process has it open, or it is lost and would be begun anew over what was published.
    """
    town.root.mkdir(parents=True, exist_ok=True)
    refuse_a_lost_warehouse(town)
    template.copy_to(town.warehouse)
    try:
        con = duckdb.connect(town.warehouse, config=SETTINGS)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        say = words(town.language)
        raise Refusal(
            say("Another process is writing the warehouse {file}.", file=town.warehouse.name),
            say("Wait until it has ended, then try again."),
        ) from error
    try:
        migrate(con)
    except BaseException:
        con.close()
        raise
    return con


def migrate(con: duckdb.DuckDBPyConnection) -> None:
    """Apply the migrations that are missing, each with its bookkeeping row in one transaction."""
    con.execute("create table if not exists migrations (name varchar primary key, applied_at timestamp not null)")
    applied = {name for (name,) in con.execute("select name from migrations").fetchall()}
    files = [
        file for file in (resources.files("pipelines.store") / "migrations").iterdir() if file.name.endswith(".sql")
    ]
    for file in sorted(files, key=lambda each: each.name):
        if file.name not in applied:
            with transaction(con):
                con.execute(file.read_text("utf-8")).fetchall()
                con.execute("insert into migrations values (?, ?)", [file.name, utc(datetime.now(UTC))]).fetchall()


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the block or nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def materialize(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, select: str = "*") -> None:
    """Make a TEMP table of a frame, or of what `select` takes from it."""
    con.register("frame_to_lay", Readable(frame))
    con.execute(f"create or replace temp table {table} as select {select} from frame_to_lay").fetchall()
    con.unregister("frame_to_lay")


def append(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Add a frame's rows to a table that has just its columns, in any order."""
    con.register("frame_to_lay", Readable(frame))
    con.execute(f"insert into {table} by name from frame_to_lay").fetchall()
    con.unregister("frame_to_lay")


def utc(moment: datetime) -> datetime:
    """The moment as the warehouse keeps it: UTC without an offset."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def look(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    known_on: datetime,
    timezone: str = "Europe/Warsaw",
    order: Sequence[str] = (),
) -> None:
    """Let this connection see each noun as it was known at a moment; works on a read-only snapshot too.

    Sets the variables `as_of` (DATE), `known_on` (TIMESTAMP, UTC) and `timezone`, and makes a TEMP VIEW `<noun>` for
    each history table: its columns with `feed`, `line`, `load_id` and `known_from`; an end before its own beginning is
    null there, and `untimely` has the words for such ends, by |; names of people, units and matters that another
    system calls otherwise are ours. `staff` are the employees who work here that day, `unknown_names` means nobody.
    `shared_keys` are the feeds that speak of the same thing: the first of them in `order` holds, else the
    statement made last. `payment_matches` says which invoice each transfer of a bank pays. What `as_of`
    means for a row is for the queries to say.

    Variables, macros and temporary views belong to one connection: a cursor needs a look of its own.
    """
    set_clocks(con, as_of, known_on, timezone, order)
    nouns = seen(con)
    if "employees" in nouns:
        nouns["staff"] = sql("store/staff.sql")
    nouns |= {"unknown_names": unknown_names(con), "shared_keys": shared_keys(con)}
    for noun, rows in nouns.items():
        execute(con, f"create or replace temp view {noun} as {rows}")


def set_clocks(
    con: duckdb.DuckDBPyConnection, as_of: date, known_on: datetime, timezone: str, order: Sequence[str] = ()
) -> None:
    """Set the variables `as_of` (DATE), `known_on` (TIMESTAMP, UTC), `timezone` and `feed_order` of this connection.

    Makes the macros of macros.sql, and gravity(severity), which grows with the gravity (0: no severity).
    """
    macro = f"create or replace temp macro gravity(severity) as {gravity_in_sql('severity')}"
    execute(con, sql("store/macros.sql") + macro)
    con.execute("set variable as_of = cast(? as date)", [as_of]).fetchall()
    con.execute("set variable known_on = cast(? as timestamp)", [utc(known_on)]).fetchall()
    con.execute("set variable timezone = ?", [timezone]).fetchall()
    con.execute("set variable feed_order = cast(? as varchar[])", [list(order)]).fetchall()
