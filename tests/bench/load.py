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
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.load import load_all
from pipelines.record import Load
from pipelines.settings import open_town
from pipelines.town import Town
from pipelines.warehouse import open_warehouse

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


def measured(con: duckdb.DuckDBPyConnection, town: Town, name: str, frame: pl.DataFrame) -> None:
    """Load one register and print its two lines."""
    file = town.inbox / "cases" / f"{name}.csv"
    frame.write_csv(file)
    os.utime(file, (0, 0))  # not fresh: a file younger than two seconds is looked at twice
    reading = min(timed(lambda: pl.read_csv(file, infer_schema=False)) for _ in range(3))
    loads: list[Load] = []
    loading = timed(lambda: loads.extend(load_all(town, con)))
    print(ROW(f"polars.read_csv, {name}", *(f"{each:.2f}" for each in reading), "1.0", "1.0", "", "", ""))
    times = [f"{mine / theirs:.1f}" for mine, theirs in zip(loading, reading, strict=True)]
    load = loads[0]
    counts = [f"{load.rows_loaded:,}", f"{load.rows_unchanged:,}", load.state]
    print(ROW(f"load, {name}", *(f"{each:.2f}" for each in loading), *times, *counts))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "town.toml").write_text(TOWN, "utf-8")
        town = open_town(Path(folder))
        (town.inbox / "cases").mkdir(parents=True)
        print(ROW(f"{rows:,} rows", "seconds", "cpu", "x seconds", "x cpu", "loaded", "unchanged", "state"))
        with open_warehouse(town) as con:
            load_all(town, con)  # the contracts are imported and the tables made before the watch starts
            measured(con, town, "first register", register(rows, 0))
            measured(con, town, "the same file again", register(rows, 0))
            measured(con, town, "1 % corrected", register(rows, rows // 100))
            measured(con, town, "every row corrected", register(rows, rows))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
