"""How fast is loading? A register from CSV to history, contract included, beside polars reading the same file.

    uv run --group bench python -m tests.bench.load 1000000

Each register is a whole one: the first, the same again, one with 1 % of its rows corrected, one with all of them.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.load import load_all
from pipelines.record import Load
from pipelines.settings import open_town
from pipelines.warehouse import open_warehouse

TOWN = '[town]\nname = "Zabrzeg"\n[feeds.cases]\n'
ROW = "{:<34} {:>8} {:>9} {:>10} {:>10} {:>8}".format


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


def timed(run: Callable[[], object]) -> float:
    """Seconds it took."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "town.toml").write_text(TOWN, "utf-8")
        town = open_town(root)
        inbox = root / "inbox" / "cases"
        inbox.mkdir(parents=True)
        with open_warehouse(town) as con:
            load_all(town, con)  # the contracts are imported and the tables made before the watch starts
            print(ROW(f"{rows:,} rows", "seconds", "x polars", "loaded", "unchanged", "state"))
            for name, corrected in (
                ("first register", 0),
                ("the same file again", 0),
                ("1 % corrected", rows // 100),
                ("every row corrected", rows),
            ):
                file = inbox / f"{name}.csv"
                register(rows, corrected).write_csv(file)
                time.sleep(2.1)  # a file fresher than two seconds is looked at twice
                reading = min(timed(lambda file=file: pl.read_csv(file, infer_schema=False)) for _ in range(3))
                loads: list[Load] = []
                seconds = timed(lambda loads=loads: loads.extend(load_all(town, con)))
                (load,) = loads
                print(ROW(f"polars.read_csv, {name}", f"{reading:.2f}", "1.0", "", "", ""))
                print(
                    ROW(
                        f"load, {name}",
                        f"{seconds:.2f}",
                        f"{seconds / reading:.1f}",
                        f"{load.rows_loaded:,}",
                        f"{load.rows_unchanged:,}",
                        load.state,
                    )
                )
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
