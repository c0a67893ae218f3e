"""Thousands of damaged files of every format: none stops the town, none takes long, every row is accounted for."""

from __future__ import annotations

import os
import re
import resource
import time
import warnings
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from pipelines.facts import derive
from pipelines.judge import judge
from pipelines.load import load_all, now
from pipelines.load.inbox import LeftAlone
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.warehouse import open_warehouse, utc
from tests.pipelines.load.mutated import HONEST, files
from tests.pipelines.load.test_untrusted import GOOD, NOUNS

FULL = os.environ.get("RATUSZ_PROVE") == "full"
TOGETHER, ROUNDS = 300, 34 if FULL else 1
LONGEST = 10.0 if FULL else 30.0  # seconds for a file; a machine that many share takes its time
MOST = 1_000  # MB in any process


def town_of(root: Path, seed: int) -> int:
    """A town with a feed for each format, its damaged files and a good one among them; how many files there are."""
    feeds = "".join(
        f'[feeds.{form}]\nnoun = "{NOUNS[form]}"\nformat = "{form}"\nfiles = "*"\ncovers = "changes"\n'
        for form in HONEST
    )
    (root / "town.toml").write_text(f'[town]\nname = "Zabrzeg"\nas_of = "2026-11-20"\n[feeds.cases]\n{feeds}', "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile finds two members of one name remarkable
        damaged = [(form, name, data) for form, name, data in files(seed, TOGETHER)]
    for folder, name, data in (*damaged, ("cases", "good.csv", GOOD.encode())):
        path = root / "inbox" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (0, 0))
    return len(damaged) + 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_damaged_file_stops_the_town(tmp_path, seed):
    n = town_of(tmp_path, seed)
    town, left, moments = open_town(tmp_path), list[LeftAlone](), list[tuple[float, str]]()
    with closing(open_warehouse(town)) as con:
        loads = load_all(town, con, lambda what, done, total: moments.append((time.monotonic(), what)), left=left)
        derive(con, town, law_of(town), date(2026, 11, 20), utc(now()))
        judge(con, town)
    took = {what: after - before for (before, what), (after, _) in pairwise(moments)}
    assert (len(loads), left) == (n, [])
    assert [load.rows_loaded for load in loads if load.feed == "cases"] == [1]
    kept = {path.name.partition("-")[2] for top in (town.archive, town.rejected) for path in top.rglob("L*-*")}
    assert {load.file for load in loads} <= kept, "no file is lost"
    assert [load for load in loads if load.rows_in != load.rows_loaded + load.rows_unchanged + load.rows_rejected] == []
    assert [load for load in loads if load.state == "refused" and not (load.reason and load.fix)] == []
    assert {what: seconds for what, seconds in took.items() if seconds > LONGEST} == {}
    assert 50 < peak() < MOST


def peak() -> int:
    """The most memory, in MB, that any child of this process has held, those that live and those that have ended."""
    status = [Path(f"/proc/{child.pid}/status").read_text("ascii") for child in psutil.Process().children()]
    living = [int(found[1]) for text in status if (found := re.search(r"VmHWM:\s+(\d+)", text))]
    return max([resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, *living]) >> 10


def test_the_same_seed_gives_the_same_files():
    assert list(files(7, 64)) == list(files(7, 64))
