"""CSV as Polish offices write it: any delimiter, cp1250 or UTF-8 with a mark, quoted line breaks, ragged rows.

A file whose quotation marks are in their places is read by polars in one go. A stray one sends the whole file through
Python's csv module, which is slower and tells the good rows from the bad.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import polars as pl

from pipelines.formats.csv_rows import Head, careful, clean, trimmed
from pipelines.formats.decode import damaged_cells, decoded
from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Source, Table, Unreadable, column_names, headed
from pipelines.formats.tidy import unwanted

DELIMITERS = (";", ",", "\t", "|")
SAMPLE = 200  # lines looked at to find the delimiter
csv.field_size_limit(2**31 - 1)  # a cell may be as long as the file; the reading process has limits of its own
HINT = re.compile(r"^sep=(.)$", re.IGNORECASE)  # Excel's own line that names the delimiter


def read(source: Source) -> Table:
    """The rows below the header; `line` is the physical line a row begins on. Empty rows are no rows."""
    data, damaged = decoded(source)
    lines = _lines(data)
    head, start = _head(lines, source)
    table = clean(data, lines, head, source.say) or careful(lines, head, source.say)
    above = tuple(line for line in lines[:start] if line)
    return replace(table, above=above, spoiled=damaged_cells(table.frame) if damaged else table.spoiled)


def _lines(data: bytes) -> pl.Series:
    """Physical lines, null where blank."""
    if not data or data.isspace():
        return pl.Series(LINE, [], dtype=pl.String)
    if b"\x1f" in data:  # the separator that makes polars see a line as one field
        return pl.Series(LINE, [line.rstrip("\r") or None for line in data.decode().split("\n")], dtype=pl.String)
    return pl.read_csv(data, separator="\x1f", quote_char=None, has_header=False, schema={LINE: pl.String})[LINE]


def _head(lines: pl.Series, source: Source) -> tuple[Head, int]:
    """The header, and the index of its line: the first that is not blank after those to skip."""
    skip, say = source.feed.read.skip, source.say
    titles = source.feed.read.drop_rows
    there = ((n, line) for n, line in enumerate(lines[skip:], start=skip) if line and line.strip())
    start = next((n for n, line in there if not unwanted([line], titles)), None)
    if start is None:
        raise Unreadable(
            say("the file has no header line"),
            say("Export the file again, with the names of the columns in the first line."),
        )
    hint = HINT.match(lines[start])
    start += bool(hint)
    above = start
    sample = [f"{(line or '').replace(chr(13), ' ')}\n" for line in lines[start : start + SAMPLE]]
    delimiter = source.feed.read.delimiter or (hint[1] if hint else _delimiter(sample))
    reader = csv.reader(sample, delimiter=delimiter)
    cells = headed([next(reader, []) for _ in range(source.feed.read.header)])
    return Head(column_names(cells, say), delimiter, start + reader.line_num), above


def _delimiter(sample: list[str]) -> str:
    """The delimiter by which most rows have as many fields as the header; of equals the one that gives more fields."""

    def fitness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if row]
        fields = len(trimmed(rows[0])) if rows else 0
        fit = (len(trimmed(row)) <= fields <= len(row) or len(row) == len(rows[0]) for row in rows)
        return (sum(fit) / len(rows), fields) if fields > 1 else (0.0, 0)

    return max(DELIMITERS, key=fitness)


FORMAT = Format("csv", read, files="*.csv", suffixes=(".csv",), whole=True)
