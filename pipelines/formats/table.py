"""What every format gives: a table of text with the line each row came from, and the rows nobody could read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from pipelines.refusal import Refusal, visible
from pipelines.town import LIMITS, Feed, Limits
from rules.wording import Words

LINE = "line"
REJECTED = {LINE: pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String, "fix": pl.String}
DIGITS = 18  # of an amount, before or after the point
SPOILED = {LINE: pl.Int64, "column": pl.String, "why": pl.String}
DAY_ZERO = date(1899, 12, 30)  # from which spreadsheets count days
SHOWN = 300  # characters of a rejected value: enough to find the place, not a copy of the register


class Unreadable(Refusal):
    """A file from which no row can be read; `message` says why and `fix` what to do, in the town's language."""


@contextmanager
def meaning(reason: str, fix: str) -> Iterator[None]:
    """Whatever goes wrong within the block means this about the file: libraries fail in more ways than can be listed.

    What is said better already (Refusal), and too little memory, go on as they are.
    """
    try:
        yield
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(reason, fix) from error


@dataclass(frozen=True)
class Source:
    """One file to read, for one noun of one feed; `zone` and `words` are the town's."""

    path: Path
    feed: Feed
    noun: str
    zone: ZoneInfo
    say: Words
    limits: Limits = LIMITS


@dataclass(frozen=True)
class Table:
    """The rows of a file as they stand there.

    frame      text columns (null where the cell is empty) and `line`: the physical line of a CSV, the row of a sheet,
               otherwise an ordinal
    rejected   rows without a place in `frame`: column, value, reason and what to do; a row may have several reasons
    canonical  the format has a vocabulary of its own, so the columns already carry our names
    spoiled    cells of `frame` whose content is lost (line, column, why: a word of `reasons.explain_spoiled`): they
               reject their row where somebody asked for the column
    left_out   columns of the file that no text can hold; not in `frame`
    day_zero   what its spreadsheet counts days from
    above      the lines, or the filled cells, above the header
    name       of the file
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    canonical: bool = False
    spoiled: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SPOILED))
    left_out: tuple[str, ...] = ()
    day_zero: date = DAY_ZERO
    above: tuple[str, ...] = ()
    name: str = ""

    @property
    def rows(self) -> int:
        """How many rows the file had: those read and those rejected."""
        return self.frame.height + self.rejected[LINE].n_unique()


@dataclass
class Rejections:
    """Rows that cannot be read, collected while reading."""

    rows: list[tuple[int, str | None, str | None, str, str]] = field(default_factory=list)

    def add(self, line: int, reason: str, fix: str, column: str | None = None, value: str | None = None) -> None:
        """One reason for one row."""
        self.rows.append((line, column, value[:SHOWN] if value else None, reason, fix))

    def frame(self) -> pl.DataFrame:
        """As `Table.rejected`."""
        return pl.DataFrame(self.rows, schema=REJECTED, orient="row")


def exact(digits: str) -> str:
    """A decimal number without the zeros after its second decimal, which a database's type adds: 1.5000 is 1.50."""
    whole, point, decimals = digits.partition(".")
    return whole + point + decimals[:2] + decimals[2:].rstrip("0")


def text_frame(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str | None]],
    lines: Sequence[int],
    keys: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Rows by name as a frame of text, a column named otherwise than its key in the rows where `keys` says so.

    A key that a row lacks is empty there, and so is an empty text.
    """
    cells = (
        pl.Series(name, [row.get(key) or None for row in rows], dtype=pl.String)
        for name, key in zip(columns, keys or columns, strict=True)
    )
    return pl.DataFrame([*cells, pl.Series(LINE, lines, dtype=pl.Int64)])


def plain(number: float) -> str:
    """A binary number by the shortest digits that give it back: 12345678.9 and 100, never 1.23456789e7 or 100.0."""
    return f"{Decimal(repr(number)):f}".removesuffix(".0")


def amount(text: str | None) -> Decimal | None:
    """A text as an exact number; None where it is none, or one that no sum of money can be: 1E+999999999 is short to
    write and long to write out.
    """
    try:
        found = Decimal(text or "")
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) <= DIGITS else None


def headed(rows: Sequence[Sequence[str | None]]) -> list[str]:
    """One name for each column under a header of several rows: `Wykonanie / narastająco`.

    A cell over several columns stands in the first of them, one over several rows in the uppermost: a blank one belongs
    to the one before it where both have something below them.
    """
    width = max(map(len, rows), default=0)
    grid = [[*((cell or "").strip() for cell in row), *[""] * (width - len(row))] for row in rows]
    for n, row in enumerate(grid[:-1]):
        below = [any(lower[column] for lower in grid[n + 1 :]) for column in range(width)]
        for column in range(1, width):
            if not row[column] and below[column] and below[column - 1]:
                row[column] = row[column - 1]
    return [" / ".join(dict.fromkeys(row[column] for row in grid if row[column])) for column in range(width)]


def column_names(found: Sequence[str | None], say: Words) -> list[str]:
    """Header cells as names: trimmed, a blank one named by its place, a repeated one numbered; `line` is ours.

    Signs that steer a terminal are written out, for names are told to people; the ends of lines, however a program
    writes them, are one sign.
    """
    taken, names = {LINE}, []
    for place, cell in enumerate(found, start=1):
        name = wanted = visible("\n".join((cell or "").strip().splitlines())) or say("column {n}", n=place)
        repeat = 1
        while name in taken:
            repeat += 1
            name = f"{wanted} ({repeat})"
        taken.add(name)
        names.append(name)
    return names
