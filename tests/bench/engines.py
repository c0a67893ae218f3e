"""The same four judgements in other rule engines for Python, on the same items: all must find the same.

Ours alone runs in a child and gives reasons; the others get the items as they like them best, and are timed without
having to read them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import duckdb

from rules.engine.child import judge_apart
from tests.bench.apart import apart
from tests.bench.figure import Figure
from tests.bench.judge import SPOKEN_OF
from tests.bench.office import BY_HAND, office
from tests.bench.other_engines import CONDITIONS, Item, clips, rule_engine, zen_expressions, zen_table
from tests.bench.timing import Took, took

SHARE = 0.15
AT_LEAST = {"clipspy": 3, "rule-engine": 7, "zen-engine": 25}  # times as fast as each other engine


def figures(*, small: bool) -> Iterator[Figure]:
    """How many times as long each other engine takes."""
    items = 2_000 if small else 50_000
    found: dict[str, Took] = apart(compare, items)
    ours = found.pop("ours")
    yield Figure("engines", f"{items:,} items, four judgements", ours.seconds, "s", ours.processor)
    for name, theirs in found.items():
        reach = None if small else AT_LEAST[name.partition(",")[0]]
        yield Figure(
            "engines", f"{items:,} items, {name} beside ours", theirs.seconds / ours.seconds, "x",
            theirs.processor / ours.processor, reach, most=False, beside=f"{items / theirs.seconds:,.0f} items/s",
        )  # fmt: skip


def compare(items: int) -> dict[str, Took]:
    """What each engine takes; AssertionError when one of them finds something else than the query by hand."""
    con = office(items, SHARE)
    dicts = plain(con)
    dockets = list(as_one_docket_each_thousand(dicts))
    engines: dict[str, Callable[[], Any]] = {
        "ours": lambda: {(v.rule, v.severity, v.item) for v in judge_apart(dockets, only=CONDITIONS)},
        "clipspy": clips(dicts), "rule-engine": rule_engine(dicts), "zen-engine, table": zen_table(dicts),
        "zen-engine, expressions": zen_expressions(dicts),
    }  # fmt: skip
    wanted = {row for row in con.sql(BY_HAND).pl().rows() if row[0] in CONDITIONS}
    found = {}
    for name, run in engines.items():
        one = took(run)
        if one.answer != wanted:
            raise AssertionError(f"{name} found {len(one.answer)}, by hand {len(wanted)}")
        found[name] = one._replace(answer=None)
    return found


def plain(con: duckdb.DuckDBPyConnection) -> list[Item]:
    """The cases and invoices as dicts with the columns that the four rules compare."""
    found: list[Item] = []
    for kind in ("case", "invoice"):
        said = [text for of, text, further in CONDITIONS.values() if of == kind for text in (text, *further.values())]
        asked = sorted(set(re.findall(r"\b[a-z_]+\b", re.sub(r'"\w+"', "", " ".join(said)))) - {"and"})
        columns = ", ".join(["item", *asked])
        found += con.sql(f"select '{kind}' as kind, {columns} from ({SPOKEN_OF[kind]})").pl().to_dicts()
    return found


def as_one_docket_each_thousand(items: list[Item]) -> Iterable[tuple[str, str, str, int]]:
    """The same dicts as dockets."""
    for kind, docket in (("case", "holder"), ("invoice", "seller")):
        of_kind = [item for item in items if item["kind"] == kind]
        for start in range(0, len(of_kind), 1000):
            facts = [{"id": n, **item} for n, item in enumerate(of_kind[start : start + 1000])]
            yield docket, str(start), json.dumps([*facts, {"canary": 1, "id": len(facts)}]), len(facts)
