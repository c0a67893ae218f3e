"""The notification log, written: who was told what, when and why, and why not, in state.sqlite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipelines.alerts.hold.decision import SPOKEN, Decision
from pipelines.alerts.hold.notification_log import Last, NotificationLog
from pipelines.alerts.route.finding import Identity
from pipelines.alerts.route.run_view import Run
from pipelines.store.moments import stamp
from pipelines.store.queries import sql
from pipelines.store.state import at_once

if TYPE_CHECKING:
    from pipelines.alerts.write import Item, Letter


def is_posted(state: sqlite3.Connection, run: Run) -> bool:
    """Whether the letters of this run have been kept."""
    key = (run.run_id, run.known_on.isoformat())
    return bool(state.execute("select 1 from posted where run_id = ? and known_on = ?", key).fetchall())


def record_letters(
    state: sqlite3.Connection, run: Run, letters: Iterable[Letter], decisions: Iterable[Decision] = (),
    log: NotificationLog | None = None, versions: Mapping[str, str] = MappingProxyType({}), *, baseline: bool = False,
) -> None:  # fmt: skip
    """Remember the letters of a run with all they say and each decision unlike the last, in one transaction.

    What has left already stays as it is. A letter that was held, or had no address, gives way to the one that may leave
    now and takes its items over; one that earlier runs held is not sent any more, for this run says all that it said.
    baseline: what they say, and what else waits or lies in files, is known from now on, and none of them leaves.
    """
    with at_once(state):
        state.execute("insert or ignore into posted values (?, ?)", (run.run_id, run.known_on.isoformat()))
        state.execute(_GIVE_WAY)
        for letter in letters:
            about = (letter.letter_id, run.run_id, letter.day, letter.recipient, letter.address, letter.subject)
            not_before = stamp(letter.not_before) if letter.not_before else None
            state.execute(_KEEP_LETTER, (*about, letter.state, letter.why, letter.message, not_before))
            state.executemany(_KEEP_ITEM, [_kept(letter, item) for item in letter.items])
        if baseline:
            state.execute(_TAKE_AS_KNOWN, {"run_id": run.run_id})
        changes = changed(decisions, log.last if log else {})
        state.executemany(_KEEP_DECISION, [_decided(run, decision, versions) for decision in changes])


def begin_anew(state: sqlite3.Connection, run: Run) -> None:
    """What only files say, or was taken as known, has told nobody from now on; the letters of the run are to come."""
    with at_once(state):
        state.execute(_FORGET)
        state.execute("delete from posted where run_id = ? and known_on = ?", (run.run_id, run.known_on.isoformat()))


def keep_without_letters(state: sqlite3.Connection, run_id: str, known_on: datetime) -> None:
    """Remember that a run was to write no letters. known_on: UTC, without a zone."""
    with at_once(state):
        state.execute("insert or ignore into runs_without_letters values (?, ?)", (run_id, known_on.isoformat()))


def is_without_letters(state: sqlite3.Connection, run_id: str, known_on: datetime) -> bool:
    """Whether a run was to write no letters. known_on: UTC, without a zone."""
    key = (run_id, known_on.isoformat())
    return bool(state.execute("select 1 from runs_without_letters where run_id = ? and known_on = ?", key).fetchall())


def _kept(letter: Letter, item: Item) -> tuple[str | int, ...]:
    finding, notice = item.decision.notice.finding, item.decision.notice
    told = (letter.recipient, notice.instead_of, letter.day, item.decision.reason, finding.severity, item.sentence)
    return (letter.letter_id, *finding.identity, *told, notice.climb.step)


def changed(decisions: Iterable[Decision], last: Mapping[tuple[Identity, str], Last]) -> Iterator[Decision]:
    """The decisions whose word differs from the last of the same finding and reader; saying something is always one."""
    for decision in decisions:
        before = last.get((decision.notice.finding.identity, decision.notice.to))
        said = decision.reason in SPOKEN and not decision.held
        if said or before is None or (before.reason, before.held) != (decision.reason, decision.held):
            yield decision


def _decided(run: Run, decision: Decision, versions: Mapping[str, str]) -> tuple[str | int | None, ...]:
    notice, finding = decision.notice, decision.notice.finding
    word = (decision.reason, decision.held, decision.why, decision.act.act_id if decision.act else None)
    version = " ".join(part for part in (run.version, versions.get(finding.rule, "")) if part)
    who = (notice.to, notice.instead_of, run.as_of.isoformat(), run.run_id)
    return (*finding.identity, *who, *word, notice.climb.step, finding.severity, version)


def letters(state: sqlite3.Connection, day: date | None = None) -> list[dict[str, Any]]:
    """The letters, newest day first: letter_id, to, subject, items, state (held with its word), sent_at (ISO 8601).

    `items` are dictionaries of rule, noun, subject, instead_of and reason. Along come `why` (the word of a letter
    held or undeliverable, the server's answer to one that waits), `not_before` (UTC, ISO 8601: when a held one leaves
    by itself), `kind` (daily, weekly, report), `recipient`, `day`, `run_id`, `next_try_at` (UTC, ISO 8601).
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
            "not_before": not_before,
            "kind": kind,
            "next_try_at": next_try_at,
        }
        for (
            letter_id, address, subject, word, why, sent_at, recipient, on, run_id, not_before, kind, next_try_at,
        ) in state.execute(_LETTERS, {"day": day.isoformat() if day else None})
    ]  # fmt: skip


def said_to(state: sqlite3.Connection, reader: str, day: date | None = None) -> list[dict[str, Any]]:
    """All that the letters of a day said to a reader, shown or counted, in their order; the last day without one.

    A row has day, reason, severity, rule, noun, subject, sentence, instead_of, letter_id, and the letter's state.
    """
    found = state.execute(_SAID_TO, {"reader": reader, "day": day.isoformat() if day else None})
    names = [column[0] for column in found.description]
    return [{**dict(zip(names, row, strict=True)), "day": date.fromisoformat(row[0])} for row in found]


_GIVE_WAY = "update letters set not_before = null, message = null where state = 'held' and kind = 'daily'"
_TAKE_AS_KNOWN = """
update letters
set state = case state when 'written' then state else 'known' end, begun = 'baseline', why = '', message = null,
    not_before = null, next_try_at = null
where kind = 'daily' and begun is null
    and (state in ('queued', 'written') or (run_id = :run_id and state in ('held', 'undeliverable')))
"""
_FORGET = "update letters set begun = 'all' where state in ('written', 'known') and kind = 'daily'"
_KEEP_DECISION = """
insert into decisions (
    rule, noun, subject, recipient, instead_of, day, run_id, reason, held, why, act_id, step, severity, version
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ITEMS = """
select letter_id, rule, noun, subject, instead_of, reason from letter_items where reason <> 'overtaken' order by rowid
"""
_LETTERS = """
select letter_id, address, subject, state, why, sent_at, recipient, day, run_id, not_before, kind,
    next_try_at
from letters where :day is null or day = :day
order by day desc, address, letter_id
"""
_SAID_TO = sql("alerts/deliver/said_to.sql")
_KEEP_LETTER = sql("alerts/deliver/keep_letter.sql")
_KEEP_ITEM = sql("alerts/deliver/keep_item.sql")
