"""The SQL files of this package: SQL of more than five lines lives in one, with a sentence and "a row per …"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import duckdb

_MEASURE = re.compile(r"\bmeasure\.(\w+)")


@cache
def sql(name: str) -> str:
    """The text of a SQL file by its path below pipelines/, with the measures that it asks."""
    return with_measures((resources.files("pipelines") / name).read_text(encoding="utf-8"))


def with_measures(text: str) -> str:
    """The text with each `measure.turnaround` replaced by the question of that name in `answers/measures/`."""
    return _MEASURE.sub(lambda found: f"(\n{sql(f'answers/measures/{found[1]}.sql')}\n)", text)


MOST_KEPT = 1000  # texts: those of a program are some hundreds
_PARSED: dict[str, list[duckdb.Statement]] = {}


def execute(
    con: duckdb.DuckDBPyConnection, text: str, params: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """As `con.execute`, for a text that is asked again and again, on this connection or any other.

    params: the values of the `$names` of its one statement.

    DuckDB reads it once in a process: to read a long text takes a sixth of all that a small town's day takes.
    """
    statements = _PARSED.get(text)
    if statements is None:
        if len(_PARSED) >= MOST_KEPT:
            _PARSED.clear()
        statements = _PARSED[text] = con.extract_statements(text)
    for statement in statements:
        con.execute(statement, params)
    return con
