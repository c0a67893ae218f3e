"""The memory of letters: who was told what, when and why, in state.sqlite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pipelines.alerts.edition import Identity, Run

if TYPE_CHECKING:
    from pipelines.alerts.write import Item, Letter


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader last heard of a finding that is not over for them."""

    severity: str
    instead_of: str
    day: date
    sentence: str


@dataclass(frozen=True)
class Ledger:
    """What has been said so far, in letters that have left or are about to."""

    told: Mapping[tuple[Identity, str], Told]
    said: frozenset[tuple[Identity, str, str]]  # finding, reader and reason of all that was said on the day


def read_ledger(state: sqlite3.Connection, day: date) -> Ledger:
    """What has been said. A letter that was held, or refused for good, has told nobody anything."""
    told: dict[tuple[Identity, str], Told] = {}
    for rule, noun, subject, recipient, instead_of, on, reason, severity, sentence in state.execute(_SAID):
        key = ((rule, noun, subject), recipient)
        if reason in ("resolved", "overtaken"):
            told.pop(key, None)
        else:
            told[key] = Told(severity, instead_of, date.fromisoformat(on), sentence)
    today = state.execute(_SAID_TODAY, (day.isoformat(),))
    said = frozenset(((rule, noun, subject), to, reason) for rule, noun, subject, to, reason in today)
    return Ledger(told, said)


def is_posted(state: sqlite3.Connection, run: Run) -> bool:
    """Whether the letters of this run have been kept."""
    key = (run.run_id, run.known_on.isoformat())
    return bool(state.execute("select 1 from posted where run_id = ? and known_on = ?", key).fetchall())


def keep(state: sqlite3.Connection, run: Run, letters: Iterable[Letter]) -> None:
    """Remember the letters of a run with all they say, in one transaction; what has left already stays as it is.

    A letter that was held, or had no address, gives way to the one that may leave now and takes its items over.
    """
    with at_once(state):
        state.execute("insert or ignore into posted values (?, ?)", (run.run_id, run.known_on.isoformat()))
        for letter in letters:
            about = (letter.letter_id, run.run_id, letter.day, letter.recipient, letter.address, letter.subject)
            state.execute(_KEEP_LETTER, (*about, letter.state, letter.why, letter.message))
            state.executemany(_KEEP_ITEM, [_kept(letter, item) for item in letter.items])


def _kept(letter: Letter, item: Item) -> tuple[str, ...]:
    finding, instead_of = item.decision.notice.finding, item.decision.notice.instead_of
    told = (letter.recipient, instead_of, letter.day, item.decision.reason, finding.severity, item.sentence)
    return (letter.letter_id, *finding.identity, *told)


@contextmanager
def at_once(state: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it is kept or nothing is, whatever way the connection was opened."""
    state.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        state.rollback()
        raise
    state.commit()


def letters(state: sqlite3.Connection, day: date | None = None) -> list[dict[str, Any]]:
    """The letters, newest day first: letter_id, to, subject, items, state (held with its word), sent_at (ISO 8601).

    `items` are dictionaries of rule, noun, subject, instead_of and reason. Along come `why` (the word of a letter
    held or undeliverable, the server's answer to one that waits), `recipient`, `day` and `run_id`.
    """
    items: dict[str, list[dict[str, str]]] = {}
    names = ("rule", "noun", "subject", "instead_of", "reason")
    for letter_id, *values in state.execute(_ITEMS):
        items.setdefault(letter_id, []).append(dict(zip(names, values, strict=True)))
    return [
        {
            "letter_id": letter_id,
            "to": address,
            "subject": subject,
            "items": items.get(letter_id, []),
            "state": f"held: {why}" if word == "held" else word,
            "sent_at": sent_at,
            "why": why,
            "recipient": recipient,
            "day": date.fromisoformat(on),
            "run_id": run_id,
        }
        for letter_id, address, subject, word, why, sent_at, recipient, on, run_id in state.execute(
            _LETTERS, {"day": day.isoformat() if day else None}
        )
    ]


_SAID = """
select
    rule, noun, letter_items.subject, letter_items.recipient, instead_of, letter_items.day, reason, severity, sentence
from letter_items join letters using (letter_id)
where state in ('queued', 'sent')
order by letter_items.rowid
"""
_SAID_TODAY = """
select rule, noun, letter_items.subject, letter_items.recipient, reason
from letter_items join letters using (letter_id)
where letter_items.day = ? and (state in ('queued', 'sent') or attempts > 0)
"""
_ITEMS = """
select letter_id, rule, noun, subject, instead_of, reason from letter_items where reason <> 'overtaken' order by rowid
"""
_LETTERS = """
select letter_id, address, subject, state, why, sent_at, recipient, day, run_id
from letters where :day is null or day = :day
order by day desc, address, letter_id
"""
_KEEP_LETTER = """
insert into letters (letter_id, run_id, day, recipient, address, subject, state, why, message)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (letter_id) do update set
    run_id = excluded.run_id, address = excluded.address, subject = excluded.subject, state = excluded.state,
    why = excluded.why, message = excluded.message
where letters.state in ('held', 'undeliverable') and letters.attempts = 0
"""
_KEEP_ITEM = """
insert into letter_items (
    letter_id, rule, noun, subject, recipient, instead_of, day, reason, severity, sentence
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (rule, noun, subject, recipient, day, reason) do update set
    letter_id = excluded.letter_id, instead_of = excluded.instead_of, severity = excluded.severity,
    sentence = excluded.sentence
where (select state from letters where letters.letter_id = letter_items.letter_id) in ('held', 'undeliverable')
"""
