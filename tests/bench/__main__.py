"""All measurements of the README in one run, each beside its yardstick, and what each must reach.

    uv run --group bench python -m tests.bench
    uv run --group bench python -m tests.bench --only judge load --items 100000 --scale 0.1

Each part runs in a process of its own, so that its memory is its own. The bounds are meant for the full sizes on an
idle machine with two cores. On a busy one only processor time is steady: what misses its bound by the clock and keeps
it by processor time is marked `cpu`.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from typing import NamedTuple

from tests.bench import judge, load, replay, town, turnaround
from tests.bench.apart import apart
from tests.bench.big_town import Size

ROW = "{:<66} {:>20} {:>32} {:>13}  {:<14} {}".format
AT_LEAST = {"clipspy": 3, "rule-engine": 7, "zen-engine": 25}  # times as fast as each other engine


class Result(NamedTuple):
    """A line of the table: what, ours, the yardstick, how they compare, what is demanded, and whether it is met."""

    what: str
    ours: str
    yardstick: str = ""
    ratio: str = ""
    demanded: str = ""
    met: str = ""


def met(by_clock: bool, by_processor: bool = False) -> str:
    """Whether a bound is kept."""
    return "yes" if by_clock else "cpu" if by_processor else "NO"


def judged(given: argparse.Namespace) -> Iterator[Result]:
    """Row 1: the judge beside a query by hand, and beside other engines."""
    for share, bound in ((0.02, 30), (0.14, 60)):
        found: judge.Measured = apart(judge.measure, given.items, share, 3)
        slower = found.processor / found.by_hand_processor
        yield Result(
            f"judge {found.items:,} items, {found.flagged / found.items:.0%} flagged, with reasons and sentences",
            f"{found.seconds:.2f} s, {found.processor:.2f} cpu",
            f"SQL by hand {found.by_hand:.3f} s, {found.by_hand_processor:.3f} cpu",
            f"{found.ratio:.0f}x, {slower:.0f}x", f"at most {bound}x", met(found.ratio <= bound, slower <= bound),
        )  # fmt: skip
        memory = found.parent + found.child
        yield Result(
            "  its memory, parent and child", f"{memory:,} MB", demanded="under 1,000 MB", met=met(memory < 1000)
        )
    (_, ours, our_cpu), *others = apart(judge.compare, given.others, 0.14)
    for name, seconds, cpu in others:
        bound = AT_LEAST[name.partition(",")[0]]
        yield Result(
            f"the same four judgements on {given.others:,} items", f"{given.others / ours:,.0f} a second",
            f"{name} {given.others / seconds:,.0f} a second", f"{seconds / ours:.1f}x, {cpu / our_cpu:.1f}x",
            f"at least {bound}x", met(seconds >= bound * ours, cpu >= bound * our_cpu),
        )  # fmt: skip


def growth(given: argparse.Namespace) -> Iterator[Result]:
    """Row 2: what an item costs in an office ten times as large, starting up left out."""
    before: float | None = None
    for items in given.growth:
        found: judge.Measured = apart(judge.measure, items, 0.14, 3 if items <= 1_000_000 else 1)
        ratio = found.per_item / before if before else 1.0
        yield Result(
            f"growth: {items:,} items", f"{found.per_item:.2f} µs an item", f"{before:.2f} µs before" if before else "",
            f"{ratio:.2f}x", "at most 1.5x", met(ratio <= 1.5),
        )  # fmt: skip
        before = found.per_item


def loaded(given: argparse.Namespace) -> Iterator[Result]:
    """Row 3: a register into history, contract included, beside polars reading the same file."""
    for found in apart(load.measure, given.rows):
        (seconds, processor), (reading, cpu) = found.loading, found.reading
        demanded, kept = "", ""
        if found.load.state == "unchanged":
            demanded, kept = "under 1 s", met(seconds < 1, processor < 1)
        elif found.name == "first register":
            demanded, kept = "at most 15x", met(seconds <= 15 * reading, processor <= 15 * cpu)
        yield Result(
            f"load {given.rows:,} rows: {found.name}", f"{seconds:.2f} s, {processor:.2f} cpu",
            f"polars.read_csv {reading:.2f} s, {cpu:.2f} cpu", f"{seconds / reading:.1f}x, {processor / cpu:.1f}x",
            demanded, kept,
        )  # fmt: skip


def whole(given: argparse.Namespace) -> Iterator[Result]:
    """Row 4: a pass from exports to letters, beside polars reading the same files."""
    size = Size().times(given.scale)
    found: town.Measured = apart(town.measure, size)
    yardstick = f"polars reads {found.polars:.2f} s"
    for what, one, bound in (
        (f"whole run: {size.cases:,} cases, {size.events:,} events", found.first, 60),
        ("  a pass with nothing new", found.again, 5),
    ):
        yield Result(
            what, f"{one.seconds:.1f} s, {one.processor:.1f} cpu", yardstick, f"{one.seconds / found.polars:.0f}x",
            f"under {bound} s", met(one.seconds < bound, one.processor < bound),
        )  # fmt: skip
    peak = found.first.peak
    yield Result("  its memory, all processes", f"{peak:,} MB", demanded="under 2,000 MB", met=met(peak < 2000))


def turned(given: argparse.Namespace) -> Iterator[Result]:
    """Row 5: how long cases take, from a log of events, beside pm4py."""
    found: turnaround.Measured = apart(turnaround.measure, given.events)
    for what, ours, theirs, demanded in (
        (f"turnaround of a log of {given.events:,} events, as kept", found.ours, found.theirs, 20),
        ("  with the log open already", found.ours_open, found.theirs_open, None),
    ):
        ratio = theirs / ours
        bound, kept = (f"at least {demanded}x", met(ratio >= demanded)) if demanded else ("", "")
        yield Result(what, f"{ours:.3f} s", f"pm4py {theirs:.3f} s", f"{ratio:.0f}x", bound, kept)


def replayed(given: argparse.Namespace) -> Iterator[Result]:
    """Row 6: past days judged again, letters rehearsed, beside the same days one after the other."""
    found: replay.Measured = apart(replay.measure, given.days)
    one_by_one = found.alone * found.days
    yield Result(
        f"backtest of the demo town, {found.days} days", f"{found.seconds:.1f} s, {found.processor:.1f} cpu",
        f"day after day {one_by_one:.0f} s", f"{one_by_one / found.seconds:.1f}x",
        "under 60 s", met(found.seconds < 60, found.processor < 60),
    )  # fmt: skip
    yield Result("  its memory, parent", f"{found.peak:,} MB", demanded="under 2,000 MB", met=met(found.peak < 2000))


PARTS = {
    "judge": judged, "growth": growth, "load": loaded, "town": whole, "turnaround": turned, "replay": replayed,
}  # fmt: skip


def main() -> None:
    """Print the table, a line as soon as it is measured."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts")
    ask.add_argument("--items", type=int, default=1_000_000, help="open items for the judge")
    ask.add_argument("--others", type=int, default=50_000, help="items for the comparison of engines")
    ask.add_argument("--growth", nargs="+", type=int, default=[10_000, 100_000, 1_000_000, 5_000_000], help="items")
    ask.add_argument("--rows", type=int, default=1_000_000, help="rows of the register that is loaded")
    ask.add_argument("--scale", type=float, default=1.0, help="the town; 1: 200,000 cases, 1,000,000 events")
    ask.add_argument("--events", type=int, default=262_200, help="events of the log")
    ask.add_argument("--days", type=int, default=365, help="days of the backtest")
    given = ask.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the first measurement")
    print(ROW("what", "ours", "yardstick", "ratio", "demanded", "met"))
    for part in given.only:
        for result in PARTS[part](given):
            print(ROW(*result), flush=True)
    print(f"load {os.getloadavg()[0]:.1f} after the last")


if __name__ == "__main__":
    main()
