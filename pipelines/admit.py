"""What becomes of the rows of one file: loaded, held or refused, together with the record of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import duckdb

from pipelines import history, record
from pipelines.contract import Noun
from pipelines.formats import Table
from pipelines.history import Difference
from pipelines.mapping import conform
from pipelines.record import Load
from pipelines.refusal import Refusal
from pipelines.rejection import keys_of, pending_sheet, write_sheet
from pipelines.town import Feed, Town
from pipelines.warehouse import transaction
from rules.law import read_law
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

    Good rows are loaded whatever the bad ones are. A whole register that would end too many live rows is held,
    unless not `guarded`. The rejection sheet is there before the record is, under a name of its own until `rejection.show`.
    """
    say = words(town.language)
    try:
        conformed = conform(table, feed, noun, town)
    except Refusal as refusal:  # the header lacks what is needed: no row of it can be used
        rows = table.frame.height + table.rejected["line"].n_unique()
        return refuse(con, replace(load, rows_in=rows, rows_rejected=rows), refusal)
    rejected = conformed.rejected["line"].n_unique()
    load = replace(
        load,
        rows_in=conformed.good.height + conformed.collapsed + rejected,
        rows_rejected=rejected,
        aside=conformed.aside,
    )
    if rejected:
        write_sheet(pending_sheet(town, load), table.frame, conformed.rejected, say)
    if rejected and not conformed.good.height:
        return refuse(con, load, Refusal(say("No row could be read; the rejection sheet says why.")))
    whole = feed.covers == "all"
    with transaction(con):
        unread = keys_of(conformed.rejected["line"], table.frame, feed, noun) if whole else None
        difference = history.compare(con, noun, feed.name, conformed.good, whole=whole, still_there=unread)
        if guarded and whole and _shrinks(town, load, difference):
            load = _held(load, difference, say)
        else:
            load = _loaded(load, difference)
            history.write(con, noun, history.Stamp(feed.name, load.load_id, load.known_from))
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
    law = read_law(town.jurisdiction).on(load.started_at.date())
    limit = Decimal(str(town.rules.get("D01", {}).get("shrink", law["D01.shrink"])))
    return difference.ended > 0 and difference.ended * 100 >= difference.live * limit
