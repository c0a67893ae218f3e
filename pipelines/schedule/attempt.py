"""An attempt at a slot: the job is begun, and however it ends the ledger, the heartbeat and the steward know."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipelines.refusal import Refusal
from pipelines.schedule import claims, heartbeat
from pipelines.schedule.beat import failing
from pipelines.schedule.failure import Failure, failure_of
from pipelines.schedule.jobs import JOBS, Result
from pipelines.schedule.ledger import Slot
from pipelines.schedule.log import log
from pipelines.schedule.slots import Entry
from pipelines.store.moments import second
from pipelines.store.retry import wait_after
from pipelines.store.state import Busy, at_once
from pipelines.town import Town
from rules.wording import words

BUSY_WAIT = timedelta(minutes=1)

Clock = Callable[[], datetime]  # returns UTC, with its zone


@dataclass(frozen=True)
class Ended:
    """What became of a slot in this tick: done, failed or skipped, in how many seconds, and the error or the reason."""

    slot: Slot
    state: str
    seconds: float = 0
    error: str = ""


@dataclass(frozen=True)
class Attempt:
    """One attempt at `slot`, whose `attempts` counts this one; the caller holds the job."""

    town: Town
    state: sqlite3.Connection
    schedule: Sequence[Entry]
    clock: Clock
    slot: Slot

    def make(self, number: int, as_of: date, patience: float) -> Ended | None:
        """Begin the job as the pass `number`; None when another run keeps the town, and the slot waits on."""
        self._log("began", attempt=self.slot.attempts)
        self._ping("start")
        begun = time.perf_counter()
        try:
            result = self._job()(self.town, as_of, patience)
        except Busy:
            claims.put_back(self.state, self.slot, number, self.clock() + BUSY_WAIT)
            self._log("the town is busy")
            return None
        except Exception as error:  # noqa: BLE001 - whatever a job raises, its slot has failed and the schedule goes on
            failure, seconds = failure_of(words(self.town.language), error), time.perf_counter() - begun
            self._failed(failure, number, seconds)
            return Ended(self.slot, "failed", seconds, failure.text)
        except BaseException:  # told to stop, by a signal or from the keyboard
            claims.put_back(self.state, self.slot, number, self.clock())
            self._log("stopped")
            raise
        seconds = time.perf_counter() - begun
        with at_once(self.state):
            claims.close_pass(self.state, number, "done", seconds, result)
            claims.end(self.state, self.slot, self.clock(), "done", result)
        self._log("done", run_id=result.run_id, seconds=round(seconds, 1), letters=result.letters)
        self._report()
        return Ended(self.slot, "done", seconds, result.problem)

    def was_killed(self) -> None:
        """The process that made the last attempt died in the middle: the slot waits for the next one, at once."""
        say = words(self.town.language)
        failure = Failure("killed", say("The process was ended in the middle: killed, or without power or memory."))
        next_try = self.clock() if self._may_be_repeated else None
        with at_once(self.state):
            claims.end(self.state, self.slot, self.clock(), "failed", Result(problem=failure.text), next_try)
        self._log("was killed", logging.WARNING, attempt=self.slot.attempts)
        if next_try is None:
            self._tell(failure, None)

    def _job(self) -> Callable[[Town, date, float], Result]:
        job = JOBS.get(self.slot.job)
        if job is None:
            say = words(self.town.language)
            raise Refusal(
                say("There is no job {job}.", job=self.slot.job),
                say("Correct {file}; `ratusz check` looks again.", file="town.toml"),
            )
        return job

    @property
    def _may_be_repeated(self) -> bool:
        retries = (entry.retries for entry in self.schedule if entry.job == self.slot.job)
        return self.slot.attempts <= max(retries, default=0)

    def _failed(self, failure: Failure, number: int, seconds: float) -> None:
        next_try = self.clock() + wait_after(self.slot.attempts) if self._may_be_repeated else None
        result = Result(problem=failure.text)
        with at_once(self.state):
            claims.close_pass(self.state, number, "failed", seconds, result)
            claims.end(self.state, self.slot, self.clock(), "failed", result, next_try)
        self._log(
            "failed", logging.ERROR, kind=failure.kind, place=failure.place, next_try=next_try and second(next_try)
        )
        self._report()
        self._tell(failure, next_try)

    def _tell(self, failure: Failure, next_try: datetime | None) -> None:
        """The steward hears of it by letter; that the letter cannot be written must not end the schedule."""
        from pipelines.schedule import steward

        try:
            new = steward.write(self.town, self.state, self.slot, failure, next_try, self.clock())
            problem = steward.send(self.town, self.state) if new else ""
        except Exception as error:  # noqa: BLE001 - the disk may be full, the published copy broken
            problem = failure_of(words(self.town.language), error).message
        if problem:
            self._log("the steward could not be told", logging.ERROR, problem=problem)

    def _report(self) -> None:
        """Success only while no job's last slot has failed: one that works must not hide one that does not."""
        errors = [each["error"] for each in failing(self.state, self.schedule) if each["state"] == "failed"]
        self._ping(*(("fail", errors[0]) if errors else ()))

    def _ping(self, event: str = "", said: str = "") -> None:
        if trouble := heartbeat.ping(self.town, event, said):
            log("the heartbeat was not heard", logging.WARNING, problem=trouble)

    def _log(self, event: str, level: int = logging.INFO, **facts: object) -> None:
        log(event, level, job=self.slot.job, slot=second(self.slot.at), **facts)
