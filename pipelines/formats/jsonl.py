"""JSON Lines: one object a line. Numbers keep the digits they are written with."""

from __future__ import annotations

import json
from typing import Any

from pipelines.formats.format import Format
from pipelines.formats.table import Rejections, Source, Table, Unreadable, column_names, text_frame

FLAGS = {True: "true", False: "false"}


def read(source: Source) -> Table:
    """A row an object, its lists of text joined by `|`; a line that is no object, or that nests one, is rejected."""
    say = source.say
    try:
        lines = source.path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise Unreadable(say("the file is not UTF-8"), say("Export the file again as JSON Lines in UTF-8.")) from error
    rows, numbers, rejected = [], [], Rejections()
    fix = say("Export the file again with one flat JSON object on each line.")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = _row(line)
        except RecursionError:
            rejected.add(number, say(NESTED), fix, value=line)
        except UnicodeEncodeError:
            rejected.add(number, say(NO_SIGN), fix, value=line)
        except ValueError as error:
            said = say("the line is not a JSON object") if isinstance(error, json.JSONDecodeError) else say(str(error))
            rejected.add(number, said, fix, value=line)
        else:
            rows.append(row)
            numbers.append(number)
    if not rows and not rejected.rows:
        raise Unreadable(say("the file is empty"), fix)
    keys = list(dict.fromkeys(name for row in rows for name in row))
    return Table(text_frame(column_names(keys, say), rows, numbers, keys), rejected.frame())


def _row(line: str) -> dict[str, str | None]:
    """One object as texts by name. UnicodeEncodeError where it holds half of a character, which no text may."""
    row = {name: _text(value) for name, value in _object(line).items()}
    if "\\u" in line:
        "".join([*row, *filter(None, row.values())]).encode()
    return row


def _object(line: str) -> dict[str, Any]:
    found = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
    if not isinstance(found, dict):
        raise ValueError(NO_OBJECT)
    return found


NO_OBJECT, NESTED = "the line is not a JSON object", "the line holds an object inside another"
NO_SIGN = "the line holds half of a character: one \\ud8.. to \\udf.. alone"


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return FLAGS[value]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "|".join(value)
    raise ValueError(NESTED)


FORMAT = Format("jsonl", read, files="*.jsonl", suffixes=(".jsonl",), whole=True, loose=True)
