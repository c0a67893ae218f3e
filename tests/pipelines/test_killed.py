"""kill -9 at any moment of a pass: readers see yesterday or today whole, and the next pass ends as if nothing had been.

The moments are spread over the steps of a pass (load, judge, keep, publish, letters …), each at random within its step.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.state import open_state
from pipelines.store.warehouse import open_warehouse
from tests.pipelines.zabrzeg import TODAY, YESTERDAY, overnight
from tests.warm import Child

ALL = ("load", "facts", "judge", "agree", "write", "keep", "publish", "letters")
# who is killed, and in which step: the pass itself, the process it reads files or judges in, somebody who looks on
FEW = [("child", "judge"), *(("pass", step) for step in ("load", "judge", "keep", "publish")), ("reader", "letters")]
MANY = [("pass", step) for step in ALL * 9]
MANY += [("child", step) for step in ("load", "judge") * 8] + [("reader", step) for step in ("load", "publish") * 6]
FULL = os.environ.get("RATUSZ_PROVE") == "full"
PASS = f"""
import sys
from datetime import date
from pathlib import Path
from pipelines.run import run
from pipelines.settings import open_town
run(open_town(Path(sys.argv[1])), date({TODAY.year}, {TODAY.month}, {TODAY.day}), lambda step: print(step, flush=True))
"""
READER = """
import json, select, sys
from pathlib import Path
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
FACTS = {"case_facts", "case_stops", "invoice_facts", "budget_facts", "stand_ins", "record_facts", "feed_facts",
         "rule_book"}
town = open_town(Path(sys.argv[1]))
seen = {}  # run -> (times it was looked at, what it held)
while not select.select([sys.stdin], [], [], 0.01)[0]:
    con, path = open_snapshot(town)
    with con:
        [(run_id, counts)] = con.execute("select run_id, counts from runs order by run_id desc limit 1").fetchall()
        assert path.stem == f"snap-{run_id}", (path, run_id)
        found = con.execute(
            "select severity, count(*) from findings "
            "where run_id = ? and status <> 'resolved' and inhibited_by is null group by severity", [run_id]
        ).fetchall()
        assert dict(found) == json.loads(counts) != {}, (found, counts)
        names = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
        assert FACTS <= names, FACTS - names
        whole = [con.execute(f"select count(*), bit_xor(hash(t)) from main.{name} as t").fetchall()
                 for name in sorted(names)]
        strangers = con.execute(
            "select subject from findings where run_id = ? and rule in ('C01', 'C02') and status <> 'resolved' "
            "and subject not in (select subject from case_facts)", [run_id]
        ).fetchall()
        assert not strangers, strangers
    looks, before = seen.get(run_id, (0, whole))
    assert before == whole, "a published copy has changed"
    assert not seen or run_id >= max(seen), "a reader went back in time"
    seen[run_id] = looks + 1, whole
    (town.root / "looks").write_text(str(looks + 1))
print(json.dumps({run_id: looks for run_id, (looks, _) in seen.items()}))
"""


PUBLISHER = """
import sys
from pathlib import Path
from pipelines.store.publish import publish
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse
town = open_town(Path(sys.argv[1]))
con = open_warehouse(town)
print("ready", flush=True)
while True:
    publish(con, town, "000001")
"""


@contextmanager
def reader(root: Path) -> Iterator[dict[str, int]]:
    """Somebody opens the published copy all the time; afterwards holds how often which run was seen, always whole."""
    seen: dict[str, int] = {}
    with Child(READER, root) as child:
        try:
            yield seen
        finally:
            out, err = child.communicate("enough\n")
            assert child.returncode == 0, f"a reader saw half: {err}"
            seen.update(json.loads(out))


def a_pass(root: Path) -> Child:
    """A pass in a process of its own, which says each step as it begins."""
    return Child(PASS, root)


def calm_pass(root: Path) -> dict[str, float]:
    """A pass that nobody disturbs; how long each of its steps took (seconds)."""
    with a_pass(root) as child:
        heard = ((line.strip(), time.perf_counter()) for line in child.stdout)
        begun = [(step, moment) for step, moment in heard if step in ALL]  # a slow machine's progress bar is no step
        assert child.wait() == 0
    ends = [moment for _, moment in begun[1:]] + [time.perf_counter()]
    return {step: end - start for (step, start), end in zip(begun, ends, strict=True)}


def killed_in(root: Path, moment: tuple[str, str], after: float) -> bool:
    """Kill -9 a pass, its child or a reader some seconds after a step has begun; False where there was none by then.

    A pass whose child was killed either does without or fails, and then the next one has everything left to do.
    """
    who, step = moment
    with a_pass(root) as child:
        if not any(line.strip() == step for line in child.stdout):
            assert child.wait() == 0
            return False
        if who == "reader":
            killed = _reader_killed(root, after)
        else:
            time.sleep(after)
            killed = _child_killed(child.pid) if who == "child" else True
            if who == "pass":
                child.kill()
        for _ in child.stdout:  # until it ends
            pass
    assert child.returncode in {"pass": (0, -9), "child": (0, 1), "reader": (0,)}[who]
    return killed if who != "pass" else child.returncode == -9


def _child_killed(parent: int) -> bool:
    """Kill -9 the processes that this one started; whether there was one."""
    listed = [path.read_text().split() for path in Path(f"/proc/{parent}/task").glob("*/children")]
    children = [int(pid) for pids in listed for pid in pids]
    for pid in children:
        with suppress(ProcessLookupError):  # it came to its end by itself
            os.kill(pid, signal.SIGKILL)
    return bool(children)


def _reader_killed(root: Path, after: float) -> bool:
    """Kill -9 somebody who has begun to look at the published copy."""
    with Child(READER, root) as looking:
        time.sleep(after)
        looking.kill()
    return looking.returncode == -9


def left_behind(root: Path) -> dict[str, Any]:
    """All that a town holds after its passes, without the moments: loads, versions, runs, findings, letters, files."""
    town = open_town(root)
    found: dict[str, Any] = {}
    with closing(open_warehouse(town)) as con:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return con.execute(f"{sql} order by all").fetchall()

        counts = "rows_in, rows_loaded, rows_unchanged, rows_rejected, rows_ended"
        found["loads"] = rows(f"select load_id, feed, noun, file, arrival, sha256, state, {counts} from loads")
        found["runs"] = rows("select run_id, as_of, town_toml, counts from runs")
        found["findings"] = rows("select * exclude (known_on) from findings")
        found["unjudged"] = rows("from unjudged")
        for facts in ("case_facts", "case_stops", "invoice_facts", "budget_facts", "stand_ins", "record_facts"):
            found[facts] = rows(f"from main.{facts}")
        for noun, key in con.execute("select noun, identity from nouns").fetchall():
            history, keys = f"{noun}_history", ", ".join(f'"{part}"' for part in key)
            found[history] = rows(f"select * exclude (known_from, known_to), known_to is null from {history}")
            found[f"{noun} twice"] = rows(
                f"select feed, {keys} from {history} where known_to is null group by all having count(*) > 1"
            )
    with closing(open_state(town)) as state:
        found["letters"] = state.execute(
            "select letter_id, run_id, day, recipient, subject, state, attempts from letters order by 1"
        ).fetchall()
        found["told"] = state.execute("select * from letter_items order by 1, 2, 3, 4, 5, 6, 7, 8").fetchall()
    found["outbox"] = sorted((path.name, *letter(path)) for path in town.outbox.iterdir())
    # a rejection sheet carries the time it was made, so of sheets only the names are compared
    found["files"] = sorted(
        (str(path.relative_to(root)), "" if path.suffix == ".xlsx" else hashlib.sha256(path.read_bytes()).hexdigest())
        for place in ("inbox", "archive", "rejected")
        for path in (root / place).rglob("*")
        if path.is_file()
    )
    return found


def letter(path: Path) -> tuple[str, str, str]:
    """Address, subject and text of a letter, down to the line that tells how old the data are."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    text, line, _ = body.get_content().partition("\n-- ")
    assert line
    return str(message["To"]), str(message["Subject"]), text


def arrived(root: Path) -> set[str]:
    """The content of every file that waits."""
    files = (path for path in (root / "inbox").rglob("*") if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(
    ("moments", "seed"),
    [
        (FEW, 20261120),
        pytest.param(
            MANY,
            1989,
            marks=[
                pytest.mark.slow,
                pytest.mark.timeout(3600),
                pytest.mark.skipif(not FULL, reason="only with RATUSZ_PROVE=full"),
            ],
        ),
    ],
    ids=["6 moments", "100 moments"],
)
def test_killed_at_random_moments_a_pass_ends_as_if_it_never_had_been(plain_yesterday, tmp_path, moments, seed):
    calm = Path(shutil.copytree(plain_yesterday, tmp_path / "calm"))
    overnight(calm)
    came = arrived(calm)
    morning = Path(shutil.copytree(calm, tmp_path / "morning"))
    with reader(calm) as seen:
        lasts = calm_pass(calm)
    assert tuple(lasts) == ALL
    assert list(seen) == ["000001", "000002"], "the reader saw yesterday, then today"
    expected = left_behind(calm)
    assert not [rows for name, rows in expected.items() if name.endswith(" twice") and rows]
    assert {state for *_, state, _, _, _, _, _ in expected["loads"]} == {"loaded"}
    assert came <= {digest for _, digest in expected["files"]}
    assert {as_of for _, as_of, _, _ in expected["runs"]} == {YESTERDAY, TODAY}

    dice = random.Random(seed)
    waiting, storms = list(moments), 0
    while waiting:
        storms += 1
        stormy = Path(shutil.copytree(morning, tmp_path / f"storm-{storms}"))
        with reader(stormy) as seen:
            # where a pass was done before the next moment came, another storm begins on another morning
            while waiting and killed_in(stormy, waiting[0], dice.uniform(0, lasts[waiting[0][1]])):
                waiting.pop(0)
            calm_pass(stormy)
        assert list(seen) == ["000001", "000002"]
        differ(left_behind(stormy), expected)
        assert not run(open_town(stormy), TODAY).changed
        differ(left_behind(stormy), expected)
        assert storms <= 2 * len(moments)


def looks(root: Path) -> int:
    """How often the reader has looked at the last run, as it says by the way."""
    told = root / "looks"
    return int(told.read_text() or 0) if told.exists() else 0


def differ(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Fail with the first thing that differs, and how."""
    assert found.keys() == expected.keys()
    for name, rows in expected.items():
        gone, new = ([row for row in a if row not in b] for a, b in ((rows, found[name]), (found[name], rows)))
        assert (gone, new) == ([], []), name
        assert found[name] == rows, name


def test_killed_while_it_publishes_over_and_over_it_leaves_a_whole_copy(zabrzeg):
    """A pass publishes for a moment only; here nearly every moment is one of publishing."""
    dice = random.Random(7)
    with reader(zabrzeg) as seen:
        kills = 0
        while kills < (40 if FULL else 6) or looks(zabrzeg) <= 10:
            kills += 1
            with Child(PUBLISHER, zabrzeg) as child:
                assert child.stdout.readline() == "ready\n"
                time.sleep(dice.uniform(0, 0.5))
                child.kill()
            assert child.returncode == -9
    assert list(seen) == ["000001"]
    assert seen["000001"] > 10
