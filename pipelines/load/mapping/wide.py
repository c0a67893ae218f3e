"""Wide tables: a column per measure becomes a row per measure. The amounts stay as they are, cumulative."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

MARK = "\0"  # sets the amounts apart from canonical columns of the same name, such as `plan`


def amounts(measures: Mapping[str, str]) -> list[pl.Expr]:
    """Each measure's column as text, trimmed; an empty cell is null."""
    return [pl.col(theirs).str.strip_chars().replace("", None).alias(MARK + ours) for ours, theirs in measures.items()]


def unpivoted(frame: pl.DataFrame, measures: Mapping[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A row per filled cell with its `measure` and `amount`; and apart from them the rows with no amount at all."""
    cells = [MARK + ours for ours in measures]
    blank = pl.all_horizontal(pl.col(cells).is_null())
    long = frame.unpivot(
        on=cells,
        index=[name for name in frame.columns if name not in cells],
        variable_name="measure",
        value_name="amount",
    ).drop_nulls("amount")
    return long.with_columns(pl.col("measure").str.strip_prefix(MARK)), frame.filter(blank).drop(cells)
