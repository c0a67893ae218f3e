"""What becomes of one file in one feed for one noun: loaded, unchanged, held or refused, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines import history, record
from pipelines.contract import Noun
from pipelines.formats import Table
from pipelines.mapping import Conformed, conform
from pipelines.record import Load
from pipelines.refusal import Refusal
from pipelines.rejection import write_sheet
from pipelines.town import Feed, Town
from pipelines.warehouse import transaction, utc
from rules.law import read_law
from rules.wording import words


@dataclass(frozen=True)
class Source:
    """Where rows come from: a file as it arrived, its bytes' sha256 and the id its arrival is kept under."""

    folder: str
    file: str
    sha256: str
    arrival: str


def blank(con: duckdb.DuckDBPyConnection, town: Town, feed: Feed, noun: Noun, source: Source, now: datetime) -> Load:
    """The record of a load that has brought nothing yet."""
    return Load(
        load_id=record.next_id(con, town),
        feed=feed.name,
        noun=noun.name,
        folder=source.folder,
        file=source.file,
        sha256=source.sha256,
        arrival=source.arrival,
        started_at=utc(now),
        known_from=record.next_moment(con, now),
        rows_in=0,
        rows_loaded=0,
        rows_unchanged=0,
        rows_rejected=0,
        rows_ended=0,
        state="refused",
        reason=None,
        aside=(),
        mapping=record.mapping(town, feed, noun),
    )


def known(con: duckdb.DuckDBPyConnection, town: Town, feed: Feed, load: Load) -> Load | None:
    """The load as `unchanged`, where the feed's history already says all of it; nothing is read then.

    A whole register is known when it is the same as the last one; a file of changes when it ever was taken in.
    """
    earlier = f"feed = ? and noun = ? and state in {record.TAKEN_IN}"
    if feed.covers == "all":
        before = record.last(con, earlier, (load.feed, load.noun))
    else:
        same = f"{earlier} and sha256 = ? and mapping = ?"
        before = record.last(con, same, (load.feed, load.noun, load.sha256, load.mapping))
    if before is None or (before.sha256, before.mapping) != (load.sha256, load.mapping):
        return None
    return replace(
        load,
        rows_in=before.rows_in,
        rows_unchanged=before.rows_in - before.rows_rejected,
        rows_rejected=before.rows_rejected,
        state="unchanged",
        reason=words(town.language)("the same content as {load_id}", load_id=before.load_id),
        aside=before.aside,
    )
