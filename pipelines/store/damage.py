"""What hinders a town's files, in a sentence: damaged, missing, in use, on a full disk or one that nobody may write."""

from __future__ import annotations

import errno
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from pipelines.refusal import Refusal
from pipelines.store.snapshot import copies, current, damaged
from pipelines.town import Town
from rules.wording import words

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# what DuckDB says of the system's answer; it keeps no number
NO_ROOM, NO_ENTRY = ("No space left on device", "Disk quota exceeded"), ("Permission denied", "Read-only file system")
NO_DAMAGE = (" lock ", "version number")  # another process writes the file, or a newer program has written it


@contextmanager
def explained(town: Town) -> Iterator[None]:
    """Raise what the disk or a database does not bear as a Refusal; an error of another kind goes on as it is."""
    try:
        yield
    except (duckdb.Error, sqlite3.Error, OSError) as error:
        refusal = refusal_of(town, error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(town: Town, error: Exception) -> Refusal | None:
    """An error as what the office has to put right; None where the town's files have no part in it."""
    match error:
        case sqlite3.Error():
            return _of_the_state(town, error)
        case duckdb.Error():
            return _of_the_warehouse(town, error)
        case OSError() if error.errno in FULL:
            return _no_room(town)
        case OSError() if error.errno in CLOSED:
            return _no_entry(town, error.filename)
        case OSError() if error.errno is not None and error.filename is not None and error.strerror:
            say = words(town.language)
            return Refusal(
                say("{file} cannot be used: {problem}.", file=error.filename, problem=error.strerror),
                say("Put the folder of the town in order, then try again."),
            )
    return None


def refuse_a_lost_warehouse(town: Town) -> None:
    """Where there was a warehouse and there is none, a new one would forget everything: Refusal with the way back."""
    if town.warehouse.exists() or not (copies(town) or any(path.is_file() for path in town.archive.rglob("*"))):
        return
    say = words(town.language)
    raise Refusal(say("The warehouse {file} is missing.", file=town.warehouse.name), way_back(town))


def way_back(town: Town) -> str:
    """How the warehouse is restored: the command that copies the newest published copy that is whole."""
    say = words(town.language)
    whole = next((copy for copy in reversed(copies(town)) if not is_damaged(copy)), None)
    if whole is None:
        return say(
            "Put back your own backup of it, for no published copy is whole. Without a backup begin anew: move "
            "{archive} and {published} away and export the registers again.",
            archive=town.archive, published=town.published,
        )  # fmt: skip
    log = town.warehouse.with_name(f"{town.warehouse.name}.wal")  # it belongs to the file that is lost
    command = f"cp {shlex.quote(str(whole))} {shlex.quote(str(town.warehouse))}"
    if log.exists():
        command += f" && rm {shlex.quote(str(log))}"
    return say("Restore it from the newest published copy: {command}", command=command)


def is_damaged(path: Path) -> bool:
    """Whether something of a DuckDB file cannot be read; all of it is looked at. One that is in use is not judged."""
    try:
        with duckdb.connect(path, read_only=True) as con:
            tables = con.execute("select table_name from duckdb_tables() where not internal").fetchall()
            for (table,) in tables:  # a block is checked when it is read
                con.execute(f'select bit_xor(hash(whole)) from "{table}" as whole').fetchall()
    except duckdb.ConnectionException:  # open in this very process
        return False
    except duckdb.Error as error:
        return not any(said in str(error) for said in (*NO_DAMAGE, *NO_ROOM, *NO_ENTRY))
    return False


def _of_the_warehouse(town: Town, error: duckdb.Error) -> Refusal | None:
    say, said = words(town.language), str(error)
    if any(answer in said for answer in NO_ROOM):
        return _no_room(town)
    if any(answer in said for answer in NO_ENTRY):
        return _no_entry(town, town.warehouse)
    if town.warehouse.is_file() and is_damaged(town.warehouse):
        return Refusal(say("The warehouse {file} is damaged.", file=town.warehouse.name), way_back(town))
    copy = current(town)
    if copy is not None and copy.is_file() and is_damaged(copy):
        return damaged(copy, town.language)
    return None


def _of_the_state(town: Town, error: sqlite3.Error) -> Refusal | None:
    say, file = words(town.language), town.state.name
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of an extended code says only where
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Refusal(
            say("Another program holds {file}.", file=file),
            say("Wait until it has ended, a backup for example, then try again."),
        )
    if code == sqlite3.SQLITE_FULL:
        return _no_room(town)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _no_entry(town, town.state)
    if code == sqlite3.SQLITE_IOERR or _state_is_damaged(town):
        return Refusal(
            say("{file} is damaged or cannot be read.", file=file),
            say("Put back your last backup of it. Without one move it away: {command}; what letters had said is then "
                "forgotten and said again.",
                command=f"mv {shlex.quote(str(town.state))} {shlex.quote(str(town.state))}.damaged"),
        )  # fmt: skip
    return None


def _state_is_damaged(town: Town) -> bool:
    try:
        with closing(sqlite3.connect(f"{town.state.resolve().as_uri()}?mode=ro", uri=True)) as state:
            return state.execute("pragma quick_check(1)").fetchall() != [("ok",)]
    except sqlite3.DatabaseError:
        return True


def _no_room(town: Town) -> Refusal:
    say = words(town.language)
    return Refusal(
        say("The disk is full."),
        say("Make room on it and run again: what was begun is then finished, nothing is lost."),
    )


def _no_entry(town: Town, path: Path | str | None) -> Refusal:
    say = words(town.language)
    return Refusal(
        say("{file} cannot be written.", file=path or town.root),
        say("Let the user that runs Ratusz read and write all of the folder {folder}.", folder=town.root),
    )
