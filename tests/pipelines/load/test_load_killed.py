"""Loading survives kill -9 at any moment: what an undisturbed run would leave, the interrupted runs leave as well."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import open_town
from pipelines.store.warehouse import look, open_warehouse
from tests.pipelines.zabrzeg import LONG_AGO
from tests.warm import Child

TOWN = """
[town]
name = "Zabrzeg"
[feeds.cases]
[feeds.registry]
noun = "documents"
inbox = "cases"
columns = { document_id = "case_id", received_on = "opened_on" }
[feeds.events]
noun = "case_events"
covers = "changes"
"""
CHILD = """
import sys
from pathlib import Path
from pipelines.load import load_all
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse
town = open_town(Path(sys.argv[1]))
print("ready", flush=True)
with open_warehouse(town) as con:
    load_all(town, con)
"""


def office(root: Path) -> Path:
    """A town with three days of registers, corrections, vanished and rejected rows, a held and an unreadable file."""
    (root / "inbox" / "cases").mkdir(parents=True)
    (root / "inbox" / "events").mkdir()
    (root / "town.toml").write_text(TOWN, "utf-8")

    def register(name: str, rows: range, unit: str) -> None:
        text = "case_id,kind,unit,opened_on\n" + "".join(
            f"WB.{n},x,{unit if n % 7 else 'Z'},2026-01-02\n" for n in rows
        )
        (root / "inbox" / "cases" / name).write_text(text + "WB.bad,x,,kiedyś\n", "utf-8")

    for day, (rows, unit) in enumerate([(range(900), "A"), (range(800), "B"), (range(10), "C"), (range(850), "A")]):
        register(f"cases-{day}.csv", rows, unit)
    (root / "inbox" / "cases" / "cases-9.csv").write_bytes(b"case_id,kind\n\xff\xfe\xfa\n")
    for day in range(4):
        rows = "".join(f"WB.{n},2026-01-0{day + 1},step {n % 5}\n" for n in range(300))
        (root / "inbox" / "events" / f"events-{day}.csv").write_text("case_id,at,event\n" + rows, "utf-8")
    for path in root.glob("inbox/*/*"):
        os.utime(path, (LONG_AGO, LONG_AGO))  # nobody is still writing it
    return root


def start(root: Path) -> Child:
    child = Child(CHILD, root)
    assert child.stdout.readline() == "ready\n"
    return child


def left_behind(root: Path) -> dict[str, Any]:
    """All that a run leaves, without the moments: loads, versions, what is live, and every file by place and bytes."""
    town = open_town(root)
    with open_warehouse(town) as con:
        counts = "rows_in, rows_loaded, rows_unchanged, rows_rejected, rows_ended"
        found: dict[str, Any] = {
            "loads": con.execute(
                f"select load_id, feed, noun, file, arrival, sha256, state, {counts} from loads order by 1"
            ).fetchall(),
            "disorder": con.execute(
                "select load_id from loads qualify known_from <= lag(known_from) over (order by load_id)"
            ).fetchall(),
        }
        for noun in ("cases", "documents", "case_events"):
            found[noun] = con.execute(
                f"select * exclude (known_from, known_to), known_to is null from {noun}_history order by all"
            ).fetchall()
        look(con, date(2026, 1, 9), datetime.now(UTC) + timedelta(hours=1))
        found["seen"] = con.execute("select count(*), count(distinct case_id) from cases").fetchall()
    # a sheet carries the time it was made, so of sheets only the names are compared
    found["files"] = sorted(
        (str(path.relative_to(root)), "" if path.suffix == ".xlsx" else hashlib.sha256(path.read_bytes()).hexdigest())
        for place in ("inbox", "archive", "rejected")
        for path in (root / place).rglob("*")
        if path.is_file()
    )
    return found


FULL = pytest.mark.skipif(os.environ.get("RATUSZ_PROVE") != "full", reason="only with RATUSZ_PROVE=full")


@pytest.mark.parametrize("kills", [5, pytest.param(60, marks=[pytest.mark.slow, FULL])])
def test_killed_at_random_moments_it_ends_as_if_it_never_had_been(tmp_path, kills):
    calm = office(tmp_path / "calm")
    before = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (calm / "inbox").rglob("*") if path.is_file()}
    begun = time.perf_counter()
    with start(calm) as child:
        assert child.wait() == 0
    seconds = time.perf_counter() - begun
    expected = left_behind(calm)
    assert {digest for _, digest in expected["files"] if digest} == before
    assert expected["disorder"] == []
    assert {state for *_, state, _, _, _, _, _ in expected["loads"]} == {"loaded", "held", "refused"}

    moments = random.Random(20261122)
    stormy = office(tmp_path / "stormy")
    killed = 0
    for _ in range(kills):
        with start(stormy) as child:
            time.sleep(moments.uniform(0, min(seconds, 0.6)))
            child.kill()
        killed += child.returncode != 0
        if not any(path.is_file() for path in (stormy / "inbox").rglob("*")):  # all loaded: another storm, another town
            assert left_behind(stormy) == expected
            shutil.rmtree(stormy)
            office(stormy)
    assert killed
    with start(stormy) as child:
        assert child.wait() == 0
    assert left_behind(stormy) == expected
