"""What one person wishes of the letters: how grave, in which language, at which hours, how often."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING

from pipelines.acts.record import By, Wish, stamp
from pipelines.gravity import SEVERITIES
from pipelines.refusal import Refusal
from pipelines.settings.quiet import read_quiet
from pipelines.store.last_run import last_run_if_any
from pipelines.store.state import at_once, remember
from pipelines.town import Town
from rules.wording import words

if TYPE_CHECKING:
    import duckdb

WORDS = {"severity": SEVERITIES, "language": ("pl", "en"), "digest": ("daily", "weekly"),
         "attach": ("xlsx", "none")}  # fmt: skip


def prefer(
    town: Town, con: duckdb.DuckDBPyConnection, state: sqlite3.Connection, employee: str, by: By, wish: Wish
) -> Wish:
    """Keep what `wish` names, beside what was wished before; gives all that holds now.

    con: the published snapshot. Raises a Refusal for somebody who does not work here and for what is none of the words.
    """
    _known(town, con, employee)
    _right(town, wish)
    with at_once(state):
        named = {name: value for name, value in asdict(wish).items() if value is not None}
        whole = replace(_held(state, employee), **named)
        if named:
            _end(state, employee, by)
            state.execute(_ADD, (employee, *asdict(whole).values(), by.author, stamp(by.at)))
            remember(state, by.author, "prefer", employee, by.place, stamp(by.at), named)
    return whole


def forget_wishes(town: Town, state: sqlite3.Connection, employee: str, by: By) -> None:
    """Letters as the town has them again. Raises a Refusal when this person wished for nothing."""
    say = words(town.language)
    with at_once(state):
        if not _end(state, employee, by):
            raise Refusal(
                say("{employee} has no wishes of their own.", employee=employee),
                say("`ratusz audit` lists what was done."),
            )
        remember(state, by.author, "undo prefer", employee, by.place, stamp(by.at), {})


def _held(state: sqlite3.Connection, employee: str) -> Wish:
    names = ", ".join(field.name for field in fields(Wish))
    row = state.execute(f"select {names} from wishes where employee = ? and ended_at is null", (employee,)).fetchone()
    return Wish(*row) if row else Wish()


def _end(state: sqlite3.Connection, employee: str, by: By) -> int:
    ended = "update wishes set ended_at = ? where employee = ? and ended_at is null"
    return state.execute(ended, (stamp(by.at), employee)).rowcount


def _known(town: Town, con: duckdb.DuckDBPyConnection, employee: str) -> None:
    last = last_run_if_any(con)
    if con.execute(_WORKS_HERE, {"employee": employee, "as_of": last and last.as_of}).fetchall():
        return
    say = words(town.language)
    raise Refusal(
        say("Nobody called {employee} works here.", employee=employee),
        say("Name the person as the register of employees does, e.g. e017."),
    )


def _right(town: Town, wish: Wish) -> None:
    say = words(town.language)
    for name, allowed in WORDS.items():
        value = getattr(wish, name)
        if value is not None and value not in allowed:
            known = say("Possible here: {known}.", known=", ".join(allowed))
            raise Refusal(say("{value} is no value of {name}.", value=value, name=name), known)
    try:
        if wish.quiet is not None:
            read_quiet(wish.quiet)
    except ValueError:
        raise Refusal(
            say("{value} is no value of {name}.", value=wish.quiet, name="quiet"), say("Write it as 18:00-07:00.")
        ) from None


_ADD = """
insert into wishes (employee, severity, language, quiet, digest, attach, author, at) values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_WORKS_HERE = """
select 1 from employees_history where employee = $employee and known_to is null and coalesce(active_to >= $as_of, true)
"""
