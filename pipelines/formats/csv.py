"""CSV as Polish offices write it: any delimiter, cp1250 or UTF-8 with a mark, quoted line breaks, ragged rows.

A well-formed file is read by polars in one go. The first sign of dirt (a row with another number of fields, a stray
quotation mark) sends the whole file through Python's csv module, which is slower and tells the good rows from the bad.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

from pipelines.formats.table import LINE, Rejections, Source, Table, Unreadable, column_names
from rules.wording import Words

DELIMITERS = (";", ",", "\t", "|")
SAMPLE = 200  # lines looked at to find the delimiter
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
ESCAPED = {"\t": r"\t", "|": r"\|", "^": r"\^"}  # delimiters that mean something in a pattern
HINT = re.compile(r"^sep=(.)$", re.IGNORECASE)  # Excel's own line that names the delimiter


@dataclass(frozen=True)
class Head:
    """How the rows below the header are written; `first` is the index of the first line after it."""

    columns: list[str]
    delimiter: str
    first: int


def read(source: Source) -> Table:
    """The rows below the header; `line` is the physical line a row begins on. Empty rows are no rows."""
    data = _utf8(source)
    lines = _lines(data)
    head = _head(lines, source)
    frame = _clean(data, lines, head)
    return _careful(lines, head, source.words) if frame is None else Table(frame, Rejections().frame())


def _utf8(source: Source) -> bytes:
    """The file as UTF-8 without a byte order mark; a mark outweighs the encoding of the settings."""
    data, words, encoding = source.path.read_bytes(), source.words, source.feed.read.encoding
    for mark, marked in MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
            break
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = words(
            "Save the file as UTF-8, or write the file's true encoding in town.toml: "
            '[feeds.{feed}.read] encoding = "{other}".',
            feed=source.feed.name,
            other="cp1250" if encoding != "cp1250" else "utf-8",
        )
        raise Unreadable(
            words("line {line}: a character that is not {encoding}", line=line, encoding=encoding), fix
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
    skip, words = source.feed.read.skip, source.words
    start = next((skip + n for n, line in enumerate(lines[skip:]) if line and line.strip()), None)
    if start is None:
        raise Unreadable(
            words("the file has no header line"),
            words("Export the file again, with the names of the columns in the first line."),
        )
    hint = HINT.match(lines[start])
    start += bool(hint)
    sample = [f"{line or ''}\n" for line in lines[start : start + SAMPLE]]
    delimiter = source.feed.read.delimiter or (hint[1] if hint else _delimiter(sample))
    reader = csv.reader(sample, delimiter=delimiter)
    cells = next(reader, [])
    return Head(column_names(cells, words), delimiter, start + reader.line_num)


def _delimiter(sample: list[str]) -> str:
    """The delimiter by which most rows have as many fields as the header; of equals the one that gives more fields."""

    def fitness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(sample, delimiter=delimiter) if row]
        fields = len(rows[0]) if rows else 0
        return (sum(len(row) == fields for row in rows) / len(rows), fields) if fields > 1 else (0.0, 0)

    return max(DELIMITERS, key=fitness)


def _clean(data: bytes, lines: pl.Series, head: Head) -> pl.DataFrame | None:
    """The rows of a file without any dirt, or None."""
    starts = _starts(lines[head.first :], head)
    if starts is None:
        return None
    schema = dict.fromkeys(head.columns, pl.String)
    if starts.is_empty():
        return pl.DataFrame(schema={**schema, LINE: pl.Int64})
    try:
        frame = pl.read_csv(data, separator=head.delimiter, has_header=False, skip_lines=head.first, schema=schema)
    except pl.exceptions.PolarsError:
        return None
    if frame.height != starts.len():
        return None
    filled = frame.with_columns(pl.when(pl.all() != "").then(pl.all())) if b'""' in data else frame
    there = filled.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    numbered = filled.with_columns(starts.alias(LINE))
    return numbered if there.all() else numbered.filter(there)


def _starts(body: pl.Series, head: Head) -> pl.Series | None:
    """The physical line each record begins on, or None where a record is not well formed."""
    fields, delimiter = len(head.columns), ESCAPED.get(head.delimiter, head.delimiter)
    table = body.alias("record").to_frame().with_row_index(LINE, offset=head.first + 1)
    table = table.with_columns(pl.col(LINE).cast(pl.Int64))
    if body.str.contains('"', literal=True).any():
        opened = pl.col("record").str.count_matches('"', literal=True).fill_null(0).cum_sum() % 2 == 1
        begins = ~opened.shift(1, fill_value=False)
        table = table.with_columns(begins=begins)
        if not table["begins"].all():
            table = table.group_by(pl.col("begins").cum_sum(), maintain_order=True).agg(
                pl.col(LINE).first(), pl.col("record").fill_null("").str.join("\n")
            )
        field = rf'(?:[^"{delimiter}]*|"(?:[^"]|"")*")'
        well_formed = pl.col("record").str.contains(f"^{field}(?:{delimiter}{field})*$")
        counted = pl.col("record").str.replace_all('"(?:[^"]|"")*"', "").str.count_matches(head.delimiter, literal=True)
    else:
        well_formed, counted = pl.lit(value=True), pl.col("record").str.count_matches(head.delimiter, literal=True)
    right = (pl.col("record").is_null() | (well_formed & (counted == fields - 1))).all()
    return table[LINE] if table.select(right).item() else None


def _careful(lines: pl.Series, head: Head, words: Words) -> Table:
    """Row by row: a bad one is told by its line, and the next line starts afresh."""
    physical = lines.fill_null("").to_list()
    rows, numbers, rejected = [], [], Rejections()
    at = head.first
    while at < len(physical):
        at = _records(physical, at, head, rows, numbers, rejected, words)
    cells = zip(*rows, strict=True) if rows else ([] for _ in head.columns)
    columns = [pl.Series(name, values, dtype=pl.String) for name, values in zip(head.columns, cells, strict=True)]
    frame = pl.DataFrame([*columns, pl.Series(LINE, numbers, dtype=pl.Int64)])
    return Table(frame.with_columns(pl.when(pl.exclude(LINE) != "").then(pl.exclude(LINE))), rejected.frame())


def _records(
    physical: list[str],
    at: int,
    head: Head,
    rows: list[list[str]],
    numbers: list[int],
    rejected: Rejections,
    words: Words,
) -> int:
    """Reads records from line index `at` until a quotation mark goes astray; returns where to go on."""
    fields = len(head.columns)
    reader = csv.reader(_feed(physical, at), delimiter=head.delimiter, strict=True)
    begin = at
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            row = ["", *[""] * fields]  # a record that cannot end: of the wrong length in any case
            end = begin + 2
        else:
            end = at + reader.line_num
        if row is None:
            return len(physical)
        if len(row) == fields and any(row):
            rows.append(row)
            numbers.append(begin + 1)
        elif any(row) or end - begin > 1:
            astray = end - begin > 1
            _reject(rejected, begin, physical[begin], len(row), astray, head, words)
            if astray:
                return begin + 1
        begin = end


def _feed(physical: list[str], at: int) -> Iterator[str]:
    return (f"{line}\n" for line in islice(physical, at, None))


def _reject(rejected: Rejections, index: int, text: str, fields: int, astray: bool, head: Head, words: Words) -> None:
    shown = words("tab") if head.delimiter == "\t" else head.delimiter
    if astray:
        reason = words("a quotation mark opens a field here and the row does not close it properly")
        fix = words("Remove the quotation mark, or write it twice inside a quoted field.")
    else:
        reason = words(
            "fields in the row: {found}, in the header: {expected}", found=fields, expected=len(head.columns)
        )
        fix = words(
            "Give the row as many fields as the header has; a field that contains the delimiter ({delimiter}) goes in "
            "quotation marks.",
            delimiter=shown,
        )
    rejected.add(index + 1, reason, fix, value=text)
