"""A pass says all of a day or nothing: what changed since yesterday, what a second one does, what a fault leaves."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.load import byhand
from pipelines.reading import reading
from pipelines.refusal import Refusal
from pipelines.run import Outcome, run
from pipelines.settings import open_town
from pipelines.store.snapshot import current, open_snapshot
from pipelines.store.state import lock
from pipelines.store.warehouse import open_warehouse
from rules.wording import words
from tests.pipelines.zabrzeg import MONDAY, TODAY, YESTERDAY, letter, overnight, rewrite
from tests.warm import Child


def asked(root: Path, sql: str) -> list[tuple[Any, ...]]:
    """What the published snapshot answers."""
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        return con.execute(sql).fetchall()


def said(root: Path, outcome: Outcome, rule: str = "C") -> dict[tuple[str, str], tuple[str, str, Any]]:
    """Rule and letter -> status, severity and first day of what a run said of the letters of `LETTERS`."""
    rows = asked(
        root,
        f"""
        select rule, subject, status, severity, first_seen from findings
        where run_id = '{outcome.run_id}' and subject like 'RPW/%' and starts_with(rule, '{rule}')
          and inhibited_by is null and regexp_matches(subject, '^RPW/[a-z]+$')
        """,
    )
    return {(rule, subject): tuple(rest) for rule, subject, *rest in rows}


def test_the_next_day_is_compared_with_yesterday(zabrzeg):
    overnight(zabrzeg)
    town = open_town(zabrzeg)
    with closing(open_warehouse(town)) as con:
        byhand.note(con, town, "RPW/better", "notice_36", datetime(2026, 11, 19, 12), new_date=MONDAY.replace(day=30))
    outcome = run(town, TODAY)
    assert outcome.changed
    assert said(zabrzeg, outcome, "C02") | said(zabrzeg, outcome, "C01") == {
        ("C01", "RPW/worse"): ("worse", "high", YESTERDAY),
        ("C02", "RPW/better"): ("better", "info", YESTERDAY),
        ("C02", "RPW/same"): ("unchanged", "high", YESTERDAY),
        ("C02", "RPW/new"): ("new", "high", TODAY),
        ("C02", "RPW/resolved"): ("resolved", "high", YESTERDAY),
    }
    later = run(town, MONDAY)
    assert said(zabrzeg, later, "C02")["C02", "RPW/same"] == ("unchanged", "high", YESTERDAY)
    assert ("C02", "RPW/resolved") not in said(zabrzeg, later, "C02"), "what is over is said once"


def test_a_second_run_changes_nothing_and_says_so(zabrzeg):
    town = open_town(zabrzeg)
    before = contents(zabrzeg)
    again = run(town, YESTERDAY)
    assert not again.changed
    assert (again.run_id, again.loads, again.posted.sent) == ("000001", [], 0)
    assert contents(zabrzeg) == before


def contents(root: Path) -> dict[str, bytes]:
    """The bytes of all that people and readers see: copies, letters, archive."""
    places = ("published", "outbox", "archive", "rejected", "inbox")
    return {
        str(path.relative_to(root)): path.read_bytes()
        for place in places
        for path in (root / place).rglob("*")
        if path.is_file()
    }


def test_a_new_file_of_the_same_day_is_judged_again_against_the_day_before(zabrzeg):
    town = open_town(zabrzeg)
    morning = run(town, TODAY)
    rewrite(zabrzeg, "dziennik", lambda rows: [*rows, letter("RPW/new", "19.11.2026")])
    noon = run(town, TODAY)
    assert (noon.run_id, noon.changed) == ("000003", True)
    assert said(zabrzeg, noon, "C02")["C02", "RPW/new"] == ("new", "high", TODAY)
    same = said(zabrzeg, noon, "C")
    assert {key: same[key] for key in said(zabrzeg, morning, "C")} == said(zabrzeg, morning, "C"), (
        "compared with yesterday, not with the run of the morning"
    )
    with reading(town, TODAY, None) as day:
        assert day.run_id == noon.run_id


def test_a_changed_setting_is_judged_anew(zabrzeg):
    settings = zabrzeg / "town.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[rules.C02]\noff = true\n", "utf-8")
    outcome = run(open_town(zabrzeg), YESTERDAY)
    assert outcome.changed
    assert not [key for key in said(zabrzeg, outcome) if key[0] == "C02"]


def command(root: Path, *words: str) -> Child:
    """`ratusz` as a process of its own."""
    return Child("from pipelines.cli import main; main()", *words, "--town", root)


def wait_for(found: Callable[[], Any]) -> Any:
    """What is found, as soon as it is."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if result := found():
            return result
        time.sleep(0.002)
    raise AssertionError("it never came")


def test_a_judge_that_dies_publishes_nothing_and_keeps_yesterday(zabrzeg):
    overnight(zabrzeg)
    before = contents(zabrzeg)
    child = command(zabrzeg, "run")

    def judge() -> psutil.Process | None:
        alive = (p for p in psutil.Process(child.pid).children() if p.status() != psutil.STATUS_ZOMBIE)
        return next((p for p in alive if "rules.engine.serve" in p.cmdline()), None)

    wait_for(judge).kill()
    out, err = child.communicate()
    assert (child.returncode, out) == (1, "")
    assert err.splitlines() == [
        "Nie wszystko oceniono: the judge ended with SIGKILL.",
        f"→ {words('pl')('Nothing was published; the last run stays in use.')}",
    ]
    seen = ("published", "outbox")
    after = contents(zabrzeg)
    assert {name: after[name] for name in after if name.startswith(seen)} == {
        name: before[name] for name in before if name.startswith(seen)
    }
    assert asked(zabrzeg, "select max(as_of) from runs") == [(YESTERDAY,)]
    recovered = run(open_town(zabrzeg), TODAY)
    assert (recovered.changed, recovered.loads) == (True, []), "what was loaded had stayed"
    assert said(zabrzeg, recovered, "C02")["C02", "RPW/new"] == ("new", "high", TODAY)


DIFFERING = """
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
import pipelines.judge
from pipelines.run import run
from pipelines.settings import open_town
from rules.engine.declare import RULES, Book, c, m, rule, when_all

@rule(id="C02", noun="cases", docket="holder", about="case", severity="info", escalates={"high": m.due_day <= m.today},
      to=("officer",), law=(), says="", book=Book())
@when_all(c.case << (m.kind == "case") & (m.judged == "yes") & (m.net_due_day <= m.today))
def slip(c):
    '''Late a day too early.'''

# only this process has the slip; the engine's own process reads the real rule
RULES["C02"] = replace(RULES["C02"], levels=slip.levels, patterns=slip.patterns)
run(open_town(Path(sys.argv[1])), date(2026, 11, 20))
"""


def test_two_judges_that_differ_are_a_fault(zabrzeg):
    rewrite(zabrzeg, "dziennik", lambda rows: [*rows, letter("RPW/today", "20.11.2026")])
    with Child(DIFFERING, zabrzeg) as child:
        _, err = child.communicate()
    assert child.returncode == 1
    assert "EngineFault: C02: the engine and the SQL judge differ on " in err
    assert asked(zabrzeg, "select run_id, as_of from runs") == [("000001", YESTERDAY)]
    assert run(open_town(zabrzeg), TODAY).changed


def test_of_two_runs_at_once_one_refuses_with_a_word(zabrzeg):
    (zabrzeg / ".lock").unlink()
    first = command(zabrzeg, "run")
    wait_for(lambda: (zabrzeg / ".lock").is_file() and (zabrzeg / ".lock").read_text())
    with pytest.raises(Refusal) as refused:
        run(open_town(zabrzeg), TODAY)
    assert "przebieg" in refused.value.message
    assert str(first.pid) in refused.value.message
    assert refused.value.fix
    out, err = first.communicate()
    assert (first.returncode, err) == (3, ""), out
    assert asked(zabrzeg, "select count(*) from runs") == [(2,)]


def test_a_run_that_is_refused_ends_with_one_and_two_lines(zabrzeg):
    with lock(open_town(zabrzeg)):
        child = command(zabrzeg, "run")
        out, err = child.communicate()
    assert (child.returncode, out, len(err.splitlines())) == (1, "", 2)


def test_a_day_beyond_the_laws_record_is_refused_before_anything_is_loaded(zabrzeg):
    overnight(zabrzeg)
    before = contents(zabrzeg)
    with pytest.raises(Refusal):
        run(open_town(zabrzeg), TODAY.replace(year=2045))
    assert contents(zabrzeg) == before


def test_a_warehouse_restored_from_an_older_copy_goes_on_after_the_copies_there_are(zabrzeg):
    """A reader may still hold snap-000002; another content under that name would be taken for it."""
    town = open_town(zabrzeg)
    run(town, TODAY)
    shutil.copyfile(town.published / "snap-000001.duckdb", town.warehouse)
    assert run(town, TODAY).run_id == "000003"


@pytest.mark.parametrize("lost", ["current", "snap-000001.duckdb"])
def test_a_copy_that_was_lost_is_made_again(zabrzeg, lost):
    town = open_town(zabrzeg)
    (town.published / lost).unlink()
    run(town, YESTERDAY)
    assert current(town) == town.published / "snap-000001.duckdb"
    assert asked(zabrzeg, "select count(*) > 10 from findings") == [(True,)]


def test_the_same_files_again_change_no_finding_and_write_no_letter(zabrzeg):
    before = findings(zabrzeg)
    rewrite(zabrzeg, "dziennik", list)
    rewrite(zabrzeg, "ezd_sprawy", lambda rows: rows[::-1])
    outcome = run(open_town(zabrzeg), YESTERDAY)
    assert {load.feed: load.state for load in outcome.loads} == {"dziennik": "unchanged", "ezd_sprawy": "loaded"}
    assert {load.rows_loaded for load in outcome.loads} == {0}
    assert findings(zabrzeg) == before
    assert outcome.posted.sent == 0


def findings(root: Path) -> list[tuple[Any, ...]]:
    """What the last run found, whole, without its times and number."""
    return asked(
        root,
        """
        select * exclude (run_id, known_on) from findings where run_id = (select max(run_id) from runs)
        order by rule, noun, subject
        """,
    )
