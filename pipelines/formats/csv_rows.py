"""The rows of a CSV below its header: all at once where the file is well formed, one by one where it is not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

from pipelines.formats.table import LINE, Rejections, Table
from rules.wording import Words

ESCAPED = {"\t": r"\t", "|": r"\|", "^": r"\^"}  # delimiters that mean something in a pattern


@dataclass(frozen=True)
class Head:
    """How the rows below the header are written; `first` is the index of the first line after it."""

    columns: list[str]
    delimiter: str
    first: int


def clean(data: bytes, lines: pl.Series, head: Head, say: Words) -> Table | None:
    """The rows of a file whose quotation marks are all in their places, or None; ragged rows are rejected."""
    records = _whole(lines[head.first :], head)
    if records is None:
        return None
    misfit = pl.col("fields") != len(head.columns)
    blank = pl.col("record").str.strip_chars(f'"{head.delimiter}') == ""
    repaired = _repaired(records.filter(misfit & ~blank), head)
    rejected = Rejections()
    for line, text, fields in repaired.filter(pl.col("whole").is_null()).select(LINE, "record", "fields").iter_rows():
        _reject_length(rejected, line, text, fields, head, say)
    fitting = records.filter(~misfit | pl.col("fields").is_null())
    if repaired["whole"].null_count() < repaired.height:
        mended = repaired.drop_nulls("whole").select(LINE, pl.col("whole").alias("record"), "fields")
        fitting = pl.concat([fitting, mended]).sort(LINE)
    rest, skip = data, head.first
    if fitting.height < records.height or repaired.height:
        rest, skip = "\n".join(fitting["record"].fill_null("")).encode(), 0
    frame = _parsed(rest, skip, head, fitting[LINE])
    return None if frame is None else Table(frame, rejected.frame())


def _repaired(misfits: pl.DataFrame, head: Head) -> pl.DataFrame:
    """Records of another length with `whole`: the record at the header's length, null where that would be a guess.

    Empty fields too many at the end change nothing, nor do those that Excel leaves out there. A record without any
    delimiter is no row of the table.
    """
    if misfits.is_empty():
        return misfits.with_columns(whole=pl.lit(None, dtype=pl.String))
    delimiter, n = ESCAPED.get(head.delimiter, head.delimiter), len(head.columns)
    short = misfits.with_columns(short=pl.col("record").str.replace(rf'(?:{delimiter}\s*(?:"")?)+\s*$', ""))
    fields = pl.col("short").str.replace_all('"(?:[^"]|"")*"', "").str.count_matches(head.delimiter, literal=True) + 1
    missing = (n - fields.cast(pl.Int64)).clip(lower_bound=0)
    padding = pl.lit(head.delimiter).repeat_by(missing).list.join("")
    fits = (pl.col("fields") > 1) & (fields <= n)
    return short.with_columns(whole=pl.when(fits).then(pl.concat_str("short", padding))).drop("short")


def trimmed(row: list[str]) -> list[str]:
    """A row without the empty fields at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _parsed(data: bytes, skip: int, head: Head, numbers: pl.Series) -> pl.DataFrame | None:
    """The records as columns, empty ones left out; None should polars count them otherwise."""
    schema = dict.fromkeys(head.columns, pl.String)
    if numbers.is_empty():
        return pl.DataFrame(schema={**schema, LINE: pl.Int64})
    try:
        frame = pl.read_csv(data, separator=head.delimiter, has_header=False, skip_lines=skip, schema=schema)
    except pl.exceptions.PolarsError:
        return None
    if frame.height != numbers.len():
        return None
    filled = frame.with_columns(pl.when(pl.all() != "").then(pl.all())) if b'""' in data else frame
    there = filled.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    numbered = filled.with_columns(numbers.alias(LINE))
    return numbered if there.all() else numbered.filter(there)


def _whole(body: pl.Series, head: Head) -> pl.DataFrame | None:
    """Records with the line each begins on and its number of fields (null: blank); None where quoting goes astray."""
    delimiter = ESCAPED.get(head.delimiter, head.delimiter)
    table = body.alias("record").to_frame().with_row_index(LINE, offset=head.first + 1)
    table = table.with_columns(pl.col(LINE).cast(pl.Int64))
    unquoted = pl.col("record")
    if body.str.contains('"', literal=True).any():
        opened = pl.col("record").str.count_matches('"', literal=True).fill_null(0).cum_sum() % 2 == 1
        begins = table.select(~opened.shift(1, fill_value=False)).to_series()
        if not begins.all():
            table = table.group_by(begins.cum_sum().alias("n"), maintain_order=True).agg(
                pl.col(LINE).first(), pl.col("record").fill_null("").str.join("\n")
            )
        field = rf'(?:[^"{delimiter}]*|"(?:[^"]|"")*")'
        if not table["record"].str.contains(f"^{field}(?:{delimiter}{field})*$").all():
            return None
        unquoted = unquoted.str.replace_all('"(?:[^"]|"")*"', "")
    return table.with_columns(fields=unquoted.str.count_matches(head.delimiter, literal=True) + 1)


def careful(lines: pl.Series, head: Head, say: Words) -> Table:
    """Row by row: a bad one is told by its line, and the next line starts afresh."""
    physical = lines.fill_null("").to_list()
    rows, numbers, rejected = [], [], Rejections()
    at = head.first
    while at < len(physical):
        at = _records(physical, at, head, rows, numbers, rejected, say)
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
    say: Words,
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
        kept = trimmed(row)
        if end - begin == 1 and len(row) > 1 and 0 < len(kept) <= fields != len(row):
            row = [*kept, *[""] * (fields - len(kept))]
        if len(row) == fields and any(row):
            rows.append(row)
            numbers.append(begin + 1)
        elif any(row) or end - begin > 1:
            astray = end - begin > 1
            if astray:
                _reject_quoting(rejected, begin + 1, physical[begin], say)
                return begin + 1
            _reject_length(rejected, begin + 1, physical[begin], len(row), head, say)
        begin = end


def _feed(physical: list[str], at: int) -> Iterator[str]:
    return (f"{line}\n" for line in islice(physical, at, None))


def _reject_quoting(rejected: Rejections, line: int, text: str, say: Words) -> None:
    reason = say("a quotation mark opens a field here and the row does not close it properly")
    rejected.add(line, reason, say("Remove the quotation mark, or write it twice inside a quoted field."), value=text)


def _reject_length(rejected: Rejections, line: int, text: str, fields: int, head: Head, say: Words) -> None:
    reason = say("fields in the row: {found}, in the header: {expected}", found=fields, expected=len(head.columns))
    fix = say(
        "Give the row as many fields as the header has; a field that contains the delimiter ({delimiter}) goes in "
        "quotation marks.",
        delimiter=say("tab") if head.delimiter == "\t" else head.delimiter,
    )
    rejected.add(line, reason, fix, value=text)
