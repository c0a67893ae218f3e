"""Who runs a slot and what became of it, and every time a job was begun, by the schedule or by hand.

Two processes never run one slot: whoever runs a job holds its lock file, and a claim is one transaction. A lock ends
with its process, however that ends: what is `running` while its lock is free belongs to a process that died.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from pipelines.schedule.jobs import Result
from pipelines.schedule.ledger import Slot, moment
from pipelines.store.moments import second
from pipelines.store.state import at_once, taken
from pipelines.town import Town


@contextmanager
def holding(town: Town, job: str, patience: float = 0) -> Iterator[bool]:
    """Be the one process that runs this job, if no other still does after so many seconds; True when it is so."""
    town.root.mkdir(parents=True, exist_ok=True)
    with (town.root / f".{job}.lock").open("a+", encoding="utf-8") as file:
        yield taken(file, patience)


def begin(state: sqlite3.Connection, slot: Slot, as_of: date, now: datetime) -> tuple[int, int] | None:
    """Claim a slot: the number of its pass and of this attempt; None when another did it. The caller holds the job.

    The ledger is asked once more: since `slot` was read, the process that held the job may have done it, or failed.
    """
    with at_once(state):
        row = state.execute(_CLAIM, {"job": slot.job, "slot": second(slot.at), "now": second(now)}).fetchone()
        return (open_pass(state, slot.job, slot.at, as_of, now), row[0]) if row else None


def end(
    state: sqlite3.Connection, slot: Slot, now: datetime, became: str, result: Result, next_try: datetime | None = None
) -> None:
    """Note what became of a slot: done; failed, with the moment of the next try if there is one; skipped.

    Within the caller's transaction.
    """
    at = second(next_try) if next_try else None
    state.execute(_END, [became, at, second(now), result.problem, result.run_id, slot.job, second(slot.at)])


def put_back(state: sqlite3.Connection, slot: Slot, number: int, next_try: datetime) -> None:
    """The slot was begun and could not be done now, by nobody's fault: it waits on, and the attempt does not count."""
    with at_once(state):
        forget_pass(state, number)
        state.execute(_PUT_BACK, [second(next_try), slot.job, second(slot.at)])


def open_pass(state: sqlite3.Connection, job: str, slot: datetime | None, as_of: date, now: datetime) -> int:
    """Note that a job begins, by hand where it has no slot; returns its number. The caller holds the job.

    A pass of the job that is still noted as running was killed: nobody else holds the job.
    """
    state.execute(_BROKEN, [job])
    at = None if slot is None else second(slot)
    [(number,)] = state.execute(_BEGUN, [job, at, as_of.isoformat(), second(now)]).fetchall()
    return number


def close_pass(state: sqlite3.Connection, number: int, became: str, seconds: float, result: Result) -> None:
    """Note how a job ended: done or failed. Within the caller's transaction."""
    did = (result.run_id, result.rows_in, result.rows_loaded, result.rows_rejected, result.letters, result.problem)
    state.execute(_ENDED, [became, round(seconds, 3), *did, number])


def forget_pass(state: sqlite3.Connection, number: int) -> None:
    """It never began: another run kept the town. Within the caller's transaction."""
    state.execute("delete from passes where pass_id = ?", [number])


def abandoned(state: sqlite3.Connection, town: Town) -> Iterator[Slot]:
    """The slots of processes that died in the middle, their passes noted as broken; each held while it is looked at."""
    for (job,) in state.execute(_AT_WORK).fetchall():
        with holding(town, job) as held:
            if not held:
                continue
            with at_once(state):
                state.execute(_BROKEN, [job])
            for at, attempts in state.execute(_RUNNING, [job]).fetchall():
                yield Slot(job, moment(at), attempts)


_CLAIM = """
update slots
set state = 'running', attempts = attempts + 1, next_try_at = null, started_at = :now, ended_at = null, error = ''
where job = :job and slot = :slot and (state = 'waiting' or (state = 'failed' and next_try_at is not null))
    and coalesce(next_try_at, slot) <= :now
returning attempts
"""
_END = """
update slots set state = ?, next_try_at = ?, ended_at = ?, error = ?, run_id = ? where job = ? and slot = ?
"""
_PUT_BACK = """
update slots set state = 'waiting', attempts = attempts - 1, next_try_at = ? where job = ? and slot = ?
"""
_BEGUN = """
insert into passes (job, slot, as_of, started_at, state) values (?, ?, ?, ?, 'running') returning pass_id
"""
_ENDED = """
update passes
set state = ?, seconds = ?, run_id = ?, rows_in = ?, rows_loaded = ?, rows_rejected = ?, letters = ?, error = ?
where pass_id = ?
"""
_BROKEN = "update passes set state = 'broken' where state = 'running' and job = ?"
_AT_WORK = "select job from slots where state = 'running' union select job from passes where state = 'running'"
_RUNNING = "select slot, attempts from slots where state = 'running' and job = ?"
