"""Acknowledge, silence, and undo it: each with its trace in the audit, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pipelines.acts.record import EVERYTHING, By
from pipelines.refusal import Refusal
from pipelines.store.last_run import last_run
from pipelines.store.moments import stamp
from pipelines.store.state import at_once, remember
from pipelines.town import Town
from rules.severity import at_most, gravest
from rules.wording import words

if TYPE_CHECKING:
    import duckdb

AUDITED = {"acknowledge": "ack", "silence": "silence"}  # the act -> its word in the audit


class Found(NamedTuple):
    """A finding that stands in the published run."""

    rule: str
    noun: str
    subject: str
    severity: str


def acknowledge(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    state: sqlite3.Connection,
    subject: str,
    by: By,
    *,
    rule: str = EVERYTHING,
    until: date | None = None,
    why: str = "",
) -> list[Found]:
    """Somebody has taken note of what stands on a subject: no letter about it until it gets graver or `until` is over.

    con: the published snapshot. Returns what was acknowledged; a later acknowledgement replaces an earlier one.

    Raises:
        Refusal: nothing like that stands, or `until` is past.
    """
    _not_past(town, until, by)
    found = [each for each in _standing(town, con, rule, subject) if each.rule]
    day = last_run(con).as_of
    with at_once(state):
        for each in found:
            _end(state, by, "acknowledge", each.rule, each.subject, each.noun)
            _add(state, by, "acknowledge", each, day, until, why)
        _trace(state, by, "ack", subject, rules=[each.rule for each in found], until=until, why=why)
    return found


def silence(
    town: Town,
    con: duckdb.DuckDBPyConnection,
    state: sqlite3.Connection,
    target: str,
    by: By,
    *,
    until: date,
    why: str,
    rule: str = EVERYTHING,
) -> list[Found]:
    """No letters about a subject, a rule, or a rule on a subject, through the day `until`.

    What gets critical meanwhile is said all the same; a silence of a whole rule never covers what is critical. Returns
    the findings it covers now.

    Raises:
        Refusal: nothing like that stands, `until` is past, or no reason is given.
    """
    say = words(town.language)
    if not why.strip():
        raise Refusal(say("A silence needs a reason."), say("Say why with --why; it stays in the register of acts."))
    _not_past(town, until, by)
    whole_rule = rule == EVERYTHING and target in _rules(con)
    over, subject = (target, EVERYTHING) if whole_rule else (rule, target)
    found = _standing(town, con, over, subject)
    severity = gravest(each.severity for each in found)
    if whole_rule:
        severity = at_most(severity, "high")
    with at_once(state):
        _end(state, by, "silence", over, subject)
        _add(state, by, "silence", Found(over, EVERYTHING, subject, severity), last_run(con).as_of, until, why.strip())
        _trace(state, by, "silence", target, rule=over, until=until, why=why.strip())
    return found


def undo(
    town: Town, state: sqlite3.Connection, kind: str, target: str, by: By, *, rule: str = EVERYTHING, why: str = ""
) -> int:
    """End what somebody acknowledged or silenced; the next run speaks of it again. Returns how many acts ended.

    kind: `acknowledge` or `silence`. Raises a Refusal when there is nothing to undo.
    """
    say = words(town.language)
    with at_once(state):
        ended = _end(state, by, kind, rule or None, target)
        ended += _end(state, by, kind, target, EVERYTHING) if not rule else 0
        if not ended:
            raise Refusal(
                say("Nothing about {subject} is acknowledged.", subject=target)
                if kind == "acknowledge"
                else say("Nothing about {subject} is silenced.", subject=target),
                say("`ratusz audit` lists what was done."),
            )
        _trace(state, by, f"undo {AUDITED[kind]}", target, rule=rule, why=why)
    return ended


def _standing(town: Town, con: duckdb.DuckDBPyConnection, rule: str, subject: str) -> list[Found]:
    """The findings of the published run a person may mean; a Refusal that names what is missing."""
    say = words(town.language)
    if rule and rule not in _rules(con):
        raise Refusal(say("There is no rule {rule}.", rule=rule), say("`ratusz rules` lists the rules there are."))
    found = [Found(*row) for row in con.execute(_STANDING, {"rule": rule, "subject": subject}).fetchall()]
    if subject and not found:
        text = say("{rule} finds nothing about {subject}.", rule=rule, subject=subject) if rule else ""
        raise Refusal(
            text or say("Nothing is found about {subject}.", subject=subject),
            say("`ratusz findings` lists what stands; capitals and dots count."),
        )
    return found


def _rules(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {rule for (rule,) in con.execute("select id from rule_book").fetchall()}


def _not_past(town: Town, until: date | None, by: By) -> None:
    today = town.as_of or by.at.astimezone(town.zone).date()
    if until is not None and until < today:
        say = words(town.language)
        raise Refusal(
            say("{day:day} is past.", day=until),
            say("Name the last day it is to hold; today is {today:day}.", today=today),
        )


def _end(state: sqlite3.Connection, by: By, kind: str, rule: str | None, subject: str, noun: str | None = None) -> int:
    at = stamp(by.at)
    return state.execute(_END, {"at": at, "kind": kind, "rule": rule, "subject": subject, "noun": noun}).rowcount


def _add(state: sqlite3.Connection, by: By, kind: str, what: Found, day: date, until: date | None, why: str) -> None:
    last = until.isoformat() if until else None
    about = (kind, what.rule, what.noun, what.subject, what.severity)
    state.execute(_ADD, (*about, day.isoformat(), last, why, by.author, stamp(by.at)))


def _trace(
    state: sqlite3.Connection, by: By, action: str, subject: str, **details: str | Sequence[str] | date | None
) -> None:
    said = {name: str(value) if isinstance(value, date) else value for name, value in details.items() if value}
    remember(state, by.author, action, subject, by.place, stamp(by.at), said)


_STANDING = """
select rule, noun, subject, severity
from findings
where run_id = (select max(run_id) from runs) and status <> 'resolved' and inhibited_by is null
  and $rule in ('', rule) and $subject in ('', subject)
order by rule, noun
"""
_END = """
update acts set ended_at = :at
where ended_at is null and kind = :kind and subject = :subject
  and (:rule is null or rule = :rule) and (:noun is null or noun = :noun)
"""
_ADD = """
insert into acts (kind, rule, noun, subject, severity, day, until, why, author, at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
