"""The warehouse: one DuckDB file, its tables with memory, and the look at what was known on any day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import resources
from typing import TYPE_CHECKING

import duckdb

from pipelines import contracts
from pipelines.refusal import Refusal
from pipelines.store import template
from pipelines.store.damage import refuse_a_lost_warehouse
from pipelines.store.exchange import Readable
from pipelines.store.queries import sql
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


def look(con: duckdb.DuckDBPyConnection, as_of: date, known_on: datetime, timezone: str = "Europe/Warsaw") -> None:
    """Let this connection see each noun as it was known at a moment; works on a read-only snapshot too.

    Sets the variables `as_of` (DATE), `known_on` (TIMESTAMP, UTC) and `timezone`, and makes a TEMP VIEW `<noun>` for
    each history table: its columns with `feed`, `line`, `load_id` and `known_from`; an end before its own beginning is
    null there, and `untimely` has the words for such ends, by |; `staff` are the employees who work
    here that day. What `as_of` means for a row is for the queries to say. Where several feeds speak of the same thing
    the statement made last holds.

    Variables, macros and temporary views belong to one connection: a cursor needs a look of its own.
    """
    set_clocks(con, as_of, known_on, timezone)
    nouns = seen(con)
    if "employees" in nouns:
        nouns["staff"] = sql("store/staff.sql")
    views = [f"create or replace temp view {noun} as {rows}" for noun, rows in nouns.items()]
    con.execute("; ".join(["select 1", *views])).fetchall()  # a town that loaded nothing has none


def set_clocks(con: duckdb.DuckDBPyConnection, as_of: date, known_on: datetime, timezone: str) -> None:
    """Set the variables `as_of` (DATE), `known_on` (TIMESTAMP, UTC) and `timezone` of this connection.

    Makes the macros of macros.sql, and gravity(severity), which grows with the gravity (0: no severity).
    """
    macro = f"create or replace temp macro gravity(severity) as {gravity_in_sql('severity')}"
    con.execute(sql("store/macros.sql") + macro)
    con.execute("set variable as_of = cast(? as date)", [as_of]).fetchall()
    con.execute("set variable known_on = cast(? as timestamp)", [utc(known_on)]).fetchall()
    con.execute("set variable timezone = ?", [timezone]).fetchall()


def seen(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The query of each noun for the rows known at the variable `known_on`, in the order they may lean on each other.

    Where several feeds give invoices, `invoice_rows` comes with them, and what names an invoice by its mark in one of
    these feeds is led to the one invoice that it is.
    """
    given = con.execute(NOUNS).fetchall()
    nouns = {noun: _seen(con, noun, *rest) for noun, *rest in given}
    if not any(noun == "invoices" and feeds > 1 for noun, _, feeds in given):
        return nouns
    changes, untimely = _ends("invoices")
    replaced = f"replace ({', '.join(changes)})" if changes else ""
    one = {
        "invoice_rows": sql("store/invoice_rows.sql"),
        "invoices": f"select * {replaced}{untimely} from ({sql('store/invoices.sql')})",
    }
    led = {noun: OF_ONE_INVOICE.format(rows=nouns[noun]) for noun in ("payments", "allocations") if noun in nouns}
    return one | {noun: query for noun, query in nouns.items() if noun not in one} | led


OF_ONE_INVOICE = """
    select given.* replace (coalesce(known.invoice_id, given.invoice_id) as invoice_id)
    from ({rows}) as given
    left join (
        select own_id, min(invoice_id) as invoice_id from invoice_rows where rows_of_it > 1 group by own_id
    ) as known on known.own_id = given.invoice_id
"""


NOUNS = """
    select noun, identity, count(distinct feed)
    from nouns left join loads using (noun)
    group by all order by noun
"""
NO_DAYS = (
    "(date '1900-01-01', date '1970-01-01')"  # how SQL Server and Unix write no day, also of what has no beginning
)
LIVE = "known_from <= getvariable('known_on') and (known_to is null or known_to > getvariable('known_on'))"
CHANGE = """
    if(cumulative, amount - coalesce(lag(amount) over (
        partition by feed, cumulative, year, unit, side, dzial, rozdzial, paragraf, task, measure order by booked_on
    ), 0), amount)
"""


def _seen(con: duckdb.DuckDBPyConnection, noun: str, identity: list[str], feeds: int) -> str:
    """The rows of a noun known at `known_on`; choosing between feeds and taking differences only where needed."""
    rows = f"select * exclude (known_to) from {noun}_history where {LIVE}"
    if feeds > 1:
        same = ", ".join(f'"{column}"' for column in identity)
        rows += f" qualify row_number() over (partition by {same} order by known_from desc, feed) = 1"
    changes, untimely = _ends(noun)
    if noun == "budget" and con.execute("select 1 from budget_history where cumulative limit 1").fetchall():
        changes = [f"cast({CHANGE} as decimal(18, 2)) as amount"]  # a wide table says sums, a ledger says changes
    replaced = f"replace ({', '.join(changes)})" if changes else ""
    return f"select * exclude (cumulative) {replaced}{untimely} from ({rows})"


def _ends(noun: str) -> tuple[list[str], str]:
    """Columns to replace, since what ended before it began has no end, and a further one that names such ends."""
    ends = contracts.noun(noun).model.ends if noun in contracts.NOUNS else {}
    never = {end: f"({end} < {begin} or {end} in {NO_DAYS})" for end, (begin, _) in ends.items()}
    changes = [f"if({wrong}, null, {end}) as {end}" for end, wrong in never.items()]
    words = ", ".join(f"if({wrong}, '{ends[end][1]}', null)" for end, wrong in never.items())
    return changes, f", nullif(array_to_string(list_distinct([{words}]), '|'), '') as untimely" if words else ""
