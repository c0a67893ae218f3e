"""Sends queued letters; safe to kill and run again."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipelines.alerts.deliver.rate_limit import Clock, RateLimit, Wait
from pipelines.alerts.deliver.transports import Returned, Waiting, by_server, lot, transport_of, without_server
from pipelines.alerts.deliver.undeliverable import Undeliverable, report
from pipelines.alerts.write import Letter
from pipelines.refusal import Refusal
from pipelines.store.moments import second, stamp
from pipelines.store.retry import wait_after
from pipelines.store.state import at_once
from pipelines.town import Town


@dataclass(frozen=True)
class Posted:
    """What became of the letters of a run.

    sent, undeliverable: in this delivery, letters left over from earlier runs included; held: of this run;
    queued: still waiting. by_server: they leave by a mail server, else they are files. never_sent: letters that were
    only files before there was one, until it is said how letters begin. words: how many decisions of each word.
    problem: what somebody has to put right about the way out, empty when all is well.
    """

    sent: int = 0
    queued: int = 0
    held: int = 0
    undeliverable: int = 0
    by_server: bool = False
    never_sent: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""


def deliver(
    town: Town,
    state: sqlite3.Connection,
    letters: Sequence[Letter] = (),
    clock: Clock = lambda: datetime.now(UTC),
    wait: Wait = time.sleep,
) -> Posted:
    """Carry all letters that wait; `letters` are those just kept, to be counted. The stewards hear of those that died.

    A letter that was kept leaves, whatever happens to this process: a file is written under the same name again, and a
    mail server that took it just before the end sees the same Message-ID. No more leave in a minute than the town
    allows, whichever process sent the others; those beyond what PATIENCE allows leave with the next delivery.
    """
    open_letters(state, clock())
    undeliverable = sum(letter.state == "undeliverable" for letter in letters)
    held = sum(letter.state == "held" for letter in letters)
    waiting = _waiting(state, clock())
    sent, dead, problem = _carry(town, state, waiting, clock, wait) if waiting else (0, [], "")
    if report(town, state, dead, clock()):
        more, _, still = _carry(town, state, _waiting(state, clock()), clock, wait)
        sent, problem = sent + more, problem or still
    [(queued,)] = state.execute("select count(*) from letters where state = 'queued'").fetchall()
    server = by_server(town)
    waits = never_sent(state) if server else 0
    return Posted(sent, queued, held, undeliverable + len(dead), server, waits, problem=problem)


def _carry(
    town: Town, state: sqlite3.Connection, waiting: Sequence[Waiting], clock: Clock, wait: Wait
) -> tuple[int, list[Undeliverable], str]:
    """How many left, which died, and what is wrong with the way out."""
    sent, dead = 0, list[Undeliverable]()
    try:
        pace = RateLimit(town, state, clock, wait)
        with transport_of(town) as carry:
            for letters in _lots(waiting, lot(town)):
                if not pace.may_leave():
                    break
                try:
                    carry(letters)
                except Returned as answer:
                    [letter] = letters
                    _returned(state, letter, answer, clock())
                    if answer.for_good:
                        dead.append(Undeliverable(letter.letter_id, str(answer)))
                else:
                    sent += len(letters)
                    _left(state, letters, "sent" if by_server(town) else "written", clock())
        return sent, dead, without_server(town)
    except Refusal as refusal:
        return sent, dead, f"{refusal.message} {refusal.fix}".strip()


def never_sent(state: sqlite3.Connection) -> int:
    """How many letters with news are only files, with nothing said since about how letters begin."""
    [(n,)] = state.execute(_NEVER_SENT).fetchall()
    return int(n)


def open_letters(state: sqlite3.Connection, now: datetime) -> None:
    """Letters whose quiet hours are over wait no longer: from here on they leave, whatever the hour.

    Their hour came while nobody delivered; to hold them for the next one could mean for ever.
    """
    with at_once(state):
        state.execute(_OPEN, (stamp(now),))


def _waiting(state: sqlite3.Connection, now: datetime) -> list[Waiting]:
    return [Waiting(*row) for row in state.execute(_WAITING, (second(now),)).fetchall()]


def _lots(waiting: Sequence[Waiting], size: int) -> Iterator[Sequence[Waiting]]:
    return (waiting[start : start + size] for start in range(0, len(waiting), size))


def _left(state: sqlite3.Connection, letters: Sequence[Waiting], became: str, now: datetime) -> None:
    with at_once(state):
        state.executemany(_LEFT, [(became, second(now), stamp(now), letter.letter_id) for letter in letters])


def _returned(state: sqlite3.Connection, letter: Waiting, answer: Returned, now: datetime) -> None:
    next_try = second(now + wait_after(letter.attempts + 1))
    became = "undeliverable" if answer.for_good else "queued"
    with at_once(state):
        state.execute(_RETURNED, (became, str(answer), next_try, stamp(now), letter.letter_id))


_NEVER_SENT = "select count(*) from letters where state = 'written' and kind = 'daily' and begun is null"
_OPEN = "update letters set state = 'queued', why = '' where state = 'held' and not_before <= ?"
_WAITING = """
select letter_id, day, recipient, address, message, attempts
from letters
where state = 'queued' and (next_try_at is null or next_try_at <= ?)
order by day, recipient, letter_id
"""
_LEFT = """
update letters
set state = ?, why = '', message = null, attempts = attempts + 1, next_try_at = null, sent_at = ?, tried_at = ?
where letter_id = ?
"""
_RETURNED = """
update letters
set state = ?, why = ?, next_try_at = ?, tried_at = ?, attempts = attempts + 1
where letter_id = ?
"""
