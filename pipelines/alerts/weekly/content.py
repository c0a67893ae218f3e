"""What a weekly letter is made of: plain values that the text, the HTML and the workbook show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.alerts.write.line import Line
from pipelines.alerts.write.rest import Rest


@dataclass(frozen=True)
class Row:
    """A row of a table in the reader's words; `share`: the length of its bar in percent, None where it has none.

    `under` stands below the first cell, in smaller letters: a telephone has room for three or four columns.
    """

    cells: tuple[str, ...]
    share: int | None = None
    under: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption and named columns; those after `numeric_from` are numbers. `total` closes it.

    A chart is a table whose rows have bars: most mail programs strip SVG and do not load images, and a row reads alike
    to eye, screen reader and paper. Each bar stands beside its number and says nothing of its own.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric_from: int = 1
    total: tuple[str, ...] = ()

    @property
    def bars(self) -> bool:
        """Whether the rows have bars."""
        return any(row.share is not None for row in self.rows)


@dataclass(frozen=True)
class Block:
    """A heading with sentences, lines of findings and a table under it."""

    title: str
    sentences: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    more: Rest | None = None


@dataclass(frozen=True)
class Part:
    """What concerns one office of the reader: treasurer, or manager of units.

    `short` fits into a subject; `sheets` are the numbers to reckon with.
    """

    title: str
    short: str
    answer: str
    blocks: tuple[Block, ...]
    sheets: Mapping[str, pl.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class Overview:
    """One weekly letter."""

    language: str
    subject: str
    heading: str
    warnings: tuple[str, ...]
    caution: str
    parts: tuple[Part, ...]
    stamps_title: str
    stamps: tuple[str, ...]
    footer: tuple[str, ...]


def shares(amounts: list[int]) -> list[int]:
    """The lengths of bars in percent of the longest; what is not nothing is seen. One alone compares with nothing."""
    most = max(amounts, default=0) if len(amounts) > 1 else 0
    if not most:
        return [0 for _ in amounts]
    return [max(1, 100 * amount // most) if amount > 0 else 0 for amount in amounts]
