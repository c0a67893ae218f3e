"""Publish: a copy of the warehouse for readers, then the pointer to it."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

import duckdb

from pipelines.store.damage import is_damaged
from pipelines.store.snapshot import copies, current
from pipelines.town import Town

KEPT = 3  # older copies stay a while for readers who still have them open


def unpublished(con: duckdb.DuckDBPyConnection, town: Town) -> str | None:
    """The run that was stored but whose copy readers never got, because the process died in between."""
    ((last,),) = con.execute("select max(run_id) from runs").fetchall()
    copy = current(town)
    reached = copy is not None and copy.stem == f"snap-{last}" and copy.is_file()
    return None if reached else last


def heal(con: duckdb.DuckDBPyConnection, town: Town, run_id: str) -> None:
    """Publish the last run again where its copy cannot be read; one that is the warehouse's very bytes can be."""
    copy = current(town)
    con.execute("checkpoint")
    if copy is None or not (filecmp.cmp(town.warehouse, copy, shallow=False) or not is_damaged(copy)):
        publish(con, town, run_id)


def publish(con: duckdb.DuckDBPyConnection, town: Town, run_id: str) -> Path:
    """Copy the warehouse and swap the pointer to it; a reader sees the old copy or the new one, never a part.

    CHECKPOINT first: a copy without it silently lacks what is still in the write-ahead log. Each copy has a name of
    its own, since a reader's open connection pins the file it opened.
    """
    town.published.mkdir(exist_ok=True)
    copy = town.published / f"snap-{run_id}.duckdb"
    part = copy.with_suffix(".part")
    con.execute("checkpoint")
    shutil.copyfile(town.warehouse, part)
    _settle(part)
    part.replace(copy)
    pointer = town.published / "current.part"
    pointer.write_text(copy.name, encoding="ascii")
    _settle(pointer)
    pointer.replace(town.published / "current")
    _settle(town.published)
    for old in copies(town)[:-KEPT]:
        old.unlink()
    return copy


def _settle(path: Path) -> None:
    """Wait until the disk has it, so that a power cut cannot leave a pointer to nothing."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
