"""From findings to letters: deliver(write(hold(route(findings))))."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.alerts.deliver import Posted, deliver
from pipelines.alerts.edition import read_edition, read_run
from pipelines.alerts.hold import closed, hold, words_of
from pipelines.alerts.ledger import is_posted, keep, letters, read_ledger
from pipelines.alerts.route import route
from pipelines.alerts.write import write
from pipelines.town import Town

if TYPE_CHECKING:
    import duckdb

__all__ = ["Posted", "letters", "post"]


def post(town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run_id: str) -> Posted:
    """Write and send the letters of a published run; called again, it only finishes what was left undone.

    con: the published snapshot; it is left looking at the run's day. state: the town's open state.sqlite. The caller
    holds the town's lock.
    """
    run = read_run(con, run_id)
    if is_posted(state, run):
        return deliver(town, state)
    edition = read_edition(town, con, run)
    decisions = hold(edition, route(edition), read_ledger(state, edition.day), closed(town, edition.day))
    written = write(town, edition, decisions)
    keep(state, run, written)
    return replace(deliver(town, state, written), words=words_of(decisions))
