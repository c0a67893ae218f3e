"""What people do to history by hand, remembered in the audit: let a held load in, add a step no system exports."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import polars as pl

from pipelines import contracts
from pipelines.formats import REJECTED, Table
from pipelines.load import inbox, record
from pipelines.load.admit import admit, enter
from pipelines.load.content import mapping
from pipelines.load.fetch import as_file
from pipelines.load.mapping import conform
from pipelines.load.meanings import bare_mark, learn
from pipelines.load.prepare import Order
from pipelines.load.reader import reading
from pipelines.load.record import Load, Source
from pipelines.load.rejection import pending_sheet, show
from pipelines.refusal import Refusal
from pipelines.store.history import prepare_all
from pipelines.store.queries import sql
from pipelines.store.state import audit, open_state
from pipelines.store.warehouse import transaction
from pipelines.town import Feed, Town
from rules.wording import words

NOTES = Feed(name="note", nouns=("case_events",), format="csv", files="", inbox="", covers="changes")
SUBJECTS = {"cases": "case_id", "documents": "document_id", "invoices": "invoice_id"}  # what steps may belong to


def release(town: Town, con: duckdb.DuckDBPyConnection, load_id: str, author: str = "", place: str = "") -> Load:
    """Let a held file in, read with the settings of today; known from now on. The record as it is after that.

    Raises:
        Refusal: the load is not held, something newer was loaded since, or its file is no longer there as it was.
    """
    say = words(town.language)
    prepare_all(con)
    held = record.wanted(con, town, load_id)
    if held.state != "held":
        raise Refusal(
            say("{load_id} is not held: {state}.", load_id=load_id, state=say(held.state)),
            say("`ratusz loads` lists the loads there are."),
        )
    newer = record.last(
        con, "feed = ? and noun = ? and state = 'loaded' and known_from > ?", (held.feed, held.noun, held.known_from)
    )
    if newer:
        raise Refusal(
            say("{newer} was loaded after {load_id}.", newer=newer.load_id, load_id=load_id),
            say("What is newer holds; there is nothing to release."),
        )
    path = record.kept(town, held)
    feed = as_file(town.feeds[held.feed]) if held.feed in town.feeds else None
    if feed is None or path is None or inbox.digest(path) != held.sha256:
        raise Refusal(
            say("The file of {load_id} cannot be read as it was.", load_id=load_id),
            say("Put the export into inbox/{folder} again.", folder=held.folder),
        )
    noun = contracts.noun(held.noun)
    moment = record.next_moment(con, datetime.now(UTC))
    load = replace(
        held, known_from=moment, reason=None, fix=None, held_reason=held.reason, held_fix=held.fix,
        mapping=mapping(town, feed, noun),
    )  # fmt: skip
    with reading() as reader:
        found = reader.prepare(Order(path, feed, noun.name, town, pending_sheet(town, load)))
    loaded = admit(con, town, feed, noun, load, found, guarded=False)
    with transaction(con):
        learn(con, town, moment)
    show(town, loaded)
    _remember(town, author, place, "release", load_id, feed=held.feed, noun=held.noun, rows_ended=loaded.rows_ended)
    return loaded


def note(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    case_id: str,
    event: str,
    at: datetime | date,
    until: date | None = None,
    reason: str | None = None,
    new_date: date | None = None,
    party: str | None = None,
    author: str = "",
    place: str = "",
) -> Load:
    """Add a step of a case, document or invoice that no system exports; saying it twice is saying it once.

    `at` without an offset is the town's time. The row is a `case_events` row of the feed `note`.

    Raises:
        Refusal: nothing of that name is known, or the contract does not take the row.
    """
    say = words(town.language)
    prepare_all(con)
    mark = _known(con, town, case_id)
    if mark is None:
        raise Refusal(
            say("No case, document or invoice {case_id} is known.", case_id=case_id),
            say("Look the mark up in the register; capitals and dots count."),
        )
    said = {
        "case_id": mark, "event": event, "at": at, "until": until, "reason": reason, "new_date": new_date,
        "party": party,
    }  # fmt: skip
    row = {name: str(value) for name, value in said.items() if value is not None}
    table = Table(
        pl.DataFrame(row).with_columns(line=pl.lit(1, pl.Int64)), pl.DataFrame(schema=REJECTED), canonical=True
    )
    noun = contracts.noun("case_events")
    conformed = conform(table, NOTES, noun, town)
    if conformed.rejected.height:
        fault = conformed.rejected.row(0, named=True)
        raise Refusal(f"{fault['column']}: {fault['reason']}", fault["fix"])
    content = hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()
    source = Source(folder="", file="", sha256=content)
    load = record.blank(con, town, NOTES.name, noun.name, source, mapping(town, NOTES, noun), datetime.now(UTC))
    noted = enter(con, town, NOTES, noun, load, conformed)
    _remember(town, author, place, "note", mark, load_id=noted.load_id, **row)
    return noted


def _known(con: duckdb.DuckDBPyConnection, town: Town, said: str) -> str | None:
    """The identifier by which we know what was said: itself, else the mark without its initials; None for neither."""
    found = " union all ".join(
        f"select 1 from {noun}_history where {column} = $id and known_to is null" for noun, column in SUBJECTS.items()
    )
    if con.execute(f"{found} limit 1", {"id": said}).fetchall():
        return said
    marks = con.execute(sql("load/same_matter.sql"), {"id": said, "bare": bare_mark(town)}).fetchall()
    return marks[0][0] if marks else None


def _remember(town: Town, author: str, place: str, action: str, subject: str, **details: object) -> None:
    state = open_state(town)
    try:
        audit(state, author, action, subject, place, **details)
    finally:
        state.close()
