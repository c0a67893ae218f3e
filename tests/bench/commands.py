"""How long does a command take to answer? `--help`, and the findings of the demo town, a process each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.demo import build
from tests.bench.figure import Figure
from tests.bench.small_town import write
from tests.bench.timing import Took, ratusz

REACH_HELP, REACH_FINDINGS = 0.25, 0.7  # seconds of processor time


def figures(*, small: bool) -> Iterator[Figure]:
    """Both by processor time; in small, the findings are those of a town with one case."""
    times = 1 if small else 5
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "town"
        (write if small else build)(root)
        ratusz("run", "--town", root)
        of = "a town with one case" if small else "the demo town"
        for what, one, reach in (
            ("ratusz --help", least(times, "--help"), REACH_HELP),
            (f"ratusz findings, {of}", least(times, "findings", "--town", root), REACH_FINDINGS),
        ):
            reach_here = None if small else reach
            yield Figure("commands", what, one.processor, "s", None, reach_here, beside=f"{one.seconds:.2f} s")


def least(times: int, *words: str | Path) -> Took:
    """The least of several runs, after one that leaves the bytecode behind."""
    ratusz(*words)
    return min((ratusz(*words) for _ in range(times)), key=lambda one: one.processor)
