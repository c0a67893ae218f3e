"""Small state lives in SQLite: several processes write it, one run holds the town."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from pipelines.refusal import Refusal
from pipelines.store.state import audit, lock, open_state
from pipelines.town import Town
from tests.warm import Child


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "town", text="", name="Zabrzeg")


def test_opening_twice_migrates_once(town):
    with closing(open_state(town)) as state:
        once = state.execute("select * from migrations").fetchall()
    state = open_state(town)
    assert once
    assert state.execute("select * from migrations").fetchall() == once
    assert state.execute("pragma journal_mode").fetchone() == ("wal",)
    state.close()


def test_many_processes_open_a_new_town_and_write_at_once(town):
    script = (
        "import sys; from pathlib import Path; from pipelines.town import Town\n"
        "from pipelines.store.state import open_state, audit\n"
        f"state = open_state(Town(Path({str(town.root)!r}), text='', name='Zabrzeg'))\n"
        "[audit(state, sys.argv[1], 'note', str(n)) for n in range(50)]\n"
    )
    with ExitStack() as ended:
        writers = [ended.enter_context(Child(script, f"e{n}")) for n in range(4)]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    state = open_state(town)
    assert state.execute("select author, count(*) from audit group by 1 order by 1").fetchall() == [
        (f"e{n}", 50) for n in range(4)
    ]
    state.close()


def test_the_audit_says_who_did_what_to_which_subject(town):
    state = open_state(town)
    audit(state, "e007", "note", "WB.1", event="suspended", reason="na wniosek strony")
    ((author, action, subject, details),) = state.execute("select author, action, subject, details from audit")
    assert (author, action, subject) == ("e007", "note", "WB.1")
    assert json.loads(details) == {"event": "suspended", "reason": "na wniosek strony"}
    state.close()


def test_a_second_run_is_refused_with_who_holds_the_town(town):
    with lock(town), pytest.raises(Refusal, match=r"\d{4}-\d{2}-\d{2}T"), lock(town):
        pass
    with lock(town):
        pass


def test_a_killed_run_leaves_no_lock_behind(town):
    script = (
        "import sys; from pathlib import Path\n"
        "from pipelines.town import Town; from pipelines.store.state import lock\n"
        f"town = Town(Path({str(town.root)!r}), text='', name='Zabrzeg')\n"
        "with lock(town): print('held', flush=True); sys.stdin.read()\n"
    )
    with Child(script) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Refusal), lock(town):
            pass
        other.kill()
    with lock(town):
        pass
