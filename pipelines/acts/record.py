"""What people have decided about findings and letters, as it stood at any moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pipelines.store.moments import stamp
from rules.severity import GRAVEST, GRAVITY

EVERYTHING = ""  # of a rule, noun or subject: whatever it is


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, from where (a command line and its host, a page) and when (with zone)."""

    author: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """An acknowledgement or a silence; `until` is the last day it holds, None until it is undone or outgrown."""

    act_id: int
    kind: str
    rule: str
    noun: str
    subject: str
    severity: str
    day: date
    until: date | None
    why: str
    author: str
    at: datetime

    def holds(self, rule: str, noun: str, severity: str, first_seen: date | None, day: date) -> bool:
        """Whether it covers a finding of its subject on this day.

        An acknowledgement is of what was seen: not of a finding that came later, nor of one that has become graver. A
        silence lasts to its end, except for what has become critical since: nobody silences what they did not know.
        """
        if self.rule not in (EVERYTHING, rule) or self.noun not in (EVERYTHING, noun):
            return False
        if self.until is not None and day > self.until:
            return False
        if self.kind == "silence":
            return severity != GRAVEST or self.severity == GRAVEST
        return GRAVITY[severity] <= GRAVITY[self.severity] and (first_seen is None or first_seen <= self.day)


@dataclass(frozen=True)
class Acts:
    """The acts that stood at one moment, by subject; under EVERYTHING those that concern a whole rule."""

    by_subject: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)

    def over(
        self, kind: str, rule: str, noun: str, subject: str, severity: str, first_seen: date | None, day: date
    ) -> Act | None:
        """The latest act of a kind (`acknowledge`, `silence`) that covers a finding on a day; None where none does."""
        if not self.by_subject:
            return None
        acts = (*self.by_subject.get(subject, ()), *self.by_subject.get(EVERYTHING, ()))
        return next((a for a in acts if a.kind == kind and a.holds(rule, noun, severity, first_seen, day)), None)

    def paused_until(self, rule: str, noun: str, subject: str, day: date) -> date | None:
        """The last day of the latest pause of a finding that was over before this day; None where there was none."""
        if not self.by_subject:
            return None
        acts = (*self.by_subject.get(subject, ()), *self.by_subject.get(EVERYTHING, ()))
        ends = (a.until for a in acts if a.rule in (EVERYTHING, rule) and a.noun in (EVERYTHING, noun))
        return max((end for end in ends if end is not None and end < day), default=None)


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wishes of the letters; None: as the town has it."""

    severity: str | None = None  # nothing below it
    language: str | None = None
    quiet: str | None = None  # 18:00-07:00
    digest: str | None = None  # daily | weekly
    attach: str | None = None  # xlsx | none: to the weekly letter, and to a daily one that is cut


def read_acts(state: sqlite3.Connection, known_on: datetime) -> Acts:
    """The acts that stood at a moment; one undone later still counts then, so that a past letter can be explained."""
    by_subject: dict[str, list[Act]] = {}
    for row in state.execute(_ACTS, {"known_on": stamp(known_on)}):
        act = _act(*row)
        by_subject.setdefault(act.subject, []).append(act)
    return Acts({subject: tuple(acts) for subject, acts in by_subject.items()})


def _act(
    act_id: int, kind: str, rule: str, noun: str, subject: str, severity: str, day: str, until: str | None, why: str,
    author: str, at: str,
) -> Act:  # fmt: skip
    last = date.fromisoformat(until) if until else None
    on, moment = date.fromisoformat(day), datetime.fromisoformat(at)
    return Act(act_id, kind, rule, noun, subject, severity, on, last, why, author, moment)


def read_wishes(state: sqlite3.Connection, known_on: datetime) -> Mapping[str, Wish]:
    """What each person wished at a moment, by employee."""
    return {employee: Wish(*wish) for employee, *wish in state.execute(_WISHES, {"known_on": stamp(known_on)})}


_ACTS = """
select act_id, kind, rule, noun, subject, severity, day, until, why, author, at
from acts
where at <= :known_on and (ended_at is null or ended_at > :known_on)
order by act_id desc
"""
_WISHES = """
select employee, severity, language, quiet, digest, attach
from wishes
where at <= :known_on and (ended_at is null or ended_at > :known_on)
"""
