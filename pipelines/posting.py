"""The letters of the published run: written, sent, begun; by a pass, by the schedule or by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from pipelines import alerts
from pipelines.alerts import Posted
from pipelines.alerts.deliver import deliver
from pipelines.alerts.deliver.notification_log import is_without_letters, keep_without_letters
from pipelines.store.damage import explained
from pipelines.store.last_run import LastRun, last_run
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import audit, lock, open_state
from pipelines.town import Town


def post_published(town: Town) -> Posted:
    """Write and send the letters of the published run; the caller holds the town's lock."""
    with _published(town) as (snapshot, state, last):
        return alerts.post(town, snapshot, state, last.run_id)


def keep_back(town: Town, run_id: str, known_on: datetime) -> None:
    """Remember that a run is to write no letters, so that nothing but a pass or a person does. known_on: UTC."""
    with closing(open_state(town)) as state:
        keep_without_letters(state, run_id, known_on)


def finish(town: Town, patience: float = 0) -> tuple[str, Posted]:
    """Send what the last published run left waiting, judging nothing; its id, and what became of its letters.

    Of a run that was to write no letters only those of earlier runs leave.

    Raises:
        Busy: another run is still at work after `patience` seconds.
        Refusal: nothing is published yet.
    """
    with explained(town), lock(town, patience), _published(town) as (snapshot, state, last):
        if is_without_letters(state, last.run_id, last.known_on):
            return last.run_id, deliver(town, state)
        return last.run_id, alerts.post(town, snapshot, state, last.run_id)


def weekly(town: Town, day: date, patience: float = 0) -> tuple[str, Posted]:
    """Write and send the letters of the week of `day` from the published run, judging nothing, once; its id.

    Raises:
        Busy: another run is still at work after `patience` seconds.
        Refusal: nothing is published yet.
    """
    from pipelines.alerts.weekly import post as post_week

    with explained(town), lock(town, patience), _published(town) as (snapshot, state, last):
        return last.run_id, post_week(town, snapshot, state, last.run_id, day)


@dataclass(frozen=True)
class Begun:
    """How letters began: how many findings are known without one, or what became of the letters about all of them.

    sheets: where those that are known lie, for the heads of units.
    """

    known: int = 0
    sheets: tuple[Path, ...] = ()
    posted: Posted = field(default_factory=Posted)


def begin(town: Town, how: str, author: str, place: str) -> Begun:
    """Begin with `all` that stands, or with a `baseline`: what stands is known. It stays in the audit.

    Raises:
        Busy: another run is at work.
        Refusal: nothing is published yet.
    """
    with explained(town), lock(town), _published(town) as (snapshot, state, last):
        audit(state, author, "begin letters", how, place, run_id=last.run_id, day=last.as_of.isoformat())
        if how == "all":
            return Begun(posted=alerts.tell_anew(town, snapshot, state, last.run_id))
        known = alerts.take_as_known(town, snapshot, state, last.run_id, lambda: datetime.now(UTC))
        return Begun(known.findings, known.sheets)


@contextmanager
def _published(town: Town) -> Iterator[tuple[duckdb.DuckDBPyConnection, sqlite3.Connection, LastRun]]:
    """The published copy, the state, and the run that is published."""
    snapshot, _ = open_snapshot(town)
    with closing(snapshot), closing(open_state(town)) as state:
        yield snapshot, state, last_run(snapshot)
