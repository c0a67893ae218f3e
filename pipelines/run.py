"""One pass: load what arrived, judge the day, publish it whole, write the letters. All of it, or yesterday stays."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from pipelines import feeds
from pipelines.alerts import Posted, post
from pipelines.facts import derive
from pipelines.judge import judge
from pipelines.load import Load, load_all
from pipelines.publish import fingerprint, keep, publish, unpublished
from pipelines.snapshot import open_snapshot
from pipelines.state import lock, open_state
from pipelines.town import Town
from pipelines.warehouse import look, open_warehouse
from rules.law import read_law

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a pass did: the run readers now see, what was loaded for it, and whether anything had changed."""

    run_id: str
    as_of: date
    known_on: datetime
    loads: list[Load]
    changed: bool
    posted: Posted


def now() -> datetime:
    """This moment in UTC without a zone, as the warehouse keeps its times."""
    return datetime.now(UTC).replace(tzinfo=None)


def run(town: Town, as_of: date, progress: Progress = lambda _: None) -> Outcome:
    """One pass for a day; the town's lock is held throughout.

    A process killed anywhere leaves yesterday published; the next pass finishes what was already decided.
    """
    with lock(town):
        con = open_warehouse(town)
        try:
            left = unpublished(con, town)
            if left is not None:
                publish(con, town, left)
            progress("load")
            loads = load_all(town, con)
            known_on = now()
            run_id, changed = _judged(con, town, as_of, known_on, progress)
        finally:
            con.close()
        progress("letters")
        snapshot, _ = open_snapshot(town)
        with closing(snapshot), closing(open_state(town)) as state:
            posted = post(town, snapshot, state, run_id)
    return Outcome(run_id, as_of, known_on, loads, changed, posted)


def _judged(
    con: duckdb.DuckDBPyConnection, town: Town, as_of: date, known_on: datetime, progress: Progress
) -> tuple[str, bool]:
    """Judge and publish unless the last run already said all this; gives its id and whether anything changed."""
    law = read_law(town.jurisdiction)
    look(con, as_of, known_on, town.timezone)
    feeds.lay(con, town, known_on)
    mark = fingerprint(con, town, law, as_of)
    last = con.execute("select run_id, fingerprint from runs order by run_id desc limit 1").fetchall()
    if last and last[0][1] == mark:
        return last[0][0], False
    progress("facts")
    derive(con, town, law, as_of, known_on)
    judge(con, town, progress)
    run_id = keep(con, town, law, as_of, known_on, mark)
    progress("publish")
    publish(con, town, run_id)
    return run_id, True
