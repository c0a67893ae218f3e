"""The SQL beside a page, asked of the newest published snapshot.

A page's `.sql` holds several named statements, each under a line `-- name: …` and a sentence that says what a row is.
An answer is kept for as long as its snapshot, reader and parameters stay the same.
"""

from __future__ import annotations

import re
from collections import namedtuple
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dashboards.access import Reader
from dashboards.snapshot import before, snapshot
from dashboards.visit import visit

Row = Any  # a named tuple whose fields are the statement's columns
ANSWERS_KEPT = 1024  # a page's answers are at most some hundred rows each
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
_PARAMETER = re.compile(r"\$(\w+)")


def query(file: str, name: str, **parameters: Any) -> tuple[Row, ...]:
    """The rows of the statement `name` in the `.sql` beside `file`, as the visitor may see them."""
    here = visit()
    return _ask(here.snapshot.path, here.reader, _statement(Path(file).with_suffix(".sql"), name), _frozen(parameters))


def query_before(file: str, name: str, **parameters: Any) -> tuple[Row, ...] | None:
    """The same asked of the run before; None where no earlier snapshot is kept, or it was of another make."""
    here = visit()
    older = before(here.snapshot.path)
    if older is None:
        return None
    statement = _statement(Path(file).with_suffix(".sql"), name)
    try:
        return _ask(older, here.reader, statement, _frozen(parameters))
    except (duckdb.CatalogException, duckdb.BinderException):  # an older version wrote it
        return None


def names(file: Path) -> tuple[str, ...]:
    """The names of the statements in a file."""
    return tuple(_statements(file))


@cache
def _statements(file: Path) -> dict[str, str]:
    _, *parts = _NAME.split(file.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _statement(file: Path, name: str) -> str:
    return _statements(file)[name]


def _frozen(parameters: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(parameters.items()))


@lru_cache(maxsize=ANSWERS_KEPT)
def _ask(path: Path, reader: Reader, statement: str, parameters: tuple[tuple[str, Any], ...]) -> tuple[Row, ...]:
    cursor = _cursor(path, reader)
    wanted = set(_PARAMETER.findall(statement))
    try:
        cursor.execute(statement, {key: value for key, value in parameters if key in wanted})
        columns = [column[0] for column in cursor.description or ()]
        make = namedtuple("Row", columns)  # noqa: PYI024 - the fields are known only to the statement
        return tuple(make._make(found) for found in cursor.fetchall())
    finally:
        cursor.close()


def _cursor(path: Path, reader: Reader) -> duckdb.DuckDBPyConnection:
    """A cursor of its own that knows the day, the run and the reader; without this no page's statement runs at all."""
    look = snapshot(path)
    cursor = look.con.cursor()
    for variable, value in (
        ("as_of", look.as_of),
        ("known_on", look.known_on),
        ("run_id", look.run_id),
        ("reader", reader.employee),
        ("units", None if reader.units is None else list(reader.units)),
    ):
        cursor.execute(f"set variable {variable} = $value", {"value": value})
    for statement in _statements(Path(__file__).with_suffix(".sql")).values():
        cursor.execute(statement)
    return cursor
