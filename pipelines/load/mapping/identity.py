"""Identities for rows that bring none: the same row is known by the same id in every file and every format."""

from __future__ import annotations

import os
from contextlib import closing
from functools import cache

import duckdb
import polars as pl

from pipelines.contracts import Noun
from pipelines.store.exchange import Readable, frame_of


def identified(frame: pl.DataFrame, noun: Noun, *, cumulative: bool = False) -> pl.DataFrame:
    """The typed frame with its made identity filled in where the row has none.

    It is the md5 of the row's known values, with a running number among identical rows. A later column of the
    contract that is empty changes no id. Of cumulative amounts the amount is no part of the identity: a corrected
    table of the same day replaces what it said before, and one line given twice is a doubled key.
    """
    made = [column.name for column in noun.columns.values() if column.made]
    if not made or not frame[made[0]].has_nulls():
        return frame
    name = made[0]
    parts = [column for column in noun.columns if column != name and not (cumulative and column == "amount")]
    prints = _md5(frame.select(parts))
    if not cumulative and prints.n_unique() < len(prints):
        prints = _numbered(prints)
    return frame.with_columns(pl.col(name).fill_null(prints))


def _md5(frame: pl.DataFrame) -> pl.Series:
    """Of `name=value` for each known value: concat_ws leaves the unknown ones out."""
    known = [name for name in frame.columns if frame[name].null_count() < frame.height]
    if not known:
        return pl.repeat("", frame.height, eager=True).alias("print")
    said = ", ".join(f"'{name}=' || \"{name}\"" for name in known)
    with closing(_database(os.getpid()).cursor()) as con:
        con.register("row_to_know", Readable(frame.select(known)))
        return frame_of(con.sql(f"select md5(concat_ws(chr(31), {said})) as print from row_to_know"))["print"]


@cache
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """An empty one, kept for all files that a process reads: to open one takes longer than to number a few rows.

    process: its number, since a fork has not the threads that its parent's database works with.
    """
    return duckdb.connect()


def _numbered(prints: pl.Series) -> pl.Series:
    count = pl.int_range(1, pl.len() + 1).over("print")
    numbered = pl.when(count > 1).then(pl.format("{}-{}", "print", count)).otherwise("print")
    return prints.to_frame("print").select(numbered.alias("print"))["print"]
