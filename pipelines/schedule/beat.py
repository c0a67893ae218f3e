"""What the heartbeat says: the state of the schedule, from the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pipelines.schedule import heartbeat
from pipelines.schedule.ledger import upcoming
from pipelines.schedule.slots import Entry, jobs
from pipelines.store.moments import second
from pipelines.town import Town


def beat(town: Town, state: sqlite3.Connection, schedule: Sequence[Entry], now: datetime) -> None:
    """Write when the schedule was last awake, its last start, success and failure, what fails now, and what is next."""
    ahead = upcoming(state, schedule, town.zone, now)
    heartbeat.write(
        town,
        {
            "awake_at": second(now),
            "last_start": _last(state, "started_at", "started_at is not null"),
            "last_success": _last(state, "ended_at", "state = 'done'"),
            "last_failure": _last(state, "ended_at", "state = 'failed' and ended_at is not null"),
            "failing": failing(state, schedule),
            "next_slot": {"job": ahead[1], "slot": second(ahead[0])} if ahead else None,
        },
    )


def failing(state: sqlite3.Connection, schedule: Sequence[Entry]) -> list[dict[str, Any]]:
    """The jobs whose last slot failed, or was slept through: job, slot, state, error and when it is tried again."""
    found: list[dict[str, Any]] = []
    for job in jobs(schedule):
        row = state.execute(_LAST_ENDED, [job]).fetchone()
        if row and row[1] != "done":
            found.append({"job": job, **dict(zip(("slot", "state", "error", "next_try_at"), row, strict=True))})
    return found


def _last(state: sqlite3.Connection, column: str, which: str) -> dict[str, Any] | None:
    row = state.execute(
        f"select job, slot, {column}, error from slots where {which} order by {column} desc, rowid desc limit 1"
    ).fetchone()
    if row is None:
        return None
    job, slot, at, error = row
    return {"job": job, "slot": slot, "at": at, **({"error": error} if error else {})}


_LAST_ENDED = """
select slot, state, error, next_try_at
from slots
where job = ? and instead is null and state in ('done', 'failed', 'missed')
order by slot desc
limit 1
"""
