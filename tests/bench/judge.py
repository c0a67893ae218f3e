"""How fast is the judge? The rules that exist, on offices of several sizes, beside its yardsticks, in one run.

    uv run --group bench python -m tests.bench.judge 10000 100000 1000000 --share 0.02 0.14

`judge` is all of it: facts written by DuckDB, judged in the child with their reasons, every verdict's sentence in
Polish.
`start` is what an empty day costs, µs/item is the rest. `by hand` is one SQL query that lists rule, severity and item
and nothing else. Both must find the same.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Any

import duckdb
import polars as pl
import psutil

from pipelines.judge.dockets import build
from rules import budget, case_kinds, case_moves, case_notices, cases, invoices, people  # noqa: F401  declares them
from rules.engine.child import judge_apart
from rules.engine.declare import RULES, fields
from rules.engine.verdict import Verdict
from rules.wording import words
from tests.bench.office import BY_HAND, office
from tests.bench.other_engines import CONDITIONS, Item, clips, rule_engine, zen_expressions, zen_table

SPOKEN_OF = {  # kind -> what a sentence about it may name
    "case": "select * from case_facts",
    "invoice": "select *, invoice_id as item from invoice_facts",
    "absence": "select *, absence as item from stand_ins",
    "line": "select *, line as item from budget_facts",
}
ROW = "{:>9} {:>8} {:>9} {:>9} {:>8} {:>8} {:>8} {:>9} {:>6} {:>8} {:>8}".format


def best(repeat: int, run: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of several runs in seconds, and what the last gave."""
    took, given = [], None
    for _ in range(repeat):
        start = time.perf_counter()
        given = run()
        took.append(time.perf_counter() - start)
    return min(took), given


def judge(con: duckdb.DuckDBPyConnection, peaks: list[int]) -> tuple[list[Verdict], list[str]]:
    """Every verdict and its sentence; the memory of the child, in MB, is added to `peaks` now and then."""

    def watched() -> Iterable[tuple[str, str, str, int]]:
        for docket in ("holder", "seller", "budget_line"):
            for n, one in enumerate(build(con, docket)):
                yield one
                if n % 50 == 0:
                    peaks.extend(child.memory_info().rss >> 20 for child in psutil.Process().children())

    verdicts = judge_apart(watched())
    return verdicts, spoken(con, verdicts)


def spoken(con: duckdb.DuckDBPyConnection, verdicts: list[Verdict]) -> list[str]:
    """The sentences in the office's language, in no particular order."""
    sentences: list[str] = []
    rows = [(v.rule, v.severity, v.item, v.n) for v in verdicts]
    con.register("verdict", pl.DataFrame(rows, schema=["rule", "severity", "item", "n"], orient="row"))
    for rule in (rule for rule in RULES.values() if rule.about_kind in SPOKEN_OF):
        said = {level: rule.says_at.get(level, rule.says) for level in rule.levels}
        named = {name for text in said.values() for _, name, _, _ in Formatter().parse(text) if name}
        of = f"""
            select severity, {", ".join(named)}
            from verdict join ({SPOKEN_OF[rule.about_kind]}) as fact using (item) where rule = ?
        """
        for (severity,), group in con.sql(of, params=[rule.id]).pl().group_by("severity"):
            sentences += words("pl").sentences(said[str(severity)], group.to_dict(as_series=False))
    con.unregister("verdict")
    return sentences


@dataclass(frozen=True)
class Measured:
    """One office judged: times in seconds, memory in MB."""

    items: int
    flagged: int
    verdicts: int
    seconds: float
    processor: float
    start: float
    by_hand: float
    by_hand_processor: float
    parent: int
    child: int

    @property
    def per_item(self) -> float:
        """Microseconds an item takes, what an empty day costs left out."""
        return (self.seconds - self.start) / self.items * 1e6

    @property
    def ratio(self) -> float:
        """How many times as long as the query by hand."""
        return self.seconds / self.by_hand

    def line(self) -> str:
        """One line of the first table."""
        return ROW(
            self.items,
            f"{self.flagged / self.items:.0%}",
            self.verdicts,
            f"{self.seconds:.2f} s",
            f"{self.processor:.2f} s",
            f"{self.start:.2f} s",
            f"{self.per_item:.2f}",
            f"{self.by_hand:.3f} s",
            f"{self.ratio:.0f}x",
            f"{self.parent} MB",
            f"{self.child} MB",
        )


def measure(items: int, share: float, repeat: int) -> Measured:
    """Judge an office of so many items; SystemExit when the judge and the query by hand find other things."""
    con = office(items, share)
    before = time.process_time()
    by_hand, wanted = best(repeat, lambda: con.sql(BY_HAND).pl())
    by_hand_processor = (time.process_time() - before) / repeat
    peaks: list[int] = []
    start, _ = best(repeat, lambda: judge_apart([]))
    before = sum(os.times()[:4])
    took, (verdicts, sentences) = best(repeat, lambda: judge(con, peaks))
    processor = (sum(os.times()[:4]) - before) / repeat
    if {(v.rule, v.severity, v.item) for v in verdicts} != set(wanted.rows()) or len(sentences) != len(verdicts):
        raise SystemExit(f"{items} items: the judge and the query by hand differ")
    flagged = len({v.item for v in verdicts})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    times = took, processor, start, by_hand, by_hand_processor
    return Measured(items, flagged, len(verdicts), *times, peak, max(peaks, default=0))


def compare(items: int, share: float) -> list[tuple[str, float, float]]:
    """Seconds of each engine on the same items and judgements: by the clock, and of processor time."""
    con = office(items, share)
    dicts = plain(con)
    dockets = list(as_one_docket_each_thousand(dicts))
    engines: dict[str, Callable[[], Any]] = {
        "judge (child, reasons)": lambda: {
            (v.rule, v.severity, v.item) for v in judge_apart(dockets, only=CONDITIONS)
        },
        "clipspy": clips(dicts), "rule-engine": rule_engine(dicts), "zen-engine, table": zen_table(dicts),
        "zen-engine, expressions": zen_expressions(dicts),
    }  # fmt: skip
    wanted = {row for row in con.sql(BY_HAND).pl().rows() if row[0] in CONDITIONS}
    took = []
    for name, run in engines.items():
        before = sum(os.times()[:4])
        seconds, found = best(1, run)
        processor = sum(os.times()[:4]) - before
        if found != wanted:
            raise SystemExit(f"{name} found {len(found)}, by hand {len(wanted)}")
        took.append((name, seconds, processor))
    return took


def plain(con: duckdb.DuckDBPyConnection) -> list[Item]:
    """The cases and invoices as dicts with the columns that the rules compare."""
    found: list[Item] = []
    for docket, kind in (("holder", "case"), ("seller", "invoice")):
        columns = ", ".join(["item", *fields(docket, kind)])
        found += con.sql(f"select '{kind}' as kind, {columns} from ({SPOKEN_OF[kind]})").pl().to_dicts()
    return found


def as_one_docket_each_thousand(items: list[Item]) -> Iterable[tuple[str, str, str, int]]:
    """The same dicts as dockets."""
    for kind, docket in (("case", "holder"), ("invoice", "seller")):
        of_kind = [item for item in items if item["kind"] == kind]
        for start in range(0, len(of_kind), 1000):
            facts = [{"id": n, **item} for n, item in enumerate(of_kind[start : start + 1000])]
            yield docket, str(start), json.dumps([*facts, {"canary": 1, "id": len(facts)}]), len(facts)


def main() -> None:
    """Print both tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    ask.add_argument("--share", nargs="*", type=float, default=[0.02, 0.14], help="items near their day or past it")
    ask.add_argument("--others", type=int, default=50_000, help="items for the comparison of engines; 0 leaves it out")
    ask.add_argument("--repeat", type=int, default=3, help="runs of each, of which the shortest counts")
    given = ask.parse_args()
    print(
        ROW("items", "flagged", "verdicts", "judge", "cpu", "start", "µs/item", "by hand", "ratio", "parent", "child")
    )
    for share in given.share:
        for items in given.sizes:
            print(measure(items, share, given.repeat).line(), flush=True)
    if given.others:
        print(f"\nThe same four judgements on {given.others} items")
        took = compare(given.others, given.share[-1])
        ours = took[0][1]
        for name, seconds, _ in took:
            print(f"{name:24} {given.others / seconds:>12,.0f} items/s {seconds / ours:>6.1f}x")


if __name__ == "__main__":
    main()
