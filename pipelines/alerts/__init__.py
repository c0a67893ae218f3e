"""From findings to letters: deliver(write(hold(route(findings))))."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipelines.acts.record import read_acts, read_wishes
from pipelines.alerts.deliver import Clock, Posted, deliver, open_letters
from pipelines.alerts.deliver.beside import lay_beside
from pipelines.alerts.deliver.notification_log import begin_anew, is_posted, letters, record_letters
from pipelines.alerts.hold import hold, words_of
from pipelines.alerts.hold.decision import STANDING, Decision
from pipelines.alerts.hold.delivery_window import delivery_window_of
from pipelines.alerts.hold.notification_log import NotificationLog, read_notification_log
from pipelines.alerts.hold.returned import read_settled, returned
from pipelines.alerts.route import route
from pipelines.alerts.route.escalation import read_escalation
from pipelines.alerts.route.published import read_run, read_run_view, vanished
from pipelines.alerts.write import Letter, write
from pipelines.alerts.write.backlog import backlog
from pipelines.town import Town

if TYPE_CHECKING:
    import duckdb

    from pipelines.alerts.route.run_view import Run, RunView

KNOWN = frozenset({*STANDING, "repeat", "known"})  # what its readers know after a baseline

__all__ = ["Posted", "decide", "letters", "post", "take_as_known", "tell_anew"]


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
    with _uncollected():
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
    log, view, decisions = _decided(town, con, state, run, clock())
    written = write(town, view, decisions)
    record_letters(state, run, written, decisions, log, view.versions)
    return written, decisions


class Known(NamedTuple):
    """What is known from a baseline on: how many findings, and the sheets that tell the heads of units of them."""

    findings: int
    sheets: tuple[Path, ...]


def take_as_known(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run_id: str, clock: Clock
) -> Known:
    """Letters begin with what comes: what the run found is known to its readers, and lies on sheets in the outbox.

    What waits for the mail server, and what only files said, is known as well. No letter leaves. It is told when it
    gets graver, comes to others, or ends. con, state: as for `post`.
    """
    run = read_run(con, run_id)
    with _uncollected():
        log, view, held = _decided(town, con, state, run, clock())
        decisions = [replace(decision, held="", not_before=None) for decision in held]  # no hour to wait for
        known = {each.notice.finding.identity: each.notice.finding for each in decisions if each.reason in KNOWN}
        sheets = lay_beside(town, backlog(town, view, known.values()).values())
        written = write(town, view, decisions)
        record_letters(state, run, written, decisions, log, view.versions, baseline=True)
    return Known(len(known), sheets)


def tell_anew(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    state: sqlite3.Connection,
    run_id: str,
    clock: Clock = lambda: datetime.now(UTC),
) -> Posted:
    """Letters begin with all that stands, also what only files said or was taken as known. con, state: as for `post`.

    What a mail server took stays told.
    """
    begin_anew(state, read_run(con, run_id))
    return post(town, con, state, run_id, clock)


def _decided(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run: Run, now: datetime
) -> tuple[NotificationLog, RunView, list[Decision]]:
    """What becomes of each notice of a run, with what that was decided from."""
    log = read_notification_log(state, run.as_of)
    view = _run_view(town, con, state, run, log)
    while_away = returned(view, log, read_settled(con, log))
    window = delivery_window_of(town, run.as_of, now)
    return log, view, hold(view, route(view), log, window, while_away)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for circles of garbage: findings, notices and decisions make none, and are looked at for long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _run_view(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run: Run, log: NotificationLog
) -> RunView:
    """The view of the run, with what people had decided by the time the run knew what it knew."""
    acts, wishes = read_acts(state, run.known_on), read_wishes(state, run.known_on)
    view = read_run_view(town, con, run, acts, wishes, read_escalation(town, run.as_of))
    return replace(view, vanished=vanished(con, {identity for identity, _ in log.told}))
