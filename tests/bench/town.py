"""How long does a whole pass take? A big town's exports to findings and letters, beside polars reading the same files.

The pass is `ratusz run` in a process of its own, imports included; its memory is that of the whole process tree.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tests.bench.apart import apart
from tests.bench.big_town import Size, write
from tests.bench.figure import Figure
from tests.bench.timing import Took, ratusz, took

REACH, REACH_MB, REACH_AGAIN = 28, 1200, 1.0


def figures(*, small: bool) -> Iterator[Figure]:
    """The first pass, its memory, and a pass with nothing new."""
    size = Size().times(0.005 if small else 1.0)
    first, again, polars = apart(measure, size)
    of = f"{size.cases:,} cases, {size.events:,} events, {size.invoices:,} invoices"
    beside = f"polars reads the same files in {polars.seconds:.2f} s"
    yield Figure("town", of, first.seconds, "s", first.processor, None if small else REACH, beside=beside)
    yield Figure("town", f"{of}, memory", first.peak, "MB", None, None if small else REACH_MB)
    reach = None if small else REACH_AGAIN
    yield Figure("town", f"{of}, nothing new", again.seconds, "s", again.processor, reach)


def measure(size: Size) -> tuple[Took, Took, Took]:
    """Build a town and run it twice, and read its files; CalledProcessError when a pass fails."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "town"
        files = write(root, size)
        polars = took(lambda: [_into_polars(file) for file in files.values()])
        return ratusz("run", "--town", root), ratusz("run", "--town", root), polars._replace(answer=None)


def _into_polars(file: Path) -> pl.DataFrame:
    return pl.read_csv(file, separator=";", encoding="cp1250", infer_schema=False)
