"""What has been said so far, and what was decided last: read from state.sqlite before a new decision is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipelines.alerts.route.finding import Identity
from pipelines.store.queries import sql


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader last heard of a finding that is not over for them; `step`: how far up it had gone by then."""

    severity: str
    instead_of: str
    day: date
    sentence: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Last:
    """The last decision about one finding and reader, and since which day it has been the same."""

    reason: str
    held: str
    day: date


@dataclass(frozen=True, slots=True)
class StoodIn:
    """What `to` was told in somebody's place: the latest words, the days of the first and the latest."""

    identity: Identity
    to: str
    first_told: date
    day: date
    severity: str
    sentence: str


@dataclass(frozen=True)
class NotificationLog:
    """What has been said so far, in letters that have left or are about to, and what was decided last."""

    told: Mapping[tuple[Identity, str], Told]
    said: frozenset[tuple[Identity, str, str]]  # finding, reader and reason of all that was said on the day
    last: Mapping[tuple[Identity, str], Last] = field(default_factory=dict)
    stood_in: Mapping[str, list[StoodIn]] = field(default_factory=dict)  # the absent person: what others were told
    welcomed: Mapping[str, date] = field(
        default_factory=dict
    )  # who returned: when they were last told of their absence
    last_letter: Mapping[str, date] = field(default_factory=dict)  # reader: the day of the last letter
    known: Mapping[Identity, Told] = field(default_factory=dict)  # what stood when letters began, taken as known to all


class Memory:
    """What letters have said, put together in the order in which it was said."""

    def __init__(self) -> None:
        self.told: dict[tuple[Identity, str], Told] = {}
        self.stood_in: dict[str, dict[tuple[Identity, str], StoodIn]] = {}
        self.welcomed: dict[str, date] = {}
        self.last_letter: dict[str, date] = {}
        self.known: dict[Identity, Told] = {}

    def hear(self, identity: Identity, to: str, told: Told, reason: str, *, known: bool = False) -> None:
        """One thing a letter said to a reader; `known`: or that was taken as known when letters began."""
        if known:
            self.known[identity] = told
        else:
            self.last_letter[to] = max(told.day, self.last_letter.get(to, told.day))
        if reason == "away":
            self.welcomed[to] = told.day
        elif reason in ("resolved", "vanished", "overtaken"):
            self.told.pop((identity, to), None)
        else:
            self.told[identity, to] = told
            if told.instead_of and reason != "repeat":
                for_them = self.stood_in.setdefault(told.instead_of, {})
                before = for_them.get((identity, to))
                first = before.first_told if before else told.day
                for_them[identity, to] = StoodIn(identity, to, first, told.day, told.severity, told.sentence)

    def log(
        self,
        said: frozenset[tuple[Identity, str, str]] = frozenset(),
        last: Mapping[tuple[Identity, str], Last] | None = None,
    ) -> NotificationLog:
        """What has been said by now; `said`: of all that the things of this day, `last`: what was decided last."""
        stood_in = {employee: list(tolds.values()) for employee, tolds in self.stood_in.items()}
        return NotificationLog(self.told, said, last or {}, stood_in, self.welcomed, self.last_letter, self.known)


def read_notification_log(state: sqlite3.Connection, day: date) -> NotificationLog:
    """What has been said. A letter that was held, or refused for good, has told nobody anything."""
    memory = Memory()
    for rule, noun, subject, to, instead_of, on, reason, severity, sentence, step, known in state.execute(_SAID):
        told = Told(severity, instead_of, date.fromisoformat(on), sentence, step)
        memory.hear((rule, noun, subject), to, told, reason, known=bool(known))
    today = state.execute(_SAID_TODAY, (day.isoformat(),))
    return memory.log(
        said=frozenset(((rule, noun, subject), to, reason) for rule, noun, subject, to, reason in today),
        last={
            ((rule, noun, subject), to): Last(reason, held, date.fromisoformat(on))
            for rule, noun, subject, to, reason, held, on in state.execute(_LAST)
        },
    )


_SAID = sql("alerts/hold/said.sql")
_SAID_TODAY = """
select rule, noun, letter_items.subject, letter_items.recipient, reason
from letter_items join letters using (letter_id)
where letter_items.day = ? and (state in ('queued', 'sent', 'written', 'known') or attempts > 0)
    and begun is not 'all'
"""
_LAST = """
select rule, noun, subject, recipient, reason, held, day
from decisions
where decision_id in (select max(decision_id) from decisions group by subject, noun, rule, recipient)
"""
