"""A new town's warehouse is a copy of the first one this process made: its tables take a while to make anew."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

import duckdb

_KEPT_OPEN: list[IO[bytes]] = []
_KEPT: list[bytes] = []  # the file, once there is one; a process knows one edition of the contracts


def remember(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the file of a warehouse that holds its tables and nothing else yet; one in memory has no file."""
    [(path, used)] = con.execute(
        "select path, exists (from loads) or exists (from runs) "
        "from duckdb_databases() where database_name = current_database()"
    ).fetchall()
    if path is None or used or _KEPT:
        return
    con.execute("checkpoint").fetchall()  # what is still in the write-ahead log is not in the file
    file = Path(path).open("rb")  # noqa: SIM115  to close it would give up DuckDB's own lock on it (POSIX fcntl)
    _KEPT_OPEN.append(file)
    _KEPT.append(file.read())


def copy_to(path: Path) -> None:
    """Put the kept file where there is none; a file that another process put there meanwhile stays as it is.

    Where that cannot be done (no hard links, no room) nothing is: the tables are made anew.
    """
    if not _KEPT or path.exists() or path.with_name(f"{path.name}.wal").exists():
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        try:
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)  # readable like DuckDB's own
            with os.fdopen(handle, "wb") as whole:
                whole.write(_KEPT[0])
                whole.flush()
                os.fsync(whole.fileno())
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
