"""What has been said so far, and what was decided last: read from state.sqlite before a new decision is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipelines.gravity import Identity


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
class Ledger:
    """What has been said so far, in letters that have left or are about to, and what was decided last."""

    told: Mapping[tuple[Identity, str], Told]
    said: frozenset[tuple[Identity, str, str]]  # finding, reader and reason of all that was said on the day
    last: Mapping[tuple[Identity, str], Last] = field(default_factory=dict)
    stood_in: Mapping[str, list[StoodIn]] = field(default_factory=dict)  # the absent person: what others were told
    welcomed: Mapping[str, date] = field(
        default_factory=dict
    )  # who returned: when they were last told of their absence
    last_letter: Mapping[str, date] = field(default_factory=dict)  # reader: the day of the last letter


def read_ledger(state: sqlite3.Connection, day: date) -> Ledger:
    """What has been said. A letter that was held, or refused for good, has told nobody anything."""
    told: dict[tuple[Identity, str], Told] = {}
    stood_in: dict[str, dict[tuple[Identity, str], StoodIn]] = {}
    welcomed: dict[str, date] = {}
    last_letter: dict[str, date] = {}
    for rule, noun, subject, to, instead_of, on, reason, severity, sentence, step in state.execute(_SAID):
        said_on, identity = date.fromisoformat(on), (rule, noun, subject)
        last_letter[to] = max(said_on, last_letter.get(to, said_on))
        if reason == "away":
            welcomed[to] = said_on
        elif reason in ("resolved", "vanished", "overtaken"):
            told.pop((identity, to), None)
        else:
            told[identity, to] = Told(severity, instead_of, said_on, sentence, step)
            if instead_of and reason != "repeat":
                for_them = stood_in.setdefault(instead_of, {})
                before = for_them.get((identity, to))
                first = before.first_told if before else said_on
                for_them[identity, to] = StoodIn(identity, to, first, said_on, severity, sentence)
    today = state.execute(_SAID_TODAY, (day.isoformat(),))
    return Ledger(
        told=told,
        said=frozenset(((rule, noun, subject), to, reason) for rule, noun, subject, to, reason in today),
        last={
            ((rule, noun, subject), to): Last(reason, held, date.fromisoformat(on))
            for rule, noun, subject, to, reason, held, on in state.execute(_LAST)
        },
        stood_in={employee: list(tolds.values()) for employee, tolds in stood_in.items()},
        welcomed=welcomed,
        last_letter=last_letter,
    )


_SAID = """
select
    rule, noun, letter_items.subject, letter_items.recipient, instead_of, letter_items.day, reason, severity, sentence,
    step
from letter_items join letters using (letter_id)
where state in ('queued', 'sent')
order by letter_items.rowid
"""
_SAID_TODAY = """
select rule, noun, letter_items.subject, letter_items.recipient, reason
from letter_items join letters using (letter_id)
where letter_items.day = ? and (state in ('queued', 'sent') or attempts > 0)
"""
_LAST = """
select rule, noun, subject, recipient, reason, held, day
from decisions
where decision_id in (select max(decision_id) from decisions group by subject, noun, rule, recipient)
"""
