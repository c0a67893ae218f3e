"""Their words become ours: one value for another, as `[feeds.x.values]` says."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

OTHERS = "*"


def translated(text: pl.Expr, values: Mapping[str, str], *, listed: bool = False) -> pl.Expr:
    """The texts with `theirs = ours` applied; "*" stands for all others, and an empty word of ours means unknown.

    A key "" says what an empty cell means. Of a list each item is translated.
    """
    if not values:
        return text
    if listed:
        items = text.str.split("|").list.eval(_one(pl.element().str.strip_chars(), values))
        return items.list.drop_nulls().list.join("|")
    return _one(text, values)


def _one(text: pl.Expr, values: Mapping[str, str]) -> pl.Expr:
    known = {theirs.strip(): ours or None for theirs, ours in values.items() if theirs not in (OTHERS, "")}
    others = pl.lit(values[OTHERS] or None, dtype=pl.String) if OTHERS in values else text
    ours = text.replace_strict(known, default=others, return_dtype=pl.String) if known else others
    return pl.when(text.is_not_null()).then(ours).otherwise(pl.lit(values.get("") or None, dtype=pl.String))
