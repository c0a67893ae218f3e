"""Sums inside a printed table of the budget: a row for a whole dział or rozdział, which is no line of its own."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.load.mapping.amounts import money
from pipelines.load.mapping.wide import MARK

CODES = ("dzial", "rozdzial", "paragraf")
KEYS = ("unit", "side", "year", "task", *CODES)


def subtotals(text: pl.DataFrame, measures: Mapping[str, str]) -> pl.Series:
    """Which rows of a wide table, before it is unpivoted, are sums of lines in it: true or false for each.

    A row that lacks a code stands over the lines that share what it has; it is their sum where every one of its
    amounts is, to the grosz. One that is not is left as it is, to be rejected with its reason: it may be a line that
    lost a code.
    """
    none = pl.repeat(value=False, n=text.height, dtype=pl.Boolean, eager=True)
    if not text.height or not set(CODES) <= set(text.columns):
        return none
    lacks = text.select(pl.any_horizontal(pl.col(CODES).is_null())).to_series()
    if not lacks.any() or lacks.all():
        return none
    keys = [name for name in KEYS if name in text.columns]
    cells = [MARK + ours for ours in measures]
    sums = text.select(*keys, *(money(text[cell]).alias(cell) for cell in cells)).with_row_index("at")
    spoiled = pl.any_horizontal(*(pl.col(cell).is_null() & text[cell].is_not_null() for cell in cells))
    sums = sums.with_columns(spoiled.alias("spoiled"), pl.col(cells).fill_null(0))
    lines, over = sums.filter(~lacks), sums.filter(lacks & sums.select(~spoiled).to_series())
    found = list[int]()
    for has, some in over.group_by([pl.col(key).is_null().alias(key) for key in keys]):
        given = [key for key, lack in zip(keys, has, strict=True) if not lack]
        beneath = lines.group_by(given) if given else lines.with_columns(all=1).group_by("all")
        total = beneath.agg(pl.col(cells).sum(), pl.col("spoiled").any())
        total = total.filter(~pl.col("spoiled")).drop("spoiled")
        by = given or ["all"]
        both = some.with_columns(all=1).join(total, on=by, suffix=" beneath")
        equal = pl.all_horizontal(pl.col(cell) == pl.col(f"{cell} beneath") for cell in cells)
        found += both.filter(equal)["at"].to_list()
    return pl.int_range(text.height, eager=True).is_in(found)
