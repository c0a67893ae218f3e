"""Their words become ours: one value for another, as `[feeds.x.values]` says."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from pipelines.load.mapping.names import alike

OTHERS = "*"


def translated(text: pl.Series, values: Mapping[str, str], *, listed: bool = False) -> pl.Series:
    """The texts with `theirs = ours` applied; "*" stands for all others, and an empty word of ours means unknown.

    White space and letter case do not count. A key "" says what an empty cell means. Of a list each item is translated.
    """
    if not values:
        return text
    if listed:
        items = text.str.split("|")
        known = _known(items.explode().str.strip_chars(), values)
        one = _one(pl.element().str.strip_chars(), values, known)
        return items.list.eval(one).list.drop_nulls().list.join("|")
    return text.to_frame().select(_one(pl.col(text.name), values, _known(text, values))).to_series()


def emptied(text: pl.Series, words: Collection[str]) -> pl.Series:
    """The texts without those that stand for an empty cell; only texts as short as such a word are looked at."""
    if not words:
        return text
    short = text.str.len_chars() <= max(map(len, words))
    if not short.any() or not text.filter(short).is_in(list(words)).any():
        return text
    return text.set(text.is_in(list(words)), None)


def _known(text: pl.Series, values: Mapping[str, str]) -> dict[str, str | None]:
    """Our word for each text that the settings name, as they write it or nearly so."""
    exact = {theirs.strip(): ours or None for theirs, ours in values.items() if theirs not in (OTHERS, "")}
    nearly: dict[str, set[str | None]] = {}
    for theirs, ours in exact.items():
        nearly.setdefault(alike(theirs), set()).add(ours)
    others = text.drop_nulls().unique()
    others = others.filter(~others.is_in(list(exact)))
    found = {each: nearly.get(alike(each), set()) for each in others}
    return exact | {each: next(iter(ours)) for each, ours in found.items() if len(ours) == 1}


def _one(text: pl.Expr, values: Mapping[str, str], known: Mapping[str, str | None]) -> pl.Expr:
    others = pl.lit(values[OTHERS] or None, dtype=pl.String) if OTHERS in values else text
    ours = text.replace_strict(known, default=others, return_dtype=pl.String) if known else others
    return pl.when(text.is_not_null()).then(ours).otherwise(pl.lit(values.get("") or None, dtype=pl.String))
