"""Weekly letters: once a week to the treasurer and to each head of a unit, from the published run."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pipelines.acts.record import read_acts, read_wishes
from pipelines.alerts.deliver import Posted, deliver
from pipelines.alerts.deliver.rate_limit import Clock
from pipelines.alerts.hold.delivery_window import delivery_window_of
from pipelines.alerts.route.escalation import read_escalation
from pipelines.alerts.route.published import read_run, read_run_view
from pipelines.alerts.weekly.readers import letters_of
from pipelines.alerts.weekly.week import Week
from pipelines.alerts.weekly.write import letter
from pipelines.alerts.write import Letter
from pipelines.reading import law_then
from pipelines.store.moments import stamp
from pipelines.store.state import at_once
from pipelines.town import Town

if TYPE_CHECKING:
    import duckdb

__all__ = ["compose", "post"]


def post(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    state: sqlite3.Connection,
    run_id: str,
    day: date,
    clock: Clock = lambda: datetime.now(UTC),
) -> Posted:
    """Write and send the letters of the week of `day`, once: called again it only finishes what was left undone.

    On a day off nothing is written; the first working day of the week does it. The caller holds the town's lock.
    """
    return deliver(town, state, compose(town, con, state, run_id, day, clock()), clock)


def compose(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, run_id: str, day: date, now: datetime
) -> list[Letter]:
    """Write and keep the letters of a week in one transaction; none on a day off, or where they were kept before.

    con: the published snapshot; it is left looking at the run's day.
    """
    window = delivery_window_of(town, day, now)
    week = "{}-W{:02}".format(*day.isocalendar()[:2])
    if window.closed or state.execute("select 1 from weeks where week = ?", (week,)).fetchall():
        return []
    run = read_run(con, run_id)
    acts, wishes = read_acts(state, now), read_wishes(state, now)
    view = read_run_view(town, con, run, acts, wishes, read_escalation(town, run.as_of))
    law = law_then(con, town, run.known_on).for_town(town.rules, town.terms)
    about = Week(town, con, view, law)
    written = []
    for to, parts in letters_of(about).items():
        letter_id = hashlib.sha256(repr((town.name, "weekly", week, to)).encode()).hexdigest()[:32]
        one = letter(about, letter_id, day.isoformat(), to, parts)
        leaves_at = window.leaves_at(view.wish(to).quiet)
        if leaves_at and one.state == "queued":
            one = replace(one, state="held", why="quiet hours", not_before=leaves_at)
        written.append(one)
    _keep(state, week, day, run_id, written)
    return written


def _keep(state: sqlite3.Connection, week: str, day: date, run_id: str, letters: Sequence[Letter]) -> None:
    with at_once(state):
        state.execute("insert into weeks values (?, ?, ?)", (week, day.isoformat(), run_id))
        for each in letters:
            leaves_at = stamp(each.not_before) if each.not_before else None
            about = (each.letter_id, run_id, each.day, each.recipient, each.address, each.subject)
            state.execute(_KEEP, (*about, each.state, each.why, each.message, leaves_at))


_KEEP = """
insert into letters (letter_id, run_id, day, recipient, address, subject, state, why, message, not_before, kind)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'weekly')
"""
