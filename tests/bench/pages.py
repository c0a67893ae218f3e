"""How long does a page let somebody wait, and twenty at once? Each beside an empty Streamlit page in the same session.

Asked over real websockets without a browser: what is measured is the server, and the way to it. A page is asked first
by somebody who has not seen it since the last run, so that no answer is kept, then again.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from dashboards.pages import FIRST, PAGES
from dashboards.source import access
from dashboards.source.snapshot import newest
from data.demo import build
from tests.bench.apart import apart
from tests.bench.big_town import Size
from tests.bench.big_town import write as write_big
from tests.bench.figure import Figure
from tests.bench.small_town import write as write_small
from tests.bench.timing import ratusz
from tests.bench.visitor import Visitor
from tests.dashboards.conftest import serving

MILLION = 1_000_000  # cases and invoices
FIRST_CONTENT, NEXT, AT_ONCE = 0.3, 0.25, 0.7  # seconds: the first two beyond the empty page
PEOPLE, LOOKS, THINKING = 20, 8, (4.0, 9.0)  # a look each 4 to 9 seconds
EMPTY = Path(__file__).with_name("empty_page.py")
FILTERS = {  # an address each that shows other rows of the same page
    "today": "nowe=tak", "budget": "sygnal=tak", "invoices": "termin=7-dni", "contracts": "strona=2",
    "receivables": "strona=2", "reports": "stan=wszystkie", "search": "q=faktura", "risk": "strona=2",
    "waiting": "strona=2", "turnaround": "wedlug=unit", "transfers": "strona=2",
}  # fmt: skip


class Measured(NamedTuple):
    """Seconds by page, those of the empty page taken off; of twenty people the seconds of every look."""

    first: Mapping[str, float]
    again: Mapping[str, float]
    filtered: Mapping[str, float]
    at_once: list[float]


def figures(*, small: bool, sizes: Sequence[int] = ()) -> Iterator[Figure]:
    """The demo town and a million items, or so many; in small, a town with one case and three people."""
    towns: dict[str, Callable[[Path], object]] = {"a town with one case": write_small}
    if not small:
        towns = {"the demo town": build}
        towns |= {f"{items:,} items": partial(_big, items=items) for items in sizes or (MILLION,)}
    for name, make in towns.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "town"
            make(root)
            ratusz("run", "--town", root)
            yield from of_town(name, root, small=small)


def of_town(name: str, root: Path, *, small: bool) -> Iterator[Figure]:
    """The figures of a town that has been run."""
    people, looks, thinking = (3, 2, (0.0, 0.1)) if small else (PEOPLE, LOOKS, THINKING)
    found: Measured = apart(measure, root, people, looks, thinking)
    for what, seconds, bound in (
        ("first content of a page", found.first, FIRST_CONTENT),
        ("first content, asked again", found.again, FIRST_CONTENT),
        ("a filter, all of the page", found.filtered, NEXT),
    ):
        worst = max(seconds, key=lambda page: seconds[page])
        beside = f"above an empty page; slowest: {worst}; median {median(seconds.values()):.3f} s"
        yield Figure("pages", f"{name}, {what}", seconds[worst], "s", None, None if small else bound, beside=beside)
    p95 = quantiles(found.at_once, n=20)[-1]
    beside = f"median {median(found.at_once):.3f} s of {len(found.at_once)} looks"
    what = f"{name}, {people} people at once, p95"
    yield Figure("pages", what, p95, "s", None, None if small else AT_ONCE, beside=beside)


def measure(root: Path, people: int, looks: int, thinking: tuple[float, float]) -> Measured:
    """Serve the town and an empty page beside it, and look at both."""
    with serving(root) as site, serving(root, EMPTY, health="/_stcore/health") as empty:
        first, again, filtered = asyncio.run(_one(site, empty))
        return Measured(first, again, filtered, asyncio.run(_many(site, root, people, looks, thinking)))


async def _one(site: str, empty: str) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Page after page by one visitor, each beside the empty one at the same moment."""
    first, again, filtered = dict[str, float](), dict[str, float](), dict[str, float]()
    async with Visitor(site) as visitor, Visitor(empty) as nobody:
        for one in (visitor, nobody):
            await one.look()  # a session begins
        for page in PAGES:
            address = "" if page == FIRST else page
            nothing = median([(await nobody.look()).whole for _ in range(3)])
            first[page] = max(0.001, (await visitor.look(address)).first - nothing)
            again[page] = max(0.001, min([(await visitor.look(address)).first for _ in range(3)]) - nothing)
            if page in FILTERS:
                filtered[page] = max(0.001, (await visitor.look(address, FILTERS[page])).whole - nothing)
    return first, again, filtered


async def _many(site: str, root: Path, people: int, looks: int, thinking: tuple[float, float]) -> list[float]:
    """All looks of so many people, each at the pages that are theirs, in an order of their own."""
    shot = newest(root)

    async def person(employee: str, dice: random.Random) -> list[float]:
        reader = access.reader(shot, employee)
        theirs = [page for page in PAGES if reader.may_open(PAGES[page])]
        taken = []
        async with Visitor(site) as visitor:
            for _ in range(looks):
                await asyncio.sleep(dice.uniform(*thinking))
                page = dice.choice(theirs)
                more = f"&{FILTERS[page]}" if page in FILTERS and dice.random() < 0.5 else ""
                taken.append((await visitor.look("" if page == FIRST else page, f"osoba={employee}{more}")).whole)
        return taken

    everybody = sorted(access.employees(shot), key=lambda employee: -len(access.reader(shot, employee).roles))
    who = (everybody * people)[:people]
    found = await asyncio.gather(*(person(employee, random.Random(n)) for n, employee in enumerate(who)))
    return [seconds for each in found for seconds in each]


def _big(root: Path, items: int) -> None:
    cases = items * 7 // 10
    write_big(root, Size(cases=cases, events=cases, invoices=items - cases, lines=max(1_000, items // 50)))
