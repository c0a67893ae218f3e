"""The SQL beside a page, asked of the newest published snapshot.

A page's `.sql` holds several named statements, each under a line `-- name: …` and a sentence that says what a row is;
`measure.turnaround` in one stands for the question of that name in `pipelines/answers/measures/`, `$order` for the
order that the reader chose. Statements see only what the reader may see (query.sql). An answer is kept for as long as
its snapshot, reader and parameters stay the same.
"""

from __future__ import annotations

import re
from collections import namedtuple
from contextlib import nullcontext, suppress
from functools import cache, lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

import duckdb

from dashboards.source.access import Reader
from dashboards.source.order import Order
from dashboards.source.request import request
from dashboards.source.snapshot import another_version, snapshot
from dashboards.source.statements import statements
from pipelines.store.queries import with_measures
from pipelines.store.warehouse import look

Row = Any  # a named tuple whose fields are the statement's columns
ANSWERS_KEPT = 1024  # a page's answers are at most some hundred rows each
RELATIONS = ("query.sql", "things.sql")  # what statements can ask, in this order
READERS_KEPT = 64  # whose cursors stay open between questions
_PARAMETER = re.compile(r"\$(\w+)")


def query(file: str, name: str, **parameters: Any) -> tuple[Row, ...]:
    """The rows of the statement `name` in the `.sql` beside `file`, as the visitor may see them.

    Raises:
        Refusal: the copy was published by a program that kept no such facts.
    """
    here = request()
    try:
        return _ask(here.snapshot.path, here.reader, _sorted(file, name, parameters), _frozen(parameters))
    except (duckdb.CatalogException, duckdb.BinderException) as lacking:
        if isinstance(lacking, duckdb.BinderException) and here.snapshot.own:
            raise  # a column that our own facts lack is a mistake of ours
        raise another_version(here.say) from lacking


def query_before(file: str, name: str, **parameters: Any) -> tuple[Row, ...] | None:
    """The same asked of the run before; None where no earlier snapshot is kept, or it was of another make."""
    here = request()
    older = here.snapshot.before
    if older is None:
        return None
    try:
        return _ask(older.path, here.reader, _sorted(file, name, parameters), _frozen(parameters))
    except (duckdb.CatalogException, duckdb.BinderException):  # an older version wrote it
        return None


@cache
def _statement(file: Path, name: str) -> str:
    return with_measures(statements(file)[name])


def _sorted(file: str, name: str, parameters: dict[str, Any]) -> str:
    order = parameters.get("order", Order())
    return order.put_into(_statement(Path(file).with_suffix(".sql"), name))


def _frozen(parameters: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(parameters.items()))


@lru_cache(maxsize=ANSWERS_KEPT)
def _ask(path: Path, reader: Reader, statement: str, parameters: tuple[tuple[str, Any], ...]) -> tuple[Row, ...]:
    idle = _idle(path, reader)
    try:
        cursor = idle.get_nowait()
    except Empty:
        cursor = _cursor(path, reader)
    wanted = set(_PARAMETER.findall(statement))
    cursor.execute(statement, {key: value for key, value in parameters if key in wanted})
    make = namedtuple("Row", [column[0] for column in cursor.description or ()])
    rows = tuple(make._make(found) for found in cursor.fetchall())
    idle.put(cursor)  # not after an error: its state is unknown then
    return rows


@lru_cache(maxsize=READERS_KEPT)
def _idle(path: Path, reader: Reader) -> LifoQueue[duckdb.DuckDBPyConnection]:
    return LifoQueue()


def _cursor(path: Path, reader: Reader) -> duckdb.DuckDBPyConnection:
    """A cursor of its own that knows the day, the run and the reader; without this no page's statement runs at all."""
    shot = snapshot(path)
    cursor = shot.con.cursor()
    look(cursor, shot.as_of, shot.known_on, shot.town.timezone, shot.town.order)
    for variable, value in (
        ("run_id", shot.run_id),
        ("reader", reader.employee),
        ("units", None if reader.units is None else list(reader.units)),
    ):
        cursor.execute(f"set variable {variable} = $value", {"value": value})
    for file in RELATIONS:
        for statement in statements(Path(__file__).with_name(file)).values():
            # another version kept no such facts: the page that asks says so
            with nullcontext() if shot.own else suppress(duckdb.CatalogException, duckdb.BinderException):
                cursor.execute(statement.replace("published.", f'"{path.stem}".main.'))
    return cursor
