"""How long does a whole pass take? A big town's exports to findings and letters, beside polars reading the same files.

    uv run --group bench python -m tests.bench.town --scale 0.1

The pass is `ratusz run` in a process of its own, imports included; its memory is that of the whole process tree.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import psutil

from tests.bench.big_town import Size, write

RATUSZ = Path(sys.executable).with_name("ratusz")
LOOK = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True)
class Pass:
    """One command: seconds by the clock, seconds of processor time, and the most memory its processes held, in MB."""

    seconds: float
    processor: float
    peak: int


@dataclass(frozen=True)
class Measured:
    """The first pass over a town, a pass with nothing new, and seconds for merely reading the same files."""

    first: Pass
    again: Pass
    polars: float


def measure(size: Size) -> Measured:
    """Build a town and run it twice; CalledProcessError when a pass fails."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "town"
        files = list(write(root, size).values())
        by_polars = _seconds(lambda: [_into_polars(file) for file in files])
        command = [str(RATUSZ), "run", "--town", str(root)]
        return Measured(watched(command), watched(command), by_polars)


def watched(command: Sequence[str]) -> Pass:
    """Run a command to its end, looking at the memory of its processes all the while."""
    start, before, peak = time.perf_counter(), psutil.Process().cpu_times(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        process = psutil.Process(child.pid)
        while child.poll() is None:
            peak = max(peak, _memory(process))
            time.sleep(LOOK)
        stderr = child.stderr.read() if child.stderr else b""
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, stderr=stderr)
    after = psutil.Process().cpu_times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Pass(time.perf_counter() - start, processor, peak >> 20)


def _memory(process: psutil.Process) -> int:
    """Bytes of a process and all below it; what they share is counted for each."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += each.memory_info().rss
    return total


def _into_polars(file: Path) -> pl.DataFrame:
    return pl.read_csv(file, separator=";", encoding="cp1250", infer_schema=False)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--scale", type=float, default=1.0, help="1: 200,000 cases, 1,000,000 events, 100,000 invoices")
    size = Size().times(ask.parse_args().scale)
    found = measure(size)
    row = "{:<34} {:>9} {:>9} {:>9}".format
    print(row(f"{size.cases:,} cases, {size.events:,} events", "seconds", "cpu", "peak"))
    for name, one in (("first pass", found.first), ("a pass with nothing new", found.again)):
        print(row(name, f"{one.seconds:.1f}", f"{one.processor:.1f}", f"{one.peak:,} MB"))
    print(row("polars reads the same files", f"{found.polars:.1f}", "", ""))


if __name__ == "__main__":
    main()
