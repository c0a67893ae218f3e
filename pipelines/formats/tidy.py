"""What stands in a table and is no row of the register: titles, totals, rows of blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pipelines.formats.table import LINE, Table

LEAST = 4  # columns that a row of their numbers counts


def tidied(table: Table, patterns: Sequence[str]) -> Table:
    """The table without rows of nothing but white space, without those in which a pattern is found in a cell, and
    without the row under the header that numbers the columns, as official forms have it.
    """
    frame, rejected = _unnumbered(_filled(table.frame)), table.rejected
    if patterns:
        there = [found for name in frame.columns if name != LINE for found in _found(pl.col(name), patterns)]
        frame = frame.filter(~pl.any_horizontal(there)) if there else frame
        rejected = rejected.filter(~pl.any_horizontal(_found(pl.col("value"), patterns)))
    return replace(table, frame=frame, rejected=rejected)


def _unnumbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Without a first row of 1, 2, 3 and so on to the last column: fewer than four may be data."""
    cells = frame.select(pl.exclude(LINE)).row(0) if frame.height and frame.width > 1 else ()
    numbers = [cell and cell.strip(" .") for cell in cells]
    if len(numbers) < LEAST or numbers != [str(n) for n in range(1, len(numbers) + 1)]:
        return frame
    return frame[1:]


def unwanted(cells: Sequence[str | None], patterns: Sequence[str]) -> bool:
    """Does one of the patterns stand in one of the cells?"""
    texts = pl.Series([cell for cell in cells if cell], dtype=pl.String)
    return any(texts.str.contains(pattern).any() for pattern in patterns)


def _found(cells: pl.Expr, patterns: Sequence[str]) -> list[pl.Expr]:
    return [cells.str.contains(pattern).fill_null(value=False) for pattern in patterns]


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with something in them; only those whose first cell is blank are looked at whole."""
    first, *others = [pl.col(name) for name in frame.columns if name != LINE] or [pl.lit("x")]
    blank = [each.is_null() | (each.str.strip_chars() == "") for each in (first, *others)]
    suspects = frame.filter(blank[0]) if frame.width > 1 else frame.clear()
    if suspects.is_empty():
        return frame
    empty = suspects.filter(pl.all_horizontal(blank))[LINE]
    return frame if empty.is_empty() else frame.filter(~pl.col(LINE).is_in(empty.implode()))
