"""How fast is loading? A register from CSV to history, contract included, beside polars reading the same file.

    uv run --group bench python -m tests.bench.load 1000000

Each register is a whole one: the first, the same again, one with 1 % of its rows corrected, one with all of them.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.load import load_all
from pipelines.load.record import Load
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse
from pipelines.town import Town

TOWN = '[town]\nname = "Zabrzeg"\n[feeds.cases]\n'
ROW = "{:<38} {:>8} {:>6} {:>10} {:>6} {:>10} {:>10} {:>10}".format


def register(rows: int, corrected: int) -> pl.DataFrame:
    """A register of cases; of the first `corrected` rows the unit is another one."""
    n = pl.col("n")
    return pl.select(n=pl.int_range(rows)).select(
        case_id=pl.format("WB.6740.{}.2026", n),
        kind=pl.format("kind_{}", n % 40),
        service=pl.format("service {}", n % 100),
        unit=pl.when(n < corrected).then(pl.lit("XX")).otherwise(pl.format("U{}", n % 12)),
        handler=pl.format("e{}", n % 500),
        opened_on=pl.lit(date(2026, 1, 2)) + pl.duration(days=n % 300),
        due_on=pl.when(n % 3 == 0).then(pl.lit(date(2026, 3, 1)) + pl.duration(days=n % 300)),
        closed_on=pl.when(n % 2 == 0).then(pl.lit(date(2026, 2, 1)) + pl.duration(days=n % 300)),
        channel=pl.when(n % 5 == 0).then(pl.lit("electronic")).otherwise(pl.lit("paper")),
    )


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and seconds of processor time; on a busy machine only the second is steady."""
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - clock, time.process_time() - processor


@dataclass(frozen=True)
class Measured:
    """One register loaded, and polars reading the same file: (seconds by the clock, seconds of processor time)."""

    name: str
    reading: tuple[float, float]
    loading: tuple[float, float]
    load: Load

    def lines(self) -> str:
        """Two lines of the table."""
        polars = ROW(
            f"polars.read_csv, {self.name}", *(f"{each:.2f}" for each in self.reading), "1.0", "1.0", *[""] * 3
        )
        times = [f"{mine / theirs:.1f}" for mine, theirs in zip(self.loading, self.reading, strict=True)]
        counts = [f"{self.load.rows_loaded:,}", f"{self.load.rows_unchanged:,}", self.load.state]
        return f"{polars}\n{ROW(f'load, {self.name}', *(f'{each:.2f}' for each in self.loading), *times, *counts)}"


def measure(rows: int) -> list[Measured]:
    """Load the registers one after the other into one town."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "town.toml").write_text(TOWN, "utf-8")
        town = open_town(Path(folder))
        (town.inbox / "cases").mkdir(parents=True)
        with open_warehouse(town) as con:
            load_all(town, con)  # the contracts are imported and the tables made before the watch starts
            return [
                _measured(con, town, name, register(rows, corrected))
                for name, corrected in (
                    ("first register", 0),
                    ("the same file again", 0),
                    ("1 % corrected", rows // 100),
                    ("every row corrected", rows),
                )
            ]


def _measured(con: duckdb.DuckDBPyConnection, town: Town, name: str, frame: pl.DataFrame) -> Measured:
    file = town.inbox / "cases" / f"{name}.csv"
    frame.write_csv(file)
    os.utime(file, (0, 0))  # not fresh: a file younger than two seconds is looked at twice
    reading = min(timed(lambda: pl.read_csv(file, infer_schema=False)) for _ in range(3))
    loads: list[Load] = []
    loading = timed(lambda: loads.extend(load_all(town, con)))
    return Measured(name, reading, loading, loads[0])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    rows = parser.parse_args().rows
    print(ROW(f"{rows:,} rows", "seconds", "cpu", "x seconds", "x cpu", "loaded", "unchanged", "state"))
    for measured in measure(rows):
        print(measured.lines())
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
