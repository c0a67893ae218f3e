"""Texts into values: amounts, whole numbers, yes and no, lists. What is not surely one thing is nothing (null)."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Column
from pipelines.load.mapping.amounts import MINUS, money, no_amount
from pipelines.load.mapping.dates import Style, days, moments, skipped_hour, too_early

WHOLE = r"^[-+]?\d{1,18}$"
SPACED = r"^[-+]?\d{1,3}(?:\s\d{3})+"  # 1 234, also with the no-break spaces that Polish programs write
WITH_DIGITS = ("day", "moment", "money", "integer")  # a text without any is likely the source's word for empty
YES, NO = ("yes", "true", "1", "tak"), ("no", "false", "0", "nie")


def parse(column: Column, text: pl.Series, style: Style) -> pl.Series:
    """The typed values of a column's texts (trimmed, null where empty); null also where a text cannot be read."""
    match column.kind:
        case "day":
            return days(text, style)
        case "moment":
            return moments(text, style)
        case "money":
            return money(text)
        case "integer":
            return integers(text)
        case "flag":
            return flags(text)
        case "list":
            return lists(text, style, days_in_it=column.items == "day")
        case _:
            return text


def why_not(column: Column, text: pl.Series, style: Style) -> pl.Series:
    """For texts that could not be read: the word for why."""
    wrong = pl.lit(column.kind)
    match column.kind:
        case "day" | "moment":
            wrong = pl.when(too_early(text, style)).then(pl.lit("too early")).otherwise(wrong)
            if column.kind == "moment":
                wrong = pl.when(skipped_hour(text, style)).then(pl.lit("skipped hour")).otherwise(wrong)
        case "money":
            wrong = no_amount(text, style.decimal)
    if column.kind in WITH_DIGITS:
        wrong = pl.when(text.str.contains(r"\d")).then(wrong).otherwise(pl.lit(f"no {column.kind}"))
    return pl.select(pl.repeat(None, len(text), dtype=pl.String).fill_null(wrong)).to_series()


def integers(text: pl.Series) -> pl.Series:
    """Whole numbers, with or without spaces between thousands."""
    bare = text.str.replace(rf"^{MINUS}\s?", "-")
    bare = pl.select(pl.when(bare.str.contains(SPACED + "$")).then(bare.str.replace_all(r"\s", "")).otherwise(bare))
    whole = bare.to_series()
    return whole.set(~whole.str.contains(WHOLE), None).cast(pl.Int64, strict=False)


def flags(text: pl.Series) -> pl.Series:
    """Yes and no, as `yes` `no` `true` `false` `1` `0` `tak` `nie`, in any case."""
    known = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    return text.str.to_lowercase().replace_strict(known, default=None, return_dtype=pl.Boolean)


def lists(text: pl.Series, style: Style, *, days_in_it: bool) -> pl.Series:
    """Items between `|`, trimmed; days become ISO days. One item that cannot be read leaves the whole list unread."""
    frame = pl.DataFrame({"text": text}).with_row_index("at").filter(pl.col("text").is_not_null())
    items = (
        frame.select("at", pl.col("text").str.split("|")).explode("text").with_columns(pl.col("text").str.strip_chars())
    )
    if days_in_it:
        items = items.with_columns(days(items["text"], style).dt.to_string("iso").alias("text"))
    joined = items.group_by("at").agg(pl.col("text").str.join("|", ignore_nulls=False))
    every = pl.DataFrame({"at": pl.arange(len(text), eager=True).cast(pl.UInt32)})
    return every.join(joined, on="at", how="left", maintain_order="left")["text"].rename(text.name)
