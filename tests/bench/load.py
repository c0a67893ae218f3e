"""How fast is loading? A register from CSV to history, contract included, beside polars reading the same file.

Each register is a whole one: the first, the same again, one with 1 % of its rows corrected, one with all of them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from pipelines.load import load_all
from pipelines.load.reader import reading
from pipelines.load.record import Load
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse
from pipelines.town import Town
from tests.bench.apart import apart
from tests.bench.figure import Figure
from tests.bench.timing import Took, best, took

TOWN = '[town]\nname = "Zabrzeg"\n[feeds.cases]\n'
REACH = {"first register": 12, "every row corrected": 12}  # times polars reading the same file
REACH_AGAIN, REACH_MB = 0.1, None  # seconds for a file that is known
AGAIN = "the same file again"


class Measured(NamedTuple):
    """One register loaded, and polars reading the same file."""

    name: str
    reading: Took
    loading: Took
    load: Load


def figures(*, small: bool) -> Iterator[Figure]:
    """Each register beside polars."""
    rows = 10_000 if small else 1_000_000
    measured = apart(measure, rows)
    for name, theirs, mine, load in measured:
        what = f"{rows:,} rows, {name}"
        if name == AGAIN:
            yield Figure("load", what, mine.seconds, "s", mine.processor, None if small else REACH_AGAIN)
            continue
        yield Figure(
            "load", f"{what}, times polars.read_csv", mine.seconds / theirs.seconds, "x",
            mine.processor / theirs.processor, None if small else REACH.get(name),
            beside=f"{mine.seconds:.2f} s, {load.rows_loaded:,} loaded, {load.rows_unchanged:,} unchanged",
        )  # fmt: skip
    yield Figure("load", f"{rows:,} rows, memory", measured[-1].loading.peak, "MB")


def measure(rows: int) -> list[Measured]:
    """Load the registers one after the other into one town; AssertionError when one loads other rows than it should."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "town.toml").write_text(TOWN, "utf-8")
        town = open_town(Path(folder))
        (town.inbox / "cases").mkdir(parents=True)
        with open_warehouse(town) as con, reading() as reader:
            load_all(town, con)  # the contracts are imported and the tables made before the watch starts,
            reader.start()  # and so is the process that reads
            return [
                _measured(con, town, name, register(rows, corrected), new)
                for name, corrected, new in (
                    ("first register", 0, rows),
                    (AGAIN, 0, 0),
                    ("1 % corrected", rows // 100, rows // 100),
                    ("every row corrected", rows, rows - rows // 100),
                )
            ]


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


def _measured(con: duckdb.DuckDBPyConnection, town: Town, name: str, frame: pl.DataFrame, new: int) -> Measured:
    file = town.inbox / "cases" / f"{name}.csv"
    frame.write_csv(file)
    os.utime(file, (0, 0))  # not fresh: a file younger than two seconds is looked at twice
    reading = best(3, lambda: pl.read_csv(file, infer_schema=False))
    loading = took(lambda: load_all(town, con))
    (load,) = loading.answer
    if load.rows_loaded != new:
        raise AssertionError(f"{name}: {load.rows_loaded} rows loaded, not {new}")
    return Measured(name, reading._replace(answer=None), loading._replace(answer=None), load)
