"""All measurements, each beside what it has to reach.

    just bench                                    all of them, in full sizes
    just bench judge --items 1000000 5000000      the judge alone, on these offices
    just bench --only pages --items 100000        the pages: of the demo town, and of an office of that size
    just bench --small                            small sizes, where nothing is demanded: does everything still run?
    just bench town --json new.json --compare old.json

Each part runs in processes of its own, so that its memory is its own. The bounds are meant for the full sizes on an
idle machine with two cores; `cpu` marks what misses its bound by the clock and keeps it by processor time.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.bench import backtest, commands, engines, judge, load, pages, small_town, town, turnaround
from tests.bench.figure import HEAD, Figure
from tests.bench.record import changes, machine, record, save

PARTS: Mapping[str, Callable[..., Iterator[Figure]]] = {
    "commands": commands.figures, "small": small_town.figures, "judge": judge.figures, "engines": engines.figures,
    "load": load.figures, "town": town.figures, "turnaround": turnaround.figures, "backtest": backtest.figures,
    "pages": pages.figures,
}  # fmt: skip

SIZED = ("judge", "pages")  # measured with so many items as are asked for


def main(said: Sequence[str] | None = None) -> None:
    """Print the table, a line as soon as it is measured, then write the record and what changed."""
    ask = argparse.ArgumentParser(
        prog="tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--only", action="append", default=[], metavar="PART", help="the same as naming the part")
    ask.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all when none is named")
    ask.add_argument("--small", action="store_true", help="small sizes, as CI runs them")
    ask.add_argument("--items", type=int, nargs="+", default=(), help="sizes of the offices of judge and pages")
    ask.add_argument("--json", type=Path, default=Path("bench.json"), help="where the record goes")
    ask.add_argument("--compare", type=Path, help="an older record")
    given = ask.parse_args(said)
    given.parts += given.only
    if unknown := set(given.parts) - set(PARTS):
        ask.error(f"no such part: {', '.join(sorted(unknown))}")
    old = json.loads(given.compare.read_text("utf-8")) if given.compare else None  # before it may be written over
    before = machine()
    print(f"{before['cores']} cores, {before['memory']:,} MB, load {before['load'][0]}")
    print(HEAD)
    found = []
    for figure in measured(given.parts or PARTS, small=given.small, items=given.items):
        print(figure.line, flush=True)
        found.append(figure)
    made = record(found, before, small=given.small)
    save(made, given.json)
    print(f"load {made['load_after'][0]} at the end; all of it in {given.json}")
    if old:
        print(*changes(old, made), sep="\n")


def measured(
    parts: Sequence[str] | Mapping[str, object], *, small: bool, items: Sequence[int] = ()
) -> Iterator[Figure]:
    """The figures of these parts, one after the other."""
    for name, figures in {**PARTS, **{name: partial(PARTS[name], sizes=items) for name in SIZED}}.items():
        if name in parts:
            yield from figures(small=small)


if __name__ == "__main__":
    main()
