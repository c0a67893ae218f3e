"""A run view: everything the letters of one run are made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from pipelines.acts.record import Act, Acts, Wish
from pipelines.alerts.route.escalation import Escalation
from pipelines.alerts.route.finding import Finding


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here on the day."""

    employee: str
    name: str
    email: str
    unit: str
    language: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away today; `substitute` is the end of the chain, None when the chain ends in nobody.

    scopes: (case kind, unit) -> the substitute for just these, empty text for any; None likewise.
    """

    substitute: str | None
    first_day: date
    last_day: date
    return_on: date
    scopes: Mapping[tuple[str, str], str | None] = field(default_factory=dict)

    def stands_in(self, kind: str | None, unit: str | None) -> str | None:
        """The substitute for a case of this kind in this unit, the narrowest scope first."""
        narrowest_first = ((kind or "", unit or ""), (kind or "", ""), ("", unit or ""))
        return next((self.scopes[scope] for scope in narrowest_first if scope in self.scopes), self.substitute)


class Return(NamedTuple):
    """Somebody was away not long ago and is here again; both days were days of the absence."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class FeedState:
    """How old a source is: state fresh, stale, very_stale, never, unlimited, held, refused or taken_out."""

    feed: str
    noun: str
    last_success_at: datetime | None  # UTC
    state: str


class Run(NamedTuple):
    """A published run: the day it judged for, and when it knew what it knew (UTC, without a zone)."""

    run_id: str
    as_of: date
    known_on: datetime
    version: str = ""  # of the program


@dataclass(frozen=True)
class RunView:
    """Everything the letters of one run are made from."""

    day: date
    at: datetime  # with zone: when the run knew what it knew
    findings: tuple[Finding, ...]
    people: Mapping[str, Person]
    away: Mapping[str, Absence]
    heads: Mapping[str, tuple[str | None, str | None]]  # unit: manager, parent
    feeds: tuple[FeedState, ...]
    sentences: Mapping[tuple[str, str], str]  # rule, severity: its sentence in English, the message id of all languages
    titles: Mapping[str, str] = field(default_factory=dict)  # rule: what it is about in a few English words
    versions: Mapping[str, str] = field(default_factory=dict)  # rule: the mark of its definition
    foretells: Mapping[str, Collection[str]] = field(default_factory=dict)  # rule: those that say that it has come
    returned: Mapping[str, Return] = field(default_factory=dict)
    vanished: frozenset[tuple[str, str]] = frozenset()  # noun, subject: told of before, and no longer in the data
    acts: Acts = field(default_factory=Acts)
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    escalation: Escalation = field(default_factory=Escalation)

    def act(self, kind: str, finding: Finding) -> Act | None:
        """The act of a kind that covers a finding today."""
        about = (finding.rule, finding.noun, finding.subject, finding.severity)
        return self.acts.over(kind, *about, finding.first_seen, self.day)

    def wish(self, employee: str) -> Wish:
        """What a person wishes of the letters."""
        return self.wishes.get(employee, _NO_WISH)


_NO_WISH = Wish()
