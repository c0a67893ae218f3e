"""Small state that several processes write: letters and the audit in SQLite, and the lock that keeps runs apart."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from importlib import resources
from typing import IO, Any

from pipelines.refusal import Refusal
from pipelines.store.moments import stamp, utc_now
from pipelines.town import Town
from rules.wording import words

BUSY_SECONDS = 10  # a writer waits this long for another one; a commit takes about half a millisecond
LOOK_SECONDS = 0.2  # how often a patient one looks whether a lock is free


class Busy(Refusal):
    """Another run holds the town."""


def open_state(town: Town) -> sqlite3.Connection:
    """The town's state.sqlite in WAL mode, migrated; `with state:` is one transaction. The caller closes it."""
    town.root.mkdir(parents=True, exist_ok=True)
    state = sqlite3.connect(town.state, timeout=BUSY_SECONDS)
    state.execute("pragma journal_mode = wal")
    state.execute("pragma synchronous = full")  # a letter told to be queued must survive a power cut
    state.execute("pragma foreign_keys = on")
    state.execute("pragma cache_size = -65536")  # kilobytes, taken as needed: what a big town's letters add in one go
    _migrate(state)
    return state


def copied_state(town: Town) -> sqlite3.Connection:
    """A copy of state.sqlite in memory, migrated, to try things on: the file itself stays as it is."""
    copy = sqlite3.connect(":memory:")
    if town.state.is_file():
        with closing(sqlite3.connect(town.state, timeout=BUSY_SECONDS)) as state:
            state.backup(copy)
    _migrate(copy)
    return copy


def _migrate(state: sqlite3.Connection) -> None:
    """Apply what is missing; each migration and its bookkeeping row are one transaction."""
    state.execute("create table if not exists migrations (name text primary key, applied_at text not null) strict")
    applied = {name for (name,) in state.execute("select name from migrations")}
    files = (resources.files("pipelines.store") / "migrations" / "state").iterdir()
    for file in sorted(files, key=lambda each: each.name):
        if file.name in applied:
            continue
        state.execute("begin immediate")
        with state:  # two processes may open a new town at once: the second finds the work done
            if state.execute("select 1 from migrations where name = ?", [file.name]).fetchone():
                continue
            for statement in _statements(file.read_text("utf-8")):
                state.execute(statement)
            state.execute("insert into migrations values (?, ?)", [file.name, stamp(utc_now())])


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
        remember(state, author, action, subject, place, stamp(utc_now()), details)


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
def lock(town: Town, patience: float = 0) -> Iterator[None]:
    """Hold the town for one run; a killed run leaves no lock behind.

    Raises:
        Busy: another run still holds it after `patience` seconds; the message says since when.
    """
    town.root.mkdir(parents=True, exist_ok=True)
    path = town.root / ".lock"
    with path.open("a+", encoding="utf-8") as file:
        if not taken(file, patience):
            file.seek(0)
            say = words(town.language)
            raise Busy(
                say("Another run is at work on this town ({holder}).", holder=file.read().strip()),
                say("Wait until it has ended, then try again."),
            )
        file.truncate(0)
        file.write(f"{stamp(utc_now())}, {os.getpid()}\n")
        file.flush()
        yield


def taken(file: IO[str], patience: float = 0) -> bool:
    """Take the lock on an open file, until it is closed or this process ends, however; False where another keeps it."""
    last_look = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= last_look:
                return False
            time.sleep(LOOK_SECONDS)
        else:
            return True
