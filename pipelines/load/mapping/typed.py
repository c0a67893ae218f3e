"""A frame of texts into a frame of the contract's types, and the cells that could not be read."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.contracts import Column, Noun
from pipelines.load.mapping.dates import Style
from pipelines.load.mapping.origins import Origin
from pipelines.load.mapping.parse import parse, why_not
from pipelines.load.mapping.verdict import FOUND


def typed(
    text: pl.DataFrame, noun: Noun, found: Mapping[str, Origin], style: Style
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All columns of the contract, in its order, and `line`; and a row per unread cell: `at`, `column`, `why`.

    A column that is nowhere is null or the contract's default. An unread cell is null too.
    """
    values, unread = {}, [pl.DataFrame(schema=FOUND)]
    for name, column in noun.columns.items():
        if name not in text.columns:
            values[name] = pl.repeat(column.default, text.height, dtype=column.dtype, eager=True)
            continue
        written = Style(style.zone) if name in found and found[name].plain else style
        values[name] = parse(column, text[name], written)
        if name in found and (made := found[name].made) and made.turned:
            values[name] = -values[name]
        unread.append(_unread(column, text[name], values[name], written))
        if column.default is not None:
            values[name] = values[name].fill_null(column.default)
    return pl.DataFrame({**values, "line": text["line"]}), pl.concat(unread)


def _unread(column: Column, text: pl.Series, values: pl.Series, style: Style) -> pl.DataFrame:
    lost = values.is_null() & text.is_not_null()
    if not lost.any():
        return pl.DataFrame(schema=FOUND)
    return pl.DataFrame(
        {"at": lost.arg_true().cast(pl.Int64), "why": why_not(column, text.filter(lost), style)}
    ).select("at", pl.lit(column.name).alias("column"), "why")
