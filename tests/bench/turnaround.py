"""How long do cases take? Percentiles of a log of events, from a published town and from pm4py on the same log.

Asked of what each keeps: we open the published copy, which a pass made once, pm4py reads the log's XES file. And asked
of what is open already: our query, which counts survival too, and pm4py with a frame in memory. All must agree.
pm4py is AGPL: it serves here as a yardstick and is no part of what is shipped.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from pipelines.reading import Reading, reading
from pipelines.run import run
from pipelines.settings import open_town
from tests.bench.apart import apart
from tests.bench.figure import Figure

TOWN = '[town]\nname = "Zabrzeg"\n[feeds.cases]\n[feeds.case_events]\n'
AS_OF = date(2026, 11, 20)
EVENTS_OF_A_CASE = 20  # as in the log of the BPI Challenge 2012: 13,087 cases
REPEAT = 3
REACH = 80  # times as fast as pm4py
Percentiles = tuple[float, float, float]


class Measured(NamedTuple):
    """Seconds from what is kept and from what is open, and the percentiles all found: days of p50, p90 and p95."""

    ours: float
    theirs: float
    ours_open: float
    theirs_open: float
    days: Percentiles


def figures(*, small: bool) -> Iterator[Figure]:
    """Of what is kept, and of what is open already."""
    events = 2_000 if small else 262_200
    found: Measured = apart(measure, events)
    for what, ours, theirs, reach in (
        (f"a log of {events:,} events, as kept", found.ours, found.theirs, REACH),
        (f"a log of {events:,} events, open already", found.ours_open, found.theirs_open, None),
    ):
        reach_here = None if small else reach
        beside = f"ours {ours:.3f} s, pm4py {theirs:.3f} s"
        yield Figure("turnaround", what, theirs / ours, "x", None, reach_here, most=False, beside=beside)


def measure(events: int) -> Measured:
    """Ask both for the percentiles; AssertionError when they differ."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):  # pm4py greets and shows progress
        import pm4py  # in here, so that the other measurements need not have it  # pyright: ignore[reportMissingImports]
    log = _log(events)
    frame = _frame(log)
    with tempfile.TemporaryDirectory() as folder:
        root, file = Path(folder), f"{folder}/log.xes"
        _lay_out(root, log)
        run(open_town(root), AS_OF)
        with reading(open_town(root), AS_OF, None) as published:
            ours_open, asked = _best(REPEAT, lambda: _from_reading(published))
        ours, found = _best(REPEAT, lambda: _from_town(root))
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            pm4py.write_xes(frame, file)
            theirs_open, wanted = _best(REPEAT, lambda: _percentiles(pm4py.get_all_case_durations(frame)))
            theirs, read = _best(1, lambda: _percentiles(pm4py.get_all_case_durations(pm4py.read_xes(file))))
    if not np.allclose(np.array([found, asked, read]), np.array(wanted)):
        raise AssertionError(f"percentiles differ: ours {found} and {asked}, pm4py {wanted} and {read}")
    return Measured(ours, theirs, ours_open, theirs_open, found)


def _log(events: int) -> pl.DataFrame:
    """A log at midnight each: a case a day of 2026's first half, its steps some days apart, all of them closed."""
    dice = np.random.default_rng(2026)
    case = np.arange(events) // EVENTS_OF_A_CASE
    nth = np.arange(events) % EVENTS_OF_A_CASE
    opened = dice.integers(0, 180, size=case[-1] + 1)[case]
    steps = dice.integers(0, 8, size=events) * (nth > 0)
    first = np.cumsum(steps)[case * EVENTS_OF_A_CASE]
    days = opened + np.cumsum(steps) - first
    at = np.datetime64(datetime(2026, 1, 2), "us") + days.astype("timedelta64[D]")
    return pl.DataFrame({"case": case, "nth": nth, "at": at}).with_columns(
        case_id=pl.format("WB.6740.{}.2026", "case"), event=pl.format("krok {}", "nth")
    )


def _lay_out(root: Path, log: pl.DataFrame) -> None:
    (root / "town.toml").write_text(TOWN, "utf-8")
    day = pl.col("at").dt.date()
    cases = log.group_by("case_id").agg(
        opened_on=day.min(), closed_on=day.max(), kind=pl.lit("kpa_complex"), unit=pl.lit("WB")
    )
    for noun, frame in (
        ("cases", cases),
        ("case_events", log.select("case_id", "event", pl.col("at").cast(pl.String))),
    ):
        (root / "inbox" / noun).mkdir(parents=True)
        frame.write_csv(root / "inbox" / noun / f"{noun}.csv")


def _from_town(root: Path) -> Percentiles:
    with reading(open_town(root), AS_OF, None) as published:
        return _from_reading(published)


def _from_reading(published: Reading) -> Percentiles:
    row = published.query("answers/measures/turnaround.sql", by="all").row(0, named=True)
    return row["p50_days"], row["p90_days"], row["p95_days"]


def _frame(log: pl.DataFrame) -> pd.DataFrame:
    """The log as pm4py wants it."""
    return pd.DataFrame(
        {
            "case:concept:name": log["case_id"].to_list(),
            "concept:name": log["event"].to_list(),
            "time:timestamp": pd.to_datetime(log["at"].to_numpy()).tz_localize("UTC"),
        }
    )


def _percentiles(seconds: Sequence[float]) -> Percentiles:
    p50, p90, p95 = np.percentile(np.array(seconds) / timedelta(days=1).total_seconds(), [50, 90, 95])
    return float(p50), float(p90), float(p95)


def _best(repeat: int, ask: Callable[[], Percentiles]) -> tuple[float, Percentiles]:
    """The shortest of several times in seconds, and the answer; where there are several, the first is left out."""
    answer = ask() if repeat > 1 else (0.0, 0.0, 0.0)
    took = []
    for _ in range(repeat):
        start = time.perf_counter()
        answer = ask()
        took.append(time.perf_counter() - start)
    return min(took), answer
