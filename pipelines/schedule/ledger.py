"""The ledger of slots in state.sqlite: what is due, what may begin, what comes next. No clock is asked here."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pipelines.schedule.slots import Entry, due, jobs, moments
from pipelines.store.moments import second
from pipelines.store.queries import sql
from pipelines.store.state import at_once

LEAP = timedelta(hours=3)  # a clock put back by less is waited for; by more, it had gone wrong before


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which a job is due (UTC), with the times it was begun so far."""

    job: str
    at: datetime
    attempts: int


class Hindrance(NamedTuple):
    """A slot that another one has to come after: its state, job and moment (UTC)."""

    state: str
    job: str
    at: datetime

    @property
    def ended(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in ("failed", "missed", "skipped")


def plan(state: sqlite3.Connection, schedule: Sequence[Entry], zone: ZoneInfo, now: datetime) -> list[str]:
    """Write down every moment up to now that is not yet; returns the jobs whose clock had run ahead.

    A job met for the first time begins now. What a clock that was wrong planned for the future is taken out again, or
    the schedule would sleep until then.
    """
    ahead: list[str] = []
    with at_once(state):
        for job in jobs(schedule):
            until = _until(state, job) or now
            if until > now + LEAP:
                ahead.append(job)
                until = now
                state.execute(_NOT_YET, {"job": job, "now": second(now)})
                state.execute(_TRY_NOW, {"job": job, "now": second(now)})
            for each in due(schedule, job, zone, until, now):
                instead = second(each.instead) if each.instead else None
                state.execute(_WRITE_DOWN, [job, second(each.slot), each.state, instead])
            if all(entry.catch_up != "all" for entry in schedule if entry.job == job):
                state.execute(_GIVE_WAY, {"job": job})
            state.execute(_PLANNED, [job, second(max(until, now))])
    return ahead


def waiting(state: sqlite3.Connection, schedule: Sequence[Entry], now: datetime) -> list[Slot]:
    """What wants doing now, oldest first; of one moment, a job behind the one it comes after."""
    order = {job: n for n, job in enumerate(jobs(schedule))}
    found = [Slot(job, moment(at), attempts) for job, at, attempts in state.execute(_WAITING, [second(now)])]
    return sorted(found, key=lambda slot: (slot.at, order.get(slot.job, len(order))))


def hindrance(state: sqlite3.Connection, schedule: Sequence[Entry], slot: Slot) -> Hindrance | None:
    """The slot that this one has to come after and that is not done; None when this one may begin."""
    for entry in schedule:
        if entry.job == slot.job and entry.after is not None:
            row = state.execute(_BEFORE, {"job": entry.after, "slot": second(slot.at)}).fetchone()
            if row and row[0] != "done":
                return Hindrance(row[0], entry.after, moment(row[1]))
    return None


def upcoming(
    state: sqlite3.Connection, schedule: Sequence[Entry], zone: ZoneInfo, now: datetime
) -> tuple[datetime, str] | None:
    """When something has to be done next, and which job; a moment that has passed means now."""
    ahead = [(moment(at), job) for job, at in state.execute(_LATER, [second(now)])]
    for slot in waiting(state, schedule, now):
        before = hindrance(state, schedule, slot)
        if before is None or before.ended:
            ahead.append((slot.at, slot.job))
    for job in jobs(schedule):
        until = _until(state, job) or now
        since = now if until > now + LEAP else until
        ahead += [(at, job) for at, _ in islice(moments(schedule, job, zone, since), 1)]
    return min(ahead, key=lambda pair: pair[0], default=None)


def moment(written: str) -> datetime:
    """A moment of the ledger."""
    return datetime.fromisoformat(written)


def _until(state: sqlite3.Connection, job: str) -> datetime | None:
    """How far a job's slots are written down; None for a job never met."""
    row = state.execute("select until from planned where job = ?", [job]).fetchone()
    return moment(row[0]) if row else None


_WRITE_DOWN = "insert or ignore into slots (job, slot, state, instead) values (?, ?, ?, ?)"
_PLANNED = "insert into planned values (?, ?) on conflict do update set until = excluded.until"
_NOT_YET = "delete from slots where job = :job and slot > :now and state <> 'running'"
_TRY_NOW = "update slots set next_try_at = :now where job = :job and next_try_at > :now"
_GIVE_WAY = sql("schedule/give_way.sql")
_WAITING = """
select job, slot, attempts
from slots
where (state = 'waiting' or (state = 'failed' and next_try_at is not null)) and coalesce(next_try_at, slot) <= ?
"""
_LATER = "select job, next_try_at from slots where state in ('waiting', 'failed') and next_try_at > ?"
_BEFORE = sql("schedule/before.sql")
