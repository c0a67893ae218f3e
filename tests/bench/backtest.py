"""A year of daily replays over the demo town, letters rehearsed, beside the same days judged one after the other.

The yardstick judges every thirtieth day alone, as `ratusz findings --as-of` does after starting up, and is scaled up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from data.demo import build
from pipelines.answers.findings import materialize_findings
from pipelines.reading import reading
from pipelines.replay.backtest import Backtest, backtest, days_of_business
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.town import Town
from rules.law import read_law
from tests.bench.apart import apart
from tests.bench.figure import Figure
from tests.bench.small_town import write
from tests.bench.timing import Took, took

LAST = date(2026, 11, 20)
EACH = 30  # days between two that the yardstick judges
REACH, REACH_MB = 35, 900


class Measured(NamedTuple):
    """All days at once, one day alone on average, and what came of it."""

    days: int
    replay: Took
    alone: float
    letters: int


def figures(*, small: bool) -> Iterator[Figure]:
    """A year over the demo town; in small, a week over a town with one case."""
    found: Measured = apart(measure, 7 if small else 365, small)
    of = f"{found.days} days of {'a town with one case' if small else 'the demo town'}"
    yield Figure(
        "backtest", of, found.replay.seconds, "s", found.replay.processor, None if small else REACH,
        beside=f"day after day {found.alone * found.days:.0f} s; {found.letters} letters",
    )  # fmt: skip
    yield Figure("backtest", f"{of}, memory of the parent", found.replay.peak, "MB", None, None if small else REACH_MB)


def measure(days: int, small: bool) -> Measured:
    """Build the town, run a pass over it and replay so many days up to its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "town"
        (write if small else build)(root)
        town = open_town(root)
        run(town, LAST)
        replayed = took(lambda: _replay(town, days))
        return Measured(days, replayed._replace(answer=None), _alone(town, days), replayed.answer.letters)


def _replay(town: Town, days: int) -> Backtest:
    con, _ = open_snapshot(town)
    with closing(con):
        first = LAST - timedelta(days=days - 1)
        return backtest(con, town, read_law(town.jurisdiction), days_of_business(first, LAST, datetime.now(UTC)))


def _alone(town: Town, days: int) -> float:
    """Seconds for a day, a mean over the days asked."""
    asked = [LAST - timedelta(days=n) for n in range(1, max(2, days), EACH)]

    def judge() -> None:
        for day in asked:
            with reading(town, day, None) as one:
                materialize_findings(one)

    return took(judge).seconds / len(asked)
