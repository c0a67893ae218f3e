"""A year of daily replays over the demo town, beside the same days judged one after the other.

    uv run --group bench python -m tests.bench.replay 365

The yardstick judges every thirtieth day alone, as `ratusz findings --as-of` does after starting up, and is scaled up.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from data.demo import build
from pipelines.answers.findings import materialize_findings
from pipelines.reading import reading
from pipelines.replay.backtest import backtest, days_of_business
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.town import Town
from rules.law import read_law

LAST = date(2026, 11, 20)
EACH = 30  # days between two that the yardstick judges


class Measured(NamedTuple):
    """Seconds, seconds of processors (the judge's child too) and MB of the replay; seconds of a day judged alone."""

    days: int
    seconds: float
    processor: float
    peak: int
    alone: float


def measure(days: int) -> Measured:
    """Build the town, run a pass over it and replay so many days up to its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "town"
        build(root)
        town = open_town(root)
        run(town, LAST)
        seconds, processor = _replay(town, days)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return Measured(days, seconds, processor, peak, _alone(town, days))


def _replay(town: Town, days: int) -> tuple[float, float]:
    con, _ = open_snapshot(town)
    with closing(con):
        before, start = _processors(), time.perf_counter()
        first = LAST - timedelta(days=days - 1)
        backtest(con, town, read_law(town.jurisdiction), days_of_business(first, LAST, datetime.now(UTC)))
        return time.perf_counter() - start, _processors() - before


def _alone(town: Town, days: int) -> float:
    """Seconds for a day, a mean over the days asked."""
    asked = [LAST - timedelta(days=n) for n in range(1, max(2, days), EACH)]
    start = time.perf_counter()
    for day in asked:
        with reading(town, day, None) as one:
            materialize_findings(one)
    return (time.perf_counter() - start) / len(asked)


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("days", type=int, nargs="?", default=365)
    print(measure(ask.parse_args().days))
