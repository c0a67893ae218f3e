"""Cells and columns that no text can hold: they matter where somebody asked for them, and only there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from pipelines.contracts import Noun
from pipelines.formats import REJECTED, Table
from pipelines.load.mapping.names import meant
from pipelines.load.mapping.origins import Origin
from pipelines.load.mapping.reasons import explain_spoiled
from pipelines.load.mapping.verdict import FOUND
from pipelines.refusal import Refusal
from pipelines.town import Feed
from rules.wording import Words


def as_written(feed: Feed, headers: Sequence[str]) -> Feed:
    """The feed with the columns it names called as this file calls them."""
    columns, measures = (
        {ours: _here(theirs, headers) for ours, theirs in named.items()} for named in (feed.columns, feed.measures)
    )
    made = {
        ours: replace(of, headers=tuple(_here(theirs, headers) for theirs in of.headers))
        for ours, of in feed.made.items()
    }
    return replace(feed, columns=columns, measures=measures, made=made)


def _here(theirs: str, headers: Sequence[str]) -> str:
    return meant([theirs], headers).get(theirs, theirs)


def refuse_left_out(table: Table, feed: Feed, noun: Noun, say: Words) -> None:
    """Refusal where a column that is asked for holds neither text nor numbers nor days."""
    asked = {*feed.asked, *meant(noun.columns, table.left_out).values()}
    deep = [name for name in table.left_out if name in asked]
    if deep:
        raise Refusal(
            say("columns that are neither text nor number nor date: {columns}", columns=", ".join(deep)),
            say("Export these columns flat, or leave them out."),
        )


def spoiled(table: Table, text: pl.DataFrame, found: Mapping[str, Origin], feed: Feed) -> pl.DataFrame:
    """The cells asked for that are spoiled: `at` (position in `text`), `column`, `why`."""
    if table.spoiled.is_empty():
        return pl.DataFrame(schema=FOUND)
    ours = [(header, name) for name, origin in found.items() for header in origin.headers]
    asked = pl.DataFrame(ours, schema={"header": pl.String, "column": pl.String}, orient="row")
    places = text.select("line").with_row_index("at").cast(pl.Int64)
    cells = table.spoiled.rename({"column": "header"})
    broken = [places.join(cells.join(asked, on="header"), on="line").select("at", "column", "why")]
    if feed.measures:
        theirs = [(header, measure) for measure, header in feed.measures.items()]
        asked = pl.DataFrame(theirs, schema={"header": pl.String, "measure": pl.String}, orient="row")
        places = text.select("line", "measure").with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
        amounts = places.join(cells.join(asked, on="header"), on=["line", "measure"])
        broken.append(amounts.select("at", pl.lit("amount").alias("column"), "why"))
    return pl.concat(broken).cast(pl.Schema(FOUND))


def without_spoiled(table: Table, feed: Feed, say: Words) -> Table:
    """The table with the rows of spoiled cells rejected: a query may ask for any of them."""
    if table.spoiled.is_empty():
        return table
    rows = [(line, column, None, *explain_spoiled(why, feed, say)) for line, column, why in table.spoiled.iter_rows()]
    rejected = pl.DataFrame(rows, schema=REJECTED, orient="row")
    frame = table.frame.join(table.spoiled, on="line", how="anti", maintain_order="left")
    return replace(table, frame=frame, rejected=pl.concat([table.rejected, rejected]), spoiled=table.spoiled.clear())
