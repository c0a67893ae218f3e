"""A tick: whatever is due is done, one after the other; then it ends."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from pipelines.schedule import claims, ledger
from pipelines.schedule.attempt import Attempt, Clock, Ended
from pipelines.schedule.beat import beat
from pipelines.schedule.jobs import Result
from pipelines.schedule.ledger import Hindrance, Slot
from pipelines.schedule.log import log
from pipelines.schedule.slots import Entry, entries
from pipelines.store.moments import second
from pipelines.store.state import at_once, open_state
from pipelines.town import Town
from rules.wording import Words, words

PATIENCE = 600.0  # seconds that another run on the town is waited for, before the slot is left to a later tick


def tick(town: Town, clock: Clock, patience: float = PATIENCE) -> list[Ended]:
    """Do all that is due; returns what was done, in order.

    A job that fails is tried again by a later tick, and the rest goes on. A job that another process is at is waited
    for, `patience` seconds at most, and then left to it.
    """
    with closing(open_state(town)) as state:
        return list(_Tick(town, state, entries(town), clock, patience).done())


@dataclass
class _Tick:
    town: Town
    state: sqlite3.Connection
    schedule: Sequence[Entry]
    clock: Clock
    patience: float
    left: set[Slot] = field(default_factory=set)  # to another process, or to a later tick

    def done(self) -> Iterator[Ended]:
        for slot in claims.abandoned(self.state, self.town):
            self._attempt(slot).was_killed()
        while True:
            for job in ledger.plan(self.state, self.schedule, self.town.zone, self.clock()):
                log("the clock had run ahead, what it planned is taken out", logging.WARNING, job=job)
            self._beat()
            slot, before = next(self._ready(), (None, None))
            if slot is None:
                return
            ended = self._run(slot) if before is None else self._skip(slot, self._because(before))
            if ended is None:
                self.left.add(slot)
            else:
                yield ended

    def _ready(self) -> Iterator[tuple[Slot, Hindrance | None]]:
        """What may begin, and what never will: then with the slot it would have come after."""
        for slot in ledger.waiting(self.state, self.schedule, self.clock()):
            before = ledger.hindrance(self.state, self.schedule, slot)
            if slot not in self.left and (before is None or before.ended):
                yield slot, before

    def _run(self, slot: Slot) -> Ended | None:
        """Do a slot; None when another process is at it or has done it."""
        if all(entry.job != slot.job for entry in self.schedule):
            return self._skip(slot, self._say("It is no longer in the schedule."))
        with claims.holding(self.town, slot.job, self.patience) as held:
            now = self.clock()
            as_of = self.town.as_of or now.astimezone(self.town.zone).date()
            claimed = claims.begin(self.state, slot, as_of, now) if held else None
            if claimed is None:
                log("left to another process", job=slot.job, slot=second(slot.at))
                return None
            number, attempts = claimed
            self._beat()
            return self._attempt(replace(slot, attempts=attempts)).make(number, as_of, self.patience)

    def _skip(self, slot: Slot, why: str) -> Ended:
        with at_once(self.state):
            claims.end(self.state, slot, self.clock(), "skipped", Result(problem=why))
        log("skipped", job=slot.job, slot=second(slot.at))
        return Ended(slot, "skipped", error=why)

    def _because(self, before: Hindrance) -> str:
        sentence = {
            "failed": "{job} of {at:moment} has failed.",
            "missed": "{job} of {at:moment} was missed.",
            "skipped": "{job} of {at:moment} was skipped.",
        }[before.state]
        return self._say(sentence, job=self._say(f"job {before.job}"), at=before.at.astimezone(self.town.zone))

    def _attempt(self, slot: Slot) -> Attempt:
        return Attempt(self.town, self.state, self.schedule, self.clock, slot)

    def _beat(self) -> None:
        beat(self.town, self.state, self.schedule, self.clock())

    @property
    def _say(self) -> Words:
        return words(self.town.language)
