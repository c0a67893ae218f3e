"""The history of a town: every time a job was begun, by the schedule or by hand, and the slots that came to nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from typing import TypeVar

import polars as pl

from pipelines.schedule import claims
from pipelines.schedule.failure import failure_of
from pipelines.schedule.jobs import Result
from pipelines.store.queries import sql
from pipelines.store.snapshot import current, open_snapshot
from pipelines.store.state import Busy, at_once, open_state
from pipelines.town import Town
from rules.severity import GRAVEST_FIRST
from rules.wording import words

T = TypeVar("T")

SCHEMA: dict[str, type[pl.DataType]] = {
    "job": pl.String,
    "slot": pl.String,
    "covers": pl.Int64,
    "as_of": pl.String,
    "started": pl.String,
    "seconds": pl.Float64,
    "state": pl.String,
    "run_id": pl.String,
    "rows_in": pl.Int64,
    "rows_loaded": pl.Int64,
    "rows_rejected": pl.Int64,
    "letters": pl.Int64,
    "next_try": pl.String,
    "error": pl.String,
}


def by_hand(
    town: Town, job: str, as_of: date, now: datetime, work: Callable[[], T], result: Callable[[T], Result]
) -> T:
    """Do `work`, which a person began, and note it in the history; what it raises is raised on.

    A work that another one keeps from beginning is not noted.
    """
    with closing(open_state(town)) as state, claims.holding(town, job) as held:
        if not held:  # the schedule is at it: the town's lock will say so
            return work()
        with at_once(state):
            number = claims.open_pass(state, job, None, as_of, now)
        begun = time.perf_counter()
        became, noted = "broken", Result()
        try:
            done = work()
            became, noted = "done", result(done)
        except Busy:
            became = ""
            raise
        except Exception as error:
            became, noted = "failed", Result(problem=failure_of(words(town.language), error).text)
            raise
        finally:
            with at_once(state):
                if became:
                    claims.close_pass(state, number, became, time.perf_counter() - begun, noted)
                else:
                    claims.forget_pass(state, number)
        return done


def history(town: Town, state: sqlite3.Connection, last: int) -> pl.DataFrame:
    """The last passes, newest first, with the findings of the run each made or served.

    A row per pass, and per slot without one: it waits, was missed or skipped. `slot` is empty for what was begun by
    hand; `covers` counts the slots that were slept through and that this one was done for as well; `next_try` says when
    a failed one is tried again. Moments in the town's zone.
    """
    rows = state.execute(_HISTORY, [last]).fetchall()
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(
        pl.col("as_of").str.to_date(),
        pl.col("slot", "started", "next_try")
        .str.to_datetime("%Y-%m-%dT%H:%M:%S%z")
        .dt.convert_time_zone(town.timezone),
    )
    counts = pl.DataFrame(_findings(town), schema={"run_id": pl.String, **dict.fromkeys(GRAVEST_FIRST, pl.Int64)})
    joined = frame.join(counts, on="run_id", how="left", maintain_order="left")
    first, rest = list(SCHEMA)[:-3], list(SCHEMA)[-3:]
    return joined.select(*first, *GRAVEST_FIRST, *rest)


def _findings(town: Town) -> list[dict[str, object]]:
    """How many findings of each severity every published run had."""
    if current(town) is None:
        return []
    con, _ = open_snapshot(town)
    with closing(con):
        counts = ", ".join(f"coalesce((counts ->> '{name}')::bigint, 0)" for name in GRAVEST_FIRST)
        found = con.execute(f"select run_id, {counts} from runs").fetchall()
    return [dict(zip(("run_id", *GRAVEST_FIRST), row, strict=True)) for row in found]


_HISTORY = sql("schedule/history.sql")
