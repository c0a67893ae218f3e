"""Small state that several processes write: letters and the audit in SQLite, and the lock that keeps runs apart."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from pipelines.refusal import Refusal
from pipelines.town import Town
from rules.wording import words

BUSY_SECONDS = 10  # a writer waits this long for another one; a commit takes about half a millisecond


def open_state(town: Town) -> sqlite3.Connection:
    """The town's state.sqlite in WAL mode, migrated; `with state:` is one transaction. The caller closes it."""
    town.root.mkdir(parents=True, exist_ok=True)
    state = sqlite3.connect(town.state, timeout=BUSY_SECONDS)
    state.execute("pragma journal_mode = wal")
    state.execute("pragma synchronous = full")  # a letter told to be queued must survive a power cut
    state.execute("pragma foreign_keys = on")
    _migrate(state)
    return state


def _migrate(state: sqlite3.Connection) -> None:
    """Apply what is missing; each migration and its bookkeeping row are one transaction."""
    state.execute("create table if not exists migrations (name text primary key, applied_at text not null) strict")
    applied = {name for (name,) in state.execute("select name from migrations")}
    files = (resources.files("pipelines") / "migrations" / "state").iterdir()
    for file in sorted(files, key=lambda each: each.name):
        if file.name in applied:
            continue
        state.execute("begin immediate")
        with state:  # two processes may open a new town at once: the second finds the work done
            if state.execute("select 1 from migrations where name = ?", [file.name]).fetchone():
                continue
            for statement in _statements(file.read_text("utf-8")):
                state.execute(statement)
            state.execute("insert into migrations values (?, ?)", [file.name, _now()])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: sqlite3's own executescript would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def audit(state: sqlite3.Connection, author: str, action: str, subject: str, place: str = "", **details: Any) -> None:
    """Remember who did what to which subject, and from where; `details` must be JSON's own kinds."""
    with state:
        remember(state, author, action, subject, place, _now(), details)


def remember(
    state: sqlite3.Connection,
    author: str,
    action: str,
    subject: str,
    place: str,
    at: str,
    details: Mapping[str, Any],
) -> None:
    """The same inside the caller's transaction, so that no act is kept without its trace, and no trace without its act.

    at: UTC, ISO 8601.
    """
    said = json.dumps(details, ensure_ascii=False, sort_keys=True)
    state.execute(
        "insert into audit (at, author, action, subject, details, place) values (?, ?, ?, ?, ?, ?)",
        [at, author, action, subject, said, place],
    )


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


@contextmanager
def lock(town: Town) -> Iterator[None]:
    """Hold the town for one run. A second run is refused with a word; a killed run leaves no lock behind."""
    town.root.mkdir(parents=True, exist_ok=True)
    path = town.root / ".lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            say = words(town.language)
            raise Refusal(
                say("Another run is at work on this town ({holder}).", holder=file.read().strip()),
                say("Wait until it has ended, then try again."),
            ) from None
        file.truncate(0)
        file.write(f"{_now()}, {os.getpid()}\n")
        file.flush()
        yield


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
