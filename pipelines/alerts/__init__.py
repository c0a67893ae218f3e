"""From findings to letters: deliver(write(hold(route(findings))))."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.acts.record import read_acts, read_wishes
from pipelines.alerts.back import back, read_settled
from pipelines.alerts.decision import Decision
from pipelines.alerts.deliver import Clock, Posted, deliver, open_letters
from pipelines.alerts.doors import open_doors
from pipelines.alerts.hold import hold, words_of
from pipelines.alerts.ladder import read_ladder
from pipelines.alerts.ledger import is_posted, keep, letters
from pipelines.alerts.memory import Ledger, read_ledger
from pipelines.alerts.published import read_edition, read_run, vanished
from pipelines.alerts.route import route
from pipelines.alerts.write import Letter, write
from pipelines.town import Town

if TYPE_CHECKING:
    import duckdb

    from pipelines.alerts.edition import Edition, Run

__all__ = ["Posted", "decide", "letters", "post"]


def post(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    state: sqlite3.Connection,
    run_id: str,
    clock: Clock = lambda: datetime.now(UTC),
) -> Posted:
    """Write and send the letters of a published run; called again, it only finishes what was left undone.

    con: the published snapshot; it is left looking at the run's day. state: the town's open state.sqlite. The caller
    holds the town's lock.
    """
    written, decisions = decide(town, con, state, run_id, clock)
    return replace(deliver(town, state, written, clock), words=words_of(decisions))


def decide(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run_id: str, clock: Clock
) -> tuple[list[Letter], list[Decision]]:
    """Write and keep the letters of a published run, and the decisions behind them; nothing where that is done."""
    run = read_run(con, run_id)
    open_letters(state, clock())
    if is_posted(state, run):
        return [], []
    ledger = read_ledger(state, run.as_of)
    edition = _edition(town, con, state, run, ledger)
    meanwhile = back(edition, ledger, read_settled(con, ledger))
    doors = open_doors(town, run.as_of, clock())
    decisions = hold(edition, route(edition), ledger, doors, meanwhile)
    written = write(town, edition, decisions)
    keep(state, run, written, decisions, ledger, edition.versions)
    return written, decisions


def _edition(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run: Run, ledger: Ledger
) -> Edition:
    """The run's edition, with what people had decided by the time the run knew what it knew."""
    acts, wishes = read_acts(state, run.known_on), read_wishes(state, run.known_on)
    edition = read_edition(town, con, run, acts, wishes, read_ladder(town, run.as_of))
    return replace(edition, vanished=vanished(con, {identity for identity, _ in ledger.told}))
