"""Rejected rows as the clerk sees them: line, own column, own text, the reason and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.contracts import Column, Noun
from pipelines.load.mapping.dates import Style
from pipelines.load.mapping.origins import MEASURED, Origin
from pipelines.load.mapping.reasons import doubled, explain
from pipelines.town import Feed
from rules.wording import Words

REJECTED = {"line": pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String, "fix": pl.String}
SHOWN = 300  # characters of a value: enough to find the place, not a copy of the register
TOGETHER = " + "  # between the parts of a key


@dataclass(frozen=True)
class Draft:
    """A table half-way: the file's own rows, their canonical texts, their values, and what is wrong with them."""

    file: pl.DataFrame
    text: pl.DataFrame
    typed: pl.DataFrame
    blank: pl.DataFrame  # rows of a wide table without any amount
    broken: pl.DataFrame  # at, column, why
    found: Mapping[str, Origin]
    feed: Feed
    noun: Noun
    style: Style
    answered: bool = False  # `line` is the number of a row in the answer of the feed's query


def rejected(draft: Draft, say: Words) -> tuple[pl.DataFrame, pl.Series]:
    """The rejections by line, and a mask over the draft's rows: True where a row is rejected."""
    broken = _told_once(draft.broken, draft.noun)
    bad = pl.int_range(draft.text.height, dtype=pl.Int64, eager=True).is_in(broken["at"].unique().implode())
    parts = [
        _explained(draft, say, group, noun_column, str(why))
        for (name, why), group in broken.group_by("column", "why", maintain_order=True)
        for noun_column in [draft.noun.columns[str(name)]]
    ]
    return pl.concat([pl.DataFrame(schema=REJECTED), *parts, _blank(draft, say)]).sort("line", maintain_order=True), bad


def _told_once(broken: pl.DataFrame, noun: Noun) -> pl.DataFrame:
    """One reason per cell; a key that is missing or unreadable is not called doubled as well."""
    twice = pl.col("why") == "doubled"
    unkeyed = broken.filter(~twice & pl.col("column").is_in(noun.key))["at"].unique().implode()
    return (
        broken.filter(~(twice & pl.col("at").is_in(unkeyed)))
        .sort(twice, maintain_order=True)
        .unique(["at", "column"], keep="first", maintain_order=True)
    )


def _explained(draft: Draft, say: Words, group: pl.DataFrame, column: Column, why: str) -> pl.DataFrame:
    at = group["at"]
    if why == "doubled":
        said = doubled(draft.typed, list(draft.noun.key), at, say, answered=draft.answered)
        cells = [_cell(draft, name, said["at"]) for name in draft.noun.key]
        label = pl.concat_str([label for label, _ in cells], separator=TOGETHER)
        value = pl.concat_str([value.fill_null("") for _, value in cells], separator=TOGETHER)
        return _rows(draft, said["at"], label, value, said["reason"], said["fix"])
    origin = draft.found.get(column.name)
    style = Style(draft.style.zone) if origin and origin.plain else draft.style
    reason, fix = explain(why, column, draft.feed, style, say)
    return _rows(draft, at, *_cell(draft, column.name, at), pl.lit(reason), pl.lit(fix))


def _cell(draft: Draft, name: str, at: pl.Series) -> tuple[pl.Expr | pl.Series, pl.Series]:
    """The clerk's own name of a column, and the own texts in it."""
    nothing = pl.repeat(None, len(at), dtype=pl.String, eager=True)
    if draft.feed.measures and name in MEASURED:
        theirs = draft.text["measure"].gather(at).replace(dict(draft.feed.measures))
        return theirs, draft.text["amount"].gather(at)
    origin = draft.found.get(name, Origin())
    if not origin.headers:
        return pl.lit(name), nothing.fill_null(origin.constant) if origin.constant else nothing
    cells = draft.file.select(origin.headers)[draft.text["row"].gather(at)]
    own = cells.select(pl.concat_str(pl.all(), separator=TOGETHER, ignore_nulls=True).replace("", None).alias(name))
    return pl.lit(TOGETHER.join(origin.headers)), own[name]


def _rows(
    draft: Draft,
    at: pl.Series,
    label: pl.Expr | pl.Series,
    value: pl.Expr | pl.Series,
    reason: pl.Expr | pl.Series,
    fix: pl.Expr | pl.Series,
) -> pl.DataFrame:
    frame = pl.DataFrame({"line": draft.text["line"].gather(at)})
    named = {"column": label, "value": value, "reason": reason, "fix": fix}
    return frame.with_columns(**named).with_columns(pl.col("value").str.slice(0, SHOWN)).cast(pl.Schema(REJECTED))


def _blank(draft: Draft, say: Words) -> pl.DataFrame:
    amount = draft.noun.columns.get("amount")
    if amount is None or not draft.blank.height:
        return pl.DataFrame(schema=REJECTED)
    reason, fix = explain("measures", amount, draft.feed, draft.style, say)
    return draft.blank.select(
        "line",
        pl.lit(", ".join(draft.feed.measures.values())).alias("column"),
        pl.lit(None, dtype=pl.String).alias("value"),
        pl.lit(reason).alias("reason"),
        pl.lit(fix).alias("fix"),
    )
