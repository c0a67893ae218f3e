"""Loading: every file of the inbox into history, one transaction per (file, feed, noun), no byte lost on the way.

A run may be killed anywhere. What was committed stays, what was not has never been, and the file leaves the inbox only
when every feed of its folder has read it; the next run goes on where the last one ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import duckdb

from pipelines import contracts
from pipelines.formats import read
from pipelines.load import inbox, record
from pipelines.load.admit import admit, refuse
from pipelines.load.content import known, mapping
from pipelines.load.fetch import fetch, file_of
from pipelines.load.inbox import Arrival
from pipelines.load.record import Load, Source
from pipelines.load.rejection import show
from pipelines.refusal import Refusal
from pipelines.store.history import prepare_all
from pipelines.town import Feed, Town
from rules.wording import words

Progress = Callable[[str, int, int], None]  # what is being done, files done, files in all
Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment in UTC."""
    return datetime.now(UTC)


def load_all(
    town: Town, con: duckdb.DuckDBPyConnection, progress: Progress | None = None, clock: Clock = now
) -> list[Load]:
    """Load every file of the inbox that is ready, in name order; the records of the loads, in order.

    Files left alone (still being written, read by no feed) are told to `progress` with the reason; `inbox.arrivals`
    lists them. `clock` returns the moment a load becomes known.
    """
    tell = progress or (lambda what, done, total: None)
    prepare_all(con)
    loads = [_unanswered(town, con, feed, refusal, clock) for feed, refusal in fetch(town)]
    ready, left = inbox.arrivals(town)
    for file in left:
        tell(f"{file.path.name}: {file.reason}", 0, len(ready))
    for done, arrival in enumerate(ready):
        tell(arrival.path.name, done, len(ready))
        loads += _load_file(town, con, arrival, clock)
        if arrival.path.exists():
            tell(f"{arrival.path.name}: {words(town.language)('still being written')}", done, len(ready))
    tell("", len(ready), len(ready))
    return loads


def _unanswered(town: Town, con: duckdb.DuckDBPyConnection, feed: Feed, refusal: Refusal, clock: Clock) -> Load:
    """The record of a database that could not be asked."""
    source = Source(feed.inbox, file_of(feed), inbox.NOTHING)
    how = mapping(town, feed, contracts.noun(feed.nouns[0]))
    return refuse(con, record.blank(con, town, feed.name, feed.nouns[0], source, how, clock()), refusal)


def _load_file(town: Town, con: duckdb.DuckDBPyConnection, arrival: Arrival, clock: Clock) -> list[Load]:
    """Let every feed of the folder read the file, then put it where it is kept.

    A file that changes meanwhile stays in the inbox: what a feed has not read yet, it reads whole the next time.
    """
    source = Source(arrival.folder, arrival.path.name, inbox.digest(arrival.path))
    before = _interrupted(town, con, source)
    loads = list(before)
    for feed, noun in ((reader, noun) for reader in arrival.feeds for noun in reader.nouns):
        if any((load.feed, load.noun) == (feed.name, noun) for load in before):
            continue
        arrived = replace(source, arrival=loads[0].arrival if loads else None)
        load = _load(town, con, arrival, feed, noun, arrived, clock)
        if load is None:
            break
        loads.append(load)
    for load in loads:
        show(town, load)
    if inbox.fingerprint(arrival.path) == arrival.print:
        _keep(town, arrival, loads)
    return loads[len(before) :]


def _keep(town: Town, arrival: Arrival, loads: list[Load]) -> None:
    """The file out of the inbox, under the id of its first load."""
    top = town.rejected if all(load.state == "refused" for load in loads) else town.archive
    for path in (*arrival.companions, arrival.path):  # the file last: while it lies there it has not left
        inbox.move(path, top / arrival.folder / f"{loads[0].arrival}-{path.name}")


def _interrupted(town: Town, con: duckdb.DuckDBPyConnection, source: Source) -> list[Load]:
    """The loads of this very arrival that a killed run committed; only the last arrival can still lie in the inbox."""
    newest = record.last(con, "folder <> '' and sha256 <> ?", (inbox.NOTHING,))  # neither a note nor a silent database
    if newest is None or (newest.folder, newest.file, newest.sha256) != (source.folder, source.file, source.sha256):
        return []
    return [] if record.kept(town, newest) else record.loads(con, "arrival = ?", (newest.arrival,))[::-1]


def _load(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    arrival: Arrival,
    feed: Feed,
    noun_name: str,
    source: Source,
    clock: Clock,
) -> Load | None:
    """The record of one feed's reading for one noun; None where the file changed while it was read."""
    noun = contracts.noun(noun_name)
    load = record.blank(con, town, feed.name, noun_name, source, mapping(town, feed, noun, arrival.beside), clock())
    unchanged = known(con, town, feed, load)
    if unchanged:
        record.remember(con, unchanged)
        return unchanged
    try:
        found = read(arrival.path, feed, noun_name, town.zone, words(town.language))
    except Refusal as refusal:
        found = refusal
    if inbox.fingerprint(arrival.path) != arrival.print:
        return None
    return refuse(con, load, found) if isinstance(found, Refusal) else admit(con, town, feed, noun, load, found)
