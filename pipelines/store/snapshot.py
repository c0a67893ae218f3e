"""The published copy: what every reader opens, complete and immutable, swapped as a whole."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.refusal import Refusal
from pipelines.town import Town
from rules.wording import words

CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


def current(town: Town) -> Path | None:
    """The newest published copy, or None before the first run."""
    pointer = town.published / "current"
    if not pointer.is_file():
        return None
    return town.published / pointer.read_text(encoding="ascii").strip()


def copies(town: Town) -> list[Path]:
    """The published copies there are, the oldest first."""
    return sorted(town.published.glob("snap-*.duckdb"))


def open_snapshot(town: Town) -> tuple[duckdb.DuckDBPyConnection, Path]:
    """The newest published copy, read-only and closed to the outside; Refusal before the first run."""
    path = current(town)
    if path is None or not path.is_file():
        say = words(town.language)
        raise Refusal(say("Nothing is published yet."), say("Run `ratusz run` first."))
    # locked from the start: a process may open a copy twice, and what is locked cannot be locked again
    return duckdb.connect(str(path), read_only=True, config=CLOSED), path
