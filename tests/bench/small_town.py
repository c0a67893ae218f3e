"""What does a town with one case cost? Processor time in a process of its own, and of the next town in a warm one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipelines.run import run
from pipelines.settings import open_town
from tests.bench.apart import apart
from tests.bench.figure import Figure
from tests.bench.timing import Took, best, ratusz, took

AS_OF = date(2026, 11, 20)
REACH_COLD, REACH_WARM = 2.0, 0.8  # seconds of processor time
TOWN = """[town]
name = "Osieczek"
as_of = "2026-11-20"
[feeds.units]
[feeds.employees]
[feeds.cases]
"""
FILES = {
    "units": "unit,name,manager\nWB,Budownictwo,e2\n",
    "employees": "employee,name,email,unit\ne1,Ewa Lis,e1@example.com,WB\ne2,Jan Wilk,e2@example.com,WB\n",
    "cases": "case_id,kind,unit,handler,opened_on,due_on\nWB.6740.1.2026,own,WB,e1,2026-09-01,2026-11-19\n",
}


def write(root: Path) -> None:
    """A town with one case, which is late."""
    root.mkdir(parents=True)
    (root / "town.toml").write_text(TOWN, "utf-8")
    for noun, text in FILES.items():
        file = root / "inbox" / noun / f"{noun}.csv"
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")


def figures(*, small: bool) -> Iterator[Figure]:
    """Cold and warm; both are meant by processor time."""
    times = 1 if small else 3
    for what, one, reach in (
        ("a town with one case, cold", cold(times), REACH_COLD),
        ("the next town in the same process", apart(warm, times), REACH_WARM),
    ):
        yield Figure("small", what, one.processor, "s", None, None if small else reach, beside=f"{one.seconds:.2f} s")


def cold(times: int) -> Took:
    """`ratusz run` over a fresh town, imports included; the least of several."""
    with tempfile.TemporaryDirectory() as folder:
        roots = iter([Path(folder) / str(n) for n in range(times + 1)])

        def a_pass() -> Took:
            write(root := next(roots))
            return ratusz("run", "--town", root)

        a_pass()  # leaves the bytecode behind
        return min((a_pass() for _ in range(times)), key=lambda one: one.processor)


def warm(times: int) -> Took:
    """The pass over one more fresh town, its judging child included; AssertionError where it finds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        roots = [Path(folder) / str(n) for n in range(times + 1)]
        for root in roots:
            write(root)
        towns = iter([open_town(root) for root in roots])
        first = took(lambda: run(next(towns), AS_OF)).answer
        if not first.posted.words:
            raise AssertionError("nothing is decided in a town whose one case is late")
        return best(times, lambda: run(next(towns), AS_OF))._replace(answer=None)
