"""How fast is the judge? The rules that exist, on offices of several sizes, beside one query by hand.

The judge is all of it: facts written by DuckDB, judged in the child with their reasons, every verdict's sentence in
Polish. The query by hand lists rule, severity and item and nothing else. Both must find the same, and every rule of the
dockets must speak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import Formatter
from typing import NamedTuple

import duckdb
import polars as pl
import psutil

from pipelines.judge.dockets import build
from rules import budget, case_kinds, case_moves, case_notices, cases, invoices, people  # noqa: F401  declares them
from rules.engine.child import judge_apart
from rules.engine.declare import RULES
from rules.engine.verdict import Verdict
from rules.wording import words
from tests.bench.apart import apart
from tests.bench.figure import Figure
from tests.bench.office import BY_HAND, DOCKETS, office
from tests.bench.timing import Took, best

SIZES, SMALL = (10_000, 100_000, 1_000_000), (10_000, 20_000)
DEMANDED = 1_000_000  # items of the office for which something is demanded
REACH = {0.03: 25, 0.15: 50}  # share of items near their day or past it -> times the query by hand
REACH_MB, REACH_GROWTH = 1000, 1.3
SPOKEN_OF = {  # kind -> what a sentence about it may name
    "case": "select * from case_duties",
    "invoice": "select *, invoice_id as item from invoice_facts",
    "absence": "select *, absence as item from stand_ins",
    "line": "select *, line as item from line_facts",
}


class Measured(NamedTuple):
    """One office judged: items, those flagged, verdicts, all of it, an empty day, the query by hand, the child's MB."""

    items: int
    flagged: int
    verdicts: int
    judge: Took
    start: Took
    by_hand: Took
    child: int


def figures(*, small: bool, sizes: Sequence[int] = ()) -> Iterator[Figure]:
    """The judge beside the query by hand at each size and share, its memory, and what an item costs as offices grow."""
    for share, reach in REACH.items():
        before: Measured | None = None
        for items in sizes or (SMALL if small else SIZES):
            found: Measured = apart(measure, items, share, 1 if small or items > DEMANDED else 3)
            yield from _of_office(found, reach if items == DEMANDED else None)
            if before:
                yield _growth(before, found, small=small)
            before = found


def _of_office(found: Measured, reach: float | None) -> Iterator[Figure]:
    what = f"{found.items:,} items, {found.flagged / found.items:.0%} flagged"
    mine, theirs = found.judge, found.by_hand
    yield Figure(
        "judge", f"{what}, times the SQL by hand", mine.seconds / theirs.seconds, "x",
        mine.processor / theirs.processor, reach, beside=f"by hand {theirs.seconds:.3f} s",
    )  # fmt: skip
    yield Figure("judge", f"{what}, {found.verdicts:,} verdicts", mine.seconds, "s", mine.processor)
    yield Figure(
        "judge", f"{what}, memory of parent and child", mine.peak + found.child, "MB", None,
        REACH_MB if reach else None, beside=f"child {found.child} MB",
    )  # fmt: skip


def _growth(before: Measured, found: Measured, *, small: bool) -> Figure:
    """How many times as long an item takes as in the smaller office, starting up left out."""

    def cost(one: Measured, by: int) -> float:
        return max(one.judge[by] - one.start[by], 1e-9) / one.items

    return Figure(
        "judge", f"an item of {found.items:,} beside one of {before.items:,}, {found.flagged / found.items:.0%}",
        cost(found, 0) / cost(before, 0), "x", cost(found, 1) / cost(before, 1), None if small else REACH_GROWTH,
        beside=f"{cost(found, 1) * 1e6:.1f} µs an item by processor",
    )  # fmt: skip


def measure(items: int, share: float, repeat: int) -> Measured:
    """Judge an office of so many items; AssertionError when judge and query differ, or a rule never speaks."""
    con = office(items, share)
    by_hand = best(repeat, lambda: con.sql(BY_HAND).pl())
    peaks: list[int] = []
    start = best(repeat, lambda: judge_apart([]))
    took = best(repeat, lambda: judge(con, peaks))
    verdicts, sentences = took.answer
    found = {(v.rule, v.severity, v.item) for v in verdicts}
    if found != set(by_hand.answer.rows()) or len(sentences) != len(verdicts):
        raise AssertionError(f"{items} items: the judge and the query by hand differ")
    silent = {rule.id for docket in DOCKETS for rule in RULES.of(docket)} - {rule for rule, *_ in found}
    if silent:
        raise AssertionError(f"{items} items: nothing is said by {sorted(silent)}")
    flagged = len({v.item for v in verdicts})
    took, start, by_hand = (one._replace(answer=None) for one in (took, start, by_hand))
    return Measured(items, flagged, len(verdicts), took, start, by_hand, max(peaks, default=0))


def judge(con: duckdb.DuckDBPyConnection, peaks: list[int]) -> tuple[list[Verdict], list[str]]:
    """Every verdict and its sentence; the memory of the child, in MB, is added to `peaks` now and then."""

    def watched() -> Iterable[tuple[str, str, str, int]]:
        for docket in DOCKETS:
            for n, one in enumerate(build(con, docket)):
                yield one
                if n % 50 == 0:
                    peaks.extend(child.memory_info().rss >> 20 for child in psutil.Process().children())

    verdicts = judge_apart(watched(), typed=True)
    return verdicts, spoken(con, verdicts)


def spoken(con: duckdb.DuckDBPyConnection, verdicts: list[Verdict]) -> list[str]:
    """The sentences in the office's language, in no particular order."""
    sentences: list[str] = []
    columns = {name: [getattr(v, name) for v in verdicts] for name in ("rule", "severity", "item", "n")}
    con.register("verdict", pl.DataFrame(columns))
    for rule in (rule for rule in RULES.values() if rule.docket in DOCKETS):
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
