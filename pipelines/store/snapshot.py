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
    return town.published / pointer.read_text(encoding="ascii", errors="replace").strip()


def copies(town: Town) -> list[Path]:
    """The published copies there are, the oldest first."""
    return sorted(town.published.glob("snap-*.duckdb"))


def open_snapshot(town: Town) -> tuple[duckdb.DuckDBPyConnection, Path]:
    """The newest published copy, read-only and closed to the outside; Refusal before the first run, or if damaged."""
    path = current(town)
    if path is None or not path.is_file():
        say = words(town.language)
        raise Refusal(say("Nothing is published yet."), say("Run `ratusz run` first."))
    return connect(path, town.language), path


def connect(copy: Path, language: str) -> duckdb.DuckDBPyConnection:
    """A published copy, read-only and closed to the outside; Refusal where it is damaged, FileNotFoundError if gone."""
    try:
        # locked from the start: a process may open a copy twice, and what is locked cannot be locked again
        return duckdb.connect(str(copy), read_only=True, config=CLOSED)
    except duckdb.Error as error:
        if not copy.is_file():
            raise FileNotFoundError(copy) from error
        raise damaged(copy, language) from error


def damaged(copy: Path, language: str) -> Refusal:
    """What is said of a published copy that cannot be read."""
    say = words(language)
    return Refusal(
        say("The published copy {file} is damaged.", file=copy.name),
        say("`ratusz run` publishes it anew; nothing is lost."),
    )
