"""A new town's warehouse is a copy of the first one this process made: its tables take a while to make anew."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import duckdb

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
    _KEPT.append(Path(path).read_bytes())


def materialize(path: Path) -> None:
    """Put the kept file where there is none; a file that another process put there meanwhile stays as it is."""
    if not _KEPT or path.exists() or path.with_name(f"{path.name}.wal").exists():
        return
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part") as part:
        part.write(_KEPT[0])
        part.flush()
        os.fsync(part.fileno())
        with suppress(FileExistsError):
            os.link(part.name, path)
