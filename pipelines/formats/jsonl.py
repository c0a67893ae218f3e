"""JSON Lines, one object a line, or one JSON array of objects. Numbers keep the digits they are written with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.table import (
    SHOWN,
    SPOILED,
    Rejections,
    Source,
    Table,
    Unreadable,
    column_names,
    exact,
    text_frame,
)

FLAGS = {True: "true", False: "false"}


def read(source: Source) -> Table:
    """A row an object, its lists of text joined by `|`; a line that is no object is rejected.

    An object inside another spoils its own cell. A file that is one JSON array has its items for lines.
    """
    say = source.say
    try:
        text = source.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(say("the file is not UTF-8"), say("Export the file again as JSON Lines in UTF-8.")) from error
    rows, numbers, rejected, nested = [], [], Rejections(), []
    fix = say("Export the file again with one flat JSON object on each line.")
    for number, line, row in _objects(text):
        if row is None:
            rejected.add(number, say("the line is not a JSON object"), fix, value=line)
            continue
        rows.append({name: _text(value) for name, value in row.items()})
        numbers.append(number)
        nested += [(number, name, "nested") for name, value in row.items() if _is_nested(value)]
    if not rows and not rejected.rows:
        raise Unreadable(say("the file is empty"), fix)
    keys = list(dict.fromkeys(name for row in rows for name in row))
    names = column_names(keys, say)
    spoiled = pl.DataFrame(nested, schema=SPOILED, orient="row")
    spoiled = spoiled.with_columns(pl.col("column").replace(dict(zip(keys, names, strict=True))))
    return Table(text_frame(names, rows, numbers, keys), rejected.frame(), spoiled=spoiled)


def _objects(text: str) -> Iterator[tuple[int, str, dict[str, Any] | None]]:
    """Number, text and object (None: it is none) of each line, or of each item of the array that the file is."""
    if text.lstrip().startswith("["):
        whole = _parsed(text)
        if isinstance(whole, list):
            for number, item in enumerate(whole, start=1):
                yield number, str(item), item if isinstance(item, dict) else None
            return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            item = _parsed(line)
            yield number, line, item if isinstance(item, dict) else None


def _parsed(text: str) -> Any:
    """What a JSON text says, None where it is none; numbers keep their digits."""
    try:
        return json.loads(text, parse_float=exact, parse_int=str, parse_constant=str)
    except json.JSONDecodeError:
        return None


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(each, str) for each in value))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return FLAGS[value]
    if _is_nested(value):
        return json.dumps(value, ensure_ascii=False)[:SHOWN]
    return "|".join(value)


FORMAT = Format("jsonl", read, files="*.jsonl", suffixes=(".jsonl", ".ndjson", ".json"), whole=True, loose=True)
