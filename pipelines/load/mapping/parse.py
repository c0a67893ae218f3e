"""Texts into values: amounts, whole numbers, yes and no, lists. What is not surely one thing is nothing (null)."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Column
from pipelines.load.mapping.dates import Style, days, moments, skipped_hour, too_early

PLAIN = r"^[-+]?\d+(?:\.\d{1,2})?$"
WHOLE = r"^[-+]?\d{1,18}$"
SPACED = r"^[-+]?\d{1,3}(?:\s\d{3})+"  # 1 234, also with the no-break spaces that Polish programs write
MINUS = "[\u2212\u2012\u2013]"  # a true minus and the dashes that stand for one
YES, NO = ("yes", "true", "1", "tak"), ("no", "false", "0", "nie")


def parse(column: Column, text: pl.Series, style: Style) -> pl.Series:
    """The typed values of a column's texts (trimmed, null where empty); null also where a text cannot be read."""
    match column.kind:
        case "day":
            return days(text, style)
        case "moment":
            return moments(text, style)
        case "money":
            return money(text, style.decimal)
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
            other = "." if style.decimal == "," else ","
            digits = text.str.replace_all(r"[\s+-]|" + MINUS, "")
            wrong = (
                pl.when(digits.str.contains(rf"^\d+[{style.decimal}]\d{{3,}}$"))
                .then(pl.lit("decimals"))
                .when(digits.str.contains(rf"^\d+[{other}]\d{{1,2}}$"))
                .then(pl.lit("decimal sign"))
                .when(digits.str.contains(r"^\d{17,}"))
                .then(pl.lit("too large"))
                .otherwise(wrong)
            )
    return pl.select(pl.repeat(None, len(text), dtype=pl.String).fill_null(wrong)).to_series()


def money(text: pl.Series, decimal: str = ".") -> pl.Series:
    """Amounts as DECIMAL(18,2): `1234.50`, or with a decimal comma `1 234,50`; never rounded.

    A sign that groups thousands is taken as one only where it cannot be a decimal sign: `1.234,50`, not `1.234`.
    A decimal comma still lets `1234.5` through, as spreadsheets and databases give it.
    """
    if not text.str.contains(PLAIN).all():
        text = _plain(text, decimal)
    return text.set(~text.str.contains(PLAIN), None).cast(pl.Decimal(18, 2), strict=False)


def _plain(text: pl.Series, decimal: str) -> pl.Series:
    point, group = (",", r"\.") if decimal == "," else (r"\.", ",")
    cents = rf"(?:{point}\d{{1,2}})"
    written = (
        rf"{SPACED}{cents}?$",
        rf"^[-+]?\d{{1,3}}(?:{group}\d{{3}})+{cents}$",
        rf"^[-+]?\d{{1,3}}(?:{group}\d{{3}}){{2,}}$",
        rf"^[-+]?\d+{cents}?$",
    )
    text = text.str.replace(rf"^{MINUS}\s?", "-")
    sure = text.str.contains("|".join(written))
    bare = text.str.replace_all(rf"\s|{group}", "").str.replace(point, ".")
    return pl.select(pl.when(sure).then(bare).otherwise(text)).to_series()


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
