"""JSON Lines, one object a line, or one JSON array of objects. Numbers keep the digits they are written with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

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
    for number, line, found in _objects(text):
        if isinstance(found, str):
            rejected.add(number, say(found), fix, value=line)
            continue
        rows.append({name: _text(value) for name, value in found.items()})
        numbers.append(number)
        nested += [(number, name, "nested") for name, value in found.items() if _is_nested(value)]
    if not rows and not rejected.rows:
        raise Unreadable(say("the file is empty"), fix)
    keys = list(dict.fromkeys(name for row in rows for name in row))
    names = column_names(keys, say)
    spoiled = pl.DataFrame(nested, schema=SPOILED, orient="row")
    spoiled = spoiled.with_columns(pl.col("column").replace(dict(zip(keys, names, strict=True))))
    return Table(text_frame(names, rows, numbers, keys), rejected.frame(), spoiled=spoiled)


def _objects(text: str) -> Iterator[tuple[int, str, dict[str, Any] | str]]:
    """Number, text and object of each line, or of each item of the array that the file is; of what is no object the
    reason.
    """
    if text.lstrip().startswith("["):
        whole = _parsed(text)
        if isinstance(whole, list):
            for number, item in enumerate(whole, start=1):
                yield number, str(item), _object(item, text)
            return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line, _object(_parsed(line), line)


def _parsed(text: str) -> Any:
    """What a JSON text says, numbers with their digits; of what it does not say the reason."""
    try:
        return json.loads(text, parse_float=exact, parse_int=str, parse_constant=str)
    except RecursionError:
        return Reason(TOO_DEEP)
    except json.JSONDecodeError:
        return Reason(NO_OBJECT)


def _object(found: Any, text: str) -> dict[str, Any] | str:
    if isinstance(found, Reason):
        return found.text
    if not isinstance(found, dict):
        return NO_OBJECT
    if "\\u" in text and any(0xD800 <= ord(sign) <= 0xDFFF for sign in json.dumps(found, ensure_ascii=False)):
        return NO_SIGN
    return found


class Reason(NamedTuple):
    """Why a text is no JSON that can be read."""

    text: str


NO_OBJECT, TOO_DEEP = "the line is not a JSON object", "the line holds objects inside others, too deep to be read"
NO_SIGN = "the line holds half of a character: one \\ud8.. to \\udf.. alone"


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
