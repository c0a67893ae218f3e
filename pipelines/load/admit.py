"""What becomes of the rows of one file: loaded, held or refused, together with the record of it."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from pipelines.contracts import Noun
from pipelines.formats import Table
from pipelines.load import record
from pipelines.load.mapping import Conformed, conform
from pipelines.load.record import Load
from pipelines.load.rejection import pending_sheet, write_sheet
from pipelines.refusal import Refusal
from pipelines.settings.town_law import law_of
from pipelines.store import history
from pipelines.store.history import Difference, Stamp
from pipelines.store.warehouse import transaction
from pipelines.town import Feed, Town
from rules.wording import Words, words


def admit(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    feed: Feed,
    noun: Noun,
    load: Load,
    table: Table,
    *,
    guarded: bool = True,
) -> Load:
    """Bring a table into history together with its record, or hold or refuse it; the record as it was written.

    Good rows are loaded whatever the bad ones are. The rejection sheet is there before the record is, under a name
    of its own until `rejection.show`.
    """
    say = words(town.language)
    try:
        conformed = conform(table, feed, noun, town)
    except Refusal as refusal:  # the header lacks what is needed: no row of it can be used
        return refuse(con, replace(load, rows_in=table.rows, rows_rejected=table.rows), refusal)
    if conformed.rows_rejected:
        write_sheet(pending_sheet(town, load), table.frame, conformed.rejected, say)
    return enter(con, town, feed, noun, load, conformed, guarded=guarded)


def enter(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    feed: Feed,
    noun: Noun,
    load: Load,
    conformed: Conformed,
    *,
    guarded: bool = True,
) -> Load:
    """Good rows into history with their record, in one transaction.

    A whole register that would end too many live rows is held, unless not `guarded`; one without any good row is
    refused, since it says nothing of what is live.
    """
    say = words(town.language)
    load = replace(
        load,
        rows_in=conformed.rows_in,
        rows_rejected=conformed.rows_rejected,
        aside=conformed.aside,
        reason=conformed.note,
    )
    if conformed.rows_rejected and not conformed.good.height:
        return refuse(con, load, Refusal(say("No row could be read; the rejection sheet says why.")))
    stamp = Stamp(feed.name, load.load_id, load.known_from, conformed.cumulative)
    whole = feed.covers == "all"
    with transaction(con):
        difference = history.compare(con, noun, stamp, conformed.good, whole=whole, unread=conformed.unread)
        if guarded and whole and _shrinks(town, load, difference):
            load = _held(load, difference, say)
        else:
            load = _loaded(load, difference)
            history.write(con, noun, stamp)
        record.remember(con, load)
    return load


def refuse(con: duckdb.DuckDBPyConnection, load: Load, refusal: Refusal) -> Load:
    """Record that nothing of the file could be let in, and why."""
    refused = replace(load, state="refused", reason=f"{refusal.message} {refusal.fix}".strip())
    record.remember(con, refused)
    return refused


def _loaded(load: Load, difference: Difference) -> Load:
    unchanged = load.rows_in - load.rows_rejected - difference.begun
    return replace(
        load, rows_loaded=difference.begun, rows_unchanged=unchanged, rows_ended=difference.ended, state="loaded"
    )


def _held(load: Load, difference: Difference, say: Words) -> Load:
    """Nothing of it has changed anything so far, so its good rows count as unchanged until it is released."""
    reason = say(
        "The file would end {ended:number} of {live:number} rows ({share:percent}). "
        "If that is right: ratusz release {load_id}",
        ended=difference.ended,
        live=difference.live,
        share=difference.ended * 10_000 // difference.live,
        load_id=load.load_id,
    )
    return replace(load, rows_unchanged=load.rows_in - load.rows_rejected, state="held", reason=reason)


def _shrinks(town: Town, load: Load, difference: Difference) -> bool:
    """Would the file end so many live rows that it is more likely half an export than the whole register?"""
    known = law_of(town).for_town(town.rules).on(load.started_at.date()).parameters
    limit = known["D01.shrink"].whole if "D01.shrink" in known else None  # basis points
    if limit is None:
        return False
    return difference.ended > 0 and difference.ended * 10_000 >= difference.live * limit
