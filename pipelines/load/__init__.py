"""Loading: every file of the inbox into history, one transaction per (file, feed, noun), no byte lost on the way.

A run may be killed anywhere. What was committed stays, what was not has never been, and the file leaves the inbox only
when every feed of its folder has read it; the next run goes on where the last one ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import duckdb

from pipelines import contracts
from pipelines.load import inbox, record
from pipelines.load.admit import Unsettled, admit, refuse
from pipelines.load.content import known, mapping
from pipelines.load.fetch import fetch, file_of
from pipelines.load.inbox import Arrival, LeftAlone
from pipelines.load.meanings import learn
from pipelines.load.names import told
from pipelines.load.prepare import Order, Refused
from pipelines.load.reader import Reader, reading
from pipelines.load.record import Load, Source, kept_name
from pipelines.load.rejection import pending_sheet, show
from pipelines.refusal import Refusal
from pipelines.store.history import prepare_all
from pipelines.store.warehouse import transaction
from pipelines.town import Feed, Town
from rules.wording import words

Progress = Callable[[str, int, int], None]  # what is being done, files done, files in all
Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment in UTC."""
    return datetime.now(UTC)


def load_all(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    progress: Progress | None = None,
    clock: Clock = now,
    left: list[LeftAlone] | None = None,
) -> list[Load]:
    """Load every file of the inbox that is ready, in name order; the records of the loads, in order.

    Files left alone (still being written, read by no feed, gone meanwhile) are told to `progress` with the reason and
    added to `left`. `clock` returns the moment a load becomes known.
    """
    tell = progress or (lambda what, done, total: None)
    prepare_all(con)
    loads = [_unanswered(town, con, feed, refusal, clock) for feed, refusal in fetch(town)]
    ready, aside = inbox.arrivals(town)
    with reading() as reader:
        for done, arrival in enumerate(ready):
            tell(told(arrival.path), done, len(ready))
            loads += _load_file(_Pass(town, con, reader, clock, aside), arrival)
    for file in aside:
        tell(str(file), len(ready), len(ready))
    if left is not None:
        left += aside
    if any(load.rows_loaded or load.rows_ended for load in loads):
        with transaction(con):
            learn(con, town, loads[-1].known_from)
    tell("", len(ready), len(ready))
    return loads


def _unanswered(town: Town, con: duckdb.DuckDBPyConnection, feed: Feed, refusal: Refusal, clock: Clock) -> Load:
    """The record of a database that could not be asked."""
    source = Source(feed.inbox, file_of(feed), inbox.NOTHING)
    how = mapping(town, feed, contracts.noun(feed.nouns[0]))
    load = record.blank(con, town, feed.name, feed.nouns[0], source, how, clock())
    return refuse(con, load, Refused(refusal.message, refusal.fix))


@dataclass(frozen=True)
class _Pass:
    """What all files of one pass are loaded with; `left` hears of those that stay in the inbox."""

    town: Town
    con: duckdb.DuckDBPyConnection
    reader: Reader
    clock: Clock
    left: list[LeftAlone]


def _load_file(its: _Pass, arrival: Arrival) -> list[Load]:
    """Let every feed of the folder read the file, then put it where it is kept.

    A file that changes meanwhile stays in the inbox: what a feed has not read yet, it reads whole the next time. What
    the system does not let us read or move stays too.
    """
    say = words(its.town.language)
    loads: list[Load] = []
    try:
        source = Source(arrival.folder, told(arrival.path), inbox.digest(arrival.path))
        before = _interrupted(its.town, its.con, source)
        loads = _load_each(its, arrival, source, before)
        for load in (*before, *loads):
            show(its.town, load)
        if inbox.fingerprint(arrival.path) != arrival.print or not _keep(its.town, arrival, [*before, *loads]):
            its.left.append(LeftAlone(arrival.path, say("still being written")))
    except OSError as error:
        its.left.append(LeftAlone(arrival.path, inbox.why_not(error, say)))
    return loads


def _load_each(its: _Pass, arrival: Arrival, source: Source, before: list[Load]) -> list[Load]:
    """The records of the feeds' readings, those of `before` left out; none any more once the file has changed."""
    loads: list[Load] = []
    for feed, noun in ((reader, noun) for reader in arrival.feeds for noun in reader.nouns):
        if any((load.feed, load.noun) == (feed.name, noun) for load in before):
            continue
        arrived = replace(source, arrival=next((load.arrival for load in (*before, *loads)), None))
        load = _load(its, arrival, feed, noun, arrived)
        if load is None:
            break
        loads.append(load)
    return loads


def _keep(town: Town, arrival: Arrival, loads: list[Load]) -> bool:
    """The file out of the inbox, under the id of its first load; False where it changed on the way, and went back."""
    top = town.rejected if all(load.state == "refused" for load in loads) else town.archive
    for path in (*arrival.companions, arrival.path):  # the file last: while it lies there it has not left
        target = top / arrival.folder / kept_name(loads[0].arrival, told(path))
        inbox.move(path, target)
        if path == arrival.path and inbox.changed(target, arrival.print, loads[0].sha256):
            inbox.move(target, path)
            return False
    return True


def _interrupted(town: Town, con: duckdb.DuckDBPyConnection, source: Source) -> list[Load]:
    """The loads of this very arrival that a killed run committed; only the last arrival can still lie in the inbox."""
    newest = record.last(con, "folder <> '' and sha256 <> ?", (inbox.NOTHING,))  # neither a note nor a silent database
    if newest is None or (newest.folder, newest.file, newest.sha256) != (source.folder, source.file, source.sha256):
        return []
    return [] if record.kept(town, newest) else record.loads(con, "arrival = ?", (newest.arrival,))[::-1]


def _load(its: _Pass, arrival: Arrival, feed: Feed, noun_name: str, source: Source) -> Load | None:
    """The record of one feed's reading for one noun; None where the file changed while it was read."""
    town, con, noun = its.town, its.con, contracts.noun(noun_name)
    how = mapping(town, feed, noun, arrival.beside)
    load = record.blank(con, town, feed.name, noun_name, source, how, its.clock())
    unchanged = known(con, town, feed, load)
    if unchanged:
        record.remember(con, unchanged)
        return unchanged
    found = its.reader.prepare(Order(arrival.path, feed, noun_name, town, pending_sheet(town, load)))
    if inbox.fingerprint(arrival.path) != arrival.print:
        return None
    fetched = town.feeds[feed.name].format == "sql"  # written by us, and whole before it got its name
    try:
        return admit(con, town, feed, noun, load, found, settled=lambda: fetched or inbox.settled(arrival))
    except Unsettled:
        return None
