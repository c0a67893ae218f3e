"""On which line of a TOML text each key stands: a person mends a file by its lines.

The standard library's parser keeps no positions, so the text is given to it statement by statement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

Path = tuple[str | int, ...]
AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@lru_cache(maxsize=8)  # one pass asks for those of its town eight times
def lines(text: str) -> Mapping[Path, int]:
    """The line of every table and key of a TOML text that parses; an item of an array of tables by its number."""
    found: dict[Path, int] = {(): 1}
    counted: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        parsed = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _table(parsed, counted)
            found.setdefault(table, line)
            for length in range(1, len(table)):
                found.setdefault(table[:length], line)
        else:
            found |= {(*table, *path): line for path in _paths(parsed)}
    return found


def problem(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """The line a parser stumbled on, and its complaint without the position."""
    at = AT.search(str(error))
    end = text.rstrip().count("\n") + 1
    return (int(at[1]) if at and at[1] else end), AT.sub("", str(error))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Headers and assignments, each with its first line; one that spans lines parses only when it is whole."""
    statement, start = "", 1
    for number, row in enumerate(text.split("\n"), start=1):
        if not statement:
            start = number
        statement += row + "\n"
        try:
            empty = not tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if not empty:
            yield start, statement
        statement = ""


def _table(header: dict[str, Any], counted: dict[Path, int]) -> Path:
    """The path that a header opens; below an array of tables it is that of the array's newest item."""
    path: Path = ()
    node: Any = header
    while node:
        key = next(iter(node))
        path, node = (*path, key), node[key]
        if isinstance(node, list):
            counted[path] = counted.get(path, -1) + 1
            node = node[0]
        if path in counted:
            path = (*path, counted[path])
    return path


def _paths(node: Any) -> Iterator[Path]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield (key,)
        yield from ((key, *path) for path in _paths(value))
