"""What becomes of the rows of one file: loaded, held or refused, together with the record of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import duckdb

from pipelines.contracts import Noun
from pipelines.load import record
from pipelines.load.mapping import Conformed
from pipelines.load.mapping.usual import moved
from pipelines.load.prepare import Refused
from pipelines.load.record import Load
from pipelines.load.rejection import pending_sheet, write_refusal
from pipelines.refusal import visible
from pipelines.settings.town_law import law_of
from pipelines.store import history
from pipelines.store.history import Difference, Stamp
from pipelines.store.warehouse import transaction
from pipelines.town import Feed, Town
from rules.wording import Words, words

MANY = 1000  # rejections looked at for the reasons to name


class Unsettled(Exception):
    """The file is still being written, or was a moment ago."""


def admit(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    feed: Feed,
    noun: Noun,
    load: Load,
    found: Conformed | Refused,
    *,
    guarded: bool = True,
    settled: Callable[[], bool] = lambda: True,
) -> Load:
    """Bring what a file gave into history together with its record, or hold or refuse it; the record as it was written.

    Unsettled, and nothing is kept, where rows of a whole register would end and the file is not `settled`: somebody may
    go on writing it. Good rows are loaded whatever the bad ones are. The rejection sheet is there before the record is,
    under a name of its own until `rejection.show`.
    """
    if isinstance(found, Refused):
        write_refusal(pending_sheet(town, load), visible(found.reason), visible(found.fix), words(town.language))
        return refuse(con, load, found)
    return enter(con, town, feed, noun, load, found, guarded=guarded, settled=settled)


def enter(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    feed: Feed,
    noun: Noun,
    load: Load,
    conformed: Conformed,
    *,
    guarded: bool = True,
    settled: Callable[[], bool] = lambda: True,
) -> Load:
    """Good rows into history with their record, in one transaction.

    A whole register that would end too many live rows is held, unless not `guarded`; one without any good row is
    refused, since it says nothing of what is live. Unsettled where it would end any, and the file is not `settled`.
    """
    say = words(town.language)
    load = replace(
        load,
        rows_in=conformed.rows_in,
        rows_rejected=conformed.rows_rejected,
        aside=conformed.aside,
        reason=conformed.note,
        taken=conformed.taken,
    )
    if conformed.rows_rejected and not conformed.good.height:
        reasons = ", ".join(dict.fromkeys(conformed.rejected["reason"].head(MANY)))
        return refuse(con, load, Refused(
            say("no row could be read: {reasons}", reasons=reasons),
            say("The rejection sheet in rejected/{folder} names each row.", folder=load.folder), load.rows_in,
        ))  # fmt: skip
    stamp = Stamp(feed.name, load.load_id, load.known_from, conformed.cumulative, feed.part, feed.monthly)
    whole = feed.covers in ("all", "part")
    with transaction(con):
        difference = history.compare(con, noun, stamp, conformed.good, whole=whole, unread=conformed.unread)
        if whole and difference.ended and not settled():
            raise Unsettled
        if guarded and whole and difference.ended and conformed.cut_short:
            load = _held(
                load, difference, say, say("The last line of the file has no end, as if it had been cut short.")
            )
        elif guarded and (other := _read_otherwise(con, feed, load)):
            load = _held_for(load, say, _told(feed, other, say))
        elif guarded and whole and _shrinks(town, load, difference):
            part = history.told_apart(con, noun, conformed.good, _units(noun))
            load = _held(load, difference, say, part=part)
        else:
            load = _loaded(load, difference)
            history.write(con, noun, stamp, difference)
        record.remember(con, load)
    return load


def refuse(con: duckdb.DuckDBPyConnection, load: Load, why: Refused) -> Load:
    """Record that nothing of the file could be let in, why, and what to do."""
    refused = replace(
        load, state="refused", reason=visible(why.reason), fix=visible(why.fix), rows_in=why.rows,
        rows_rejected=why.rows,
    )  # fmt: skip
    record.remember(con, refused)
    return refused


def _loaded(load: Load, difference: Difference) -> Load:
    unchanged = load.rows_in - load.rows_rejected - difference.begun
    return replace(
        load, rows_loaded=difference.begun, rows_unchanged=unchanged, rows_ended=difference.ended, state="loaded"
    )


def _units(noun: Noun) -> list[str]:
    """The columns of a noun by whose values a register may come in one file each: those of its units."""
    return [name for name, said in noun.model.fields.items() if said.of == "units"]


def _held(load: Load, difference: Difference, say: Words, before: str = "", part: str | None = None) -> Load:
    """Nothing of it has changed anything so far, so its good rows count as unchanged until it is released.

    before: what else speaks against the file. part: the column by which it covers another part of the register than
    the rows it would end.
    """
    reason = say(
        "The file would end {ended:number} of {live:number} rows ({share:percent}).",
        ended=difference.ended,
        live=difference.live,
        share=difference.ended * 10_000 // difference.live,
    )
    fix = ""
    if part:
        setting = f'covers = "part", part = "{part}"'
        more = say(
            "If each file covers only its own {column}, write in town.toml: {setting}.", column=part, setting=setting
        )
        fix = f". {more}"
    return _held_for(load, say, f"{before} {reason}".lstrip(), fix)


def _held_for(load: Load, say: Words, reason: str, more: str = "") -> Load:
    fix = say("If that is right: ratusz release {load_id}", load_id=load.load_id) + more
    return replace(load, rows_unchanged=load.rows_in - load.rows_rejected, state="held", reason=reason, fix=fix)


def _read_otherwise(con: duckdb.DuckDBPyConnection, feed: Feed, load: Load) -> dict[str, tuple[str | None, str | None]]:
    """What the profile takes from another column than in the file that was taken in before."""
    if load.taken is None:
        return {}
    earlier = f"feed = ? and noun = ? and state in {record.TAKEN_IN}"
    before = record.last(con, earlier, (load.feed, load.noun))
    return moved(feed, before.taken, load.taken) if before else {}


def _told(feed: Feed, other: dict[str, tuple[str | None, str | None]], say: Words) -> str:
    none = say("no column")
    said = (f"{ours}: {one or none} → {now or none}" for ours, (one, now) in other.items())
    return say(
        "By the profile {profile} this file is read from other columns than the one before it: {columns}.",
        profile=feed.profile,
        columns="; ".join(said),
    )


def _shrinks(town: Town, load: Load, difference: Difference) -> bool:
    """Would the file end so many live rows that it is more likely half an export than the whole register?"""
    known = law_of(town).for_town(town.rules).on(load.started_at.date()).parameters
    limit = known["D01.shrink"].whole if "D01.shrink" in known else None  # basis points
    if limit is None:
        return False
    return difference.ended > 0 and difference.ended * 10_000 >= difference.live * limit
