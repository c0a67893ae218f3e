"""CSV as Polish offices write it: any delimiter, cp1250 or UTF-8 with a mark, quoted line breaks, ragged rows.

A file whose quotation marks are in their places is read by polars in one go. A stray one sends the whole file through
Python's csv module, which is slower and tells the good rows from the bad.
"""

from __future__ import annotations

import codecs
import csv
import re

import polars as pl

from pipelines.formats.csv_rows import Head, careful, clean
from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Source, Table, Unreadable, column_names

DELIMITERS = (";", ",", "\t", "|")
SAMPLE = 200  # lines looked at to find the delimiter
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
csv.field_size_limit(2**31 - 1)  # a cell may be as long as the file; the reading process has limits of its own
HINT = re.compile(r"^sep=(.)$", re.IGNORECASE)  # Excel's own line that names the delimiter


def read(source: Source) -> Table:
    """The rows below the header; `line` is the physical line a row begins on. Empty rows are no rows."""
    data = _utf8(source)
    lines = _lines(data)
    head = _head(lines, source)
    return clean(data, lines, head, source.say) or careful(lines, head, source.say)


def _utf8(source: Source) -> bytes:
    """The file as UTF-8 without a byte order mark; a mark outweighs the encoding of the settings."""
    data, say, encoding = source.path.read_bytes(), source.say, source.feed.read.encoding
    for mark, marked in MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
            break
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = say(
            "Save the file as UTF-8, or write the file's true encoding in town.toml: "
            '[feeds.{feed}.read] encoding = "{other}".',
            feed=source.feed.name,
            other="cp1250" if encoding != "cp1250" else "utf-8",
        )
        raise Unreadable(
            say("line {line}: a character that is not {encoding}", line=line, encoding=encoding), fix
        ) from error
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    elif encoding == "utf-8":
        return data
    return text.encode()


def _lines(data: bytes) -> pl.Series:
    """Physical lines, null where blank."""
    if not data or data.isspace():
        return pl.Series(LINE, [], dtype=pl.String)
    if b"\x1f" in data:  # the separator that makes polars see a line as one field
        return pl.Series(LINE, [line.rstrip("\r") or None for line in data.decode().split("\n")], dtype=pl.String)
    return pl.read_csv(data, separator="\x1f", quote_char=None, has_header=False, schema={LINE: pl.String})[LINE]


def _head(lines: pl.Series, source: Source) -> Head:
    """The header: the first line that is not blank after those to skip."""
    skip, say = source.feed.read.skip, source.say
    start = next((skip + n for n, line in enumerate(lines[skip:]) if line and line.strip()), None)
    if start is None:
        raise Unreadable(
            say("the file has no header line"),
            say("Export the file again, with the names of the columns in the first line."),
        )
    hint = HINT.match(lines[start])
    start += bool(hint)
    sample = [f"{(line or '').replace(chr(13), ' ')}\n" for line in lines[start : start + SAMPLE]]
    delimiter = source.feed.read.delimiter or (hint[1] if hint else _delimiter(sample))
    reader = csv.reader(sample, delimiter=delimiter)
    cells = next(reader, [])
    return Head(column_names(cells, say), delimiter, start + reader.line_num)


def _delimiter(sample: list[str]) -> str:
    """The delimiter by which most rows have as many fields as the header; of equals the one that gives more fields."""

    def fitness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if row]
        fields = len(rows[0]) if rows else 0
        return (sum(len(row) == fields for row in rows) / len(rows), fields) if fields > 1 else (0.0, 0)

    return max(DELIMITERS, key=fitness)


FORMAT = Format("csv", read, files="*.csv", whole=True)
