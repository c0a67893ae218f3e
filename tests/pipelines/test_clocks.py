"""Two clocks: for which day, and what was known when. What was answered once is answered again, byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine

from pipelines.load import byhand
from pipelines.reading import reading
from pipelines.run import Outcome, run
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse
from tests.warm import Child

ROOT = Path(__file__).parents[2]
MONDAY, TUESDAY, WEDNESDAY = date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6)
SETTINGS = """
[town]
name = "Dwuzegarowo"
as_of = "2026-05-05"
[feeds.cases]
max_age = "9999h"
[feeds.case_events]
covers = "changes"
[feeds.invoices]
[feeds.payments]
covers = "changes"
"""
CASES = {
    "A": "A,own,WB,2026-04-01,2026-05-04",  # a day past its given term on Tuesday
    "B": "B,own,WB,2026-04-01,2026-05-07",
    "C": "C,certificate,WB,2026-04-27,",  # 7 days by the law: 4 May
    "D": "D,own,WB,2026-04-01,2026-04-30",
    "E": "E,own,WB,2026-04-01,2026-06-30",
}
INVOICES = "invoice_id,number,seller_nip,seller_kind,issued_on,received_on,agreed_due_on,gross\n" + (
    "F1,1/2026,5252248481,business,2026-03-20,2026-03-20,2026-04-20,1000.00\n"
    "F2,2/2026,5252248481,business,2026-04-20,2026-04-20,2026-05-20,500.00\n"
)
COMMANDS = (
    "findings",
    "findings --resolved",
    "findings --unknown",
    "invoices",
    "turnaround --by all",
    "why C",
    "why F1",
)
ASK = """
import contextlib, io, json, sys
from pipelines.cli import app
from rules.engine.warm import warm_judge
answers = {}
with warm_judge():
    for command in json.loads(sys.argv[1]):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            app([*command.split(), *sys.argv[2:]], standalone_mode=False)
        answers[command] = said.getvalue()
print(json.dumps(answers))
"""


def deliver(root: Path, folder: str, text: str) -> None:
    path = root / "inbox" / folder / f"{folder}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def register(root: Path, **changed: str | None) -> None:
    """The whole register of cases arrives: CASES, some of them changed or (None) gone."""
    rows = [row for row in (CASES | changed).values() if row]
    deliver(root, "cases", "\n".join(["case_id,kind,unit,opened_on,due_on", *rows, ""]))


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that ran on Monday and on Tuesday. Nobody writes to it."""
    root = tmp_path_factory.mktemp("clocks") / "town"
    root.mkdir()
    (root / "town.toml").write_text(SETTINGS, "utf-8")
    register(root)
    deliver(root, "invoices", INVOICES)
    deliver(root, "case_events", "case_id,at,event\nE,2026-04-02 10:00,received\nA,2026-04-20 10:00,received\n")
    for day in (MONDAY, TUESDAY):
        run(open_town(root), day)
    return root


@pytest.fixture
def root(two_days: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(two_days, tmp_path / "town"))


def later(root: Path) -> Outcome:
    """All that may come later: corrections, a row that vanishes, a late payment, other settings, days judged again."""
    register(root, A="A,own,WB,2026-04-01,2026-05-20", B=None)
    deliver(root, "payments", "payment_id,invoice_id,ordered_on,paid_on,amount\nP1,F1,2026-04-17,2026-04-18,1000.00\n")
    deliver(root, "case_events", "case_id,at,event,new_date\nD,2026-04-28 10:00,notice_36,2026-05-29\n")
    own = (
        '[rules.C01]\nwarn_working_days = 60\n[rules.I02]\noff = true\n[terms.own]\nn = 9\nunit = "day"\nlaw = "§ 1"\n'
    )
    (root / "town.toml").write_text(SETTINGS.replace("Dwuzegarowo", "Inaczej") + own, "utf-8")
    town = open_town(root)
    with closing(open_warehouse(town)) as con:
        byhand.note(con, town, "C", "suspended", datetime(2026, 4, 29), reason="party_request")
    for day in (MONDAY, TUESDAY):
        run(town, day, again=True)
    return run(town, WEDNESDAY)


def ratusz(root: Path, *words: str, program: Path = ROOT) -> bytes:
    """The standard output of a command in a process of its own."""
    return executed("from pipelines.cli import main; main()", *words, "--town", str(root), program=program).encode()


def answers(root: Path, known_on: str, program: Path = ROOT) -> dict[str, str]:
    """What the commands that take both clocks answer of Tuesday in JSON, asked in one process."""
    asked = [json.dumps(COMMANDS), "--town", str(root), "--as-of", str(TUESDAY), "--known-on", known_on, "-f", "json"]
    said = json.loads(executed(ASK, *asked, program=program))
    assert list(said) == list(COMMANDS)
    return dict(said)


def executed(code: str, *words: str, program: Path) -> str:
    """The standard output of a process; another program than this one has to be started from nothing."""
    if program == ROOT:
        with Child(code, *words) as child:
            out, err = child.communicate()
        assert (child.returncode, err) == (0, "")
        return out
    script = program / "asked.py"  # in a file: else DuckDB shows bars of progress among the answers of a slow query
    script.write_text(code, "utf-8")
    done = subprocess.run([sys.executable, script, *words], cwd=program, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


def known_of(root: Path) -> str:
    """When the last run knew what it knew."""
    with reading(open_town(root), None, None) as day:
        return day.known_on.replace(tzinfo=UTC).astimezone(day.town.zone).isoformat()


def test_what_was_known_then_gives_the_same_answers_after_all_that_came_later(root):
    published = ratusz(root, "findings", "-f", "json")
    known = json.loads(published)[0]["known_on"]
    before = answers(root, known)
    assert before["findings"] == published.decode(), "what the run published is what is rebuilt"
    assert {(f["rule"], f["subject"], f["status"]) for f in json.loads(published)} == {
        ("C02", "A", "new"), ("C12", "C", "worse"), ("C01", "B", "worse"), ("C02", "D", "unchanged"),
        ("C13", "A", "unchanged"), ("C13", "E", "unchanged"),
        ("I02", "F1", "unchanged"), ("D01", "payments", "unchanged"),
    }  # fmt: skip
    assert {f["subject"] for f in json.loads(before["findings --resolved"])} == {"A"}, "yesterday it was due soon"
    later(root)
    assert answers(root, known) == before
    now = json.loads(ratusz(root, "findings", "--as-of", str(TUESDAY), "-f", "json"))
    assert {(f["rule"], f["subject"], f["severity"]) for f in now} & {
        ("C02", "A", "high"), ("C01", "B", "warn"), ("C12", "C", "critical"), ("I02", "F1", "high"),
    } == set()  # fmt: skip


Corrected = tuple[Path, datetime, datetime]


@pytest.fixture(scope="module")
def corrected(two_days: Path, tmp_path_factory: pytest.TempPathFactory) -> Corrected:
    """The town after all that came later, the moment before that, and now."""
    root = Path(shutil.copytree(two_days, tmp_path_factory.mktemp("corrected") / "town"))
    with reading(open_town(root), None, None) as day:
        then = day.known_on
    return root, then, later(root).known_on


def seen(root: Path, sql: str, day: date, known_on: datetime) -> list[tuple[Any, ...]]:
    with reading(open_town(root), day, known_on) as it:
        return it.con.execute(sql).fetchall()


def test_a_corrected_due_day_is_the_old_one_then_and_the_new_one_now(corrected):
    root, then, now = corrected
    due = "select due_on, days_left from case_facts where subject = 'A'"
    assert seen(root, due, TUESDAY, then) == [(date(2026, 5, 4), -1)]
    assert seen(root, due, TUESDAY, now) == [(date(2026, 5, 20), 15)]
    assert seen(root, due, MONDAY, then) == [(date(2026, 5, 4), 0)], "the other clock moves by itself"


def test_a_row_that_vanished_from_the_whole_register_was_there_then_and_is_not_closed_now(corrected):
    root, then, now = corrected
    there = "select subject, settled_on from case_facts where subject = 'B'"
    assert seen(root, there, TUESDAY, then) == [("B", None)]
    assert seen(root, there, TUESDAY, now) == []
    versions = "select known_from < getvariable('known_on'), known_to, closed_on from cases_history where case_id = 'B'"
    [(begun, ended, closed)] = seen(root, versions, TUESDAY, now)
    assert begun
    assert then < ended <= now
    assert closed is None


def test_a_payment_that_arrives_late_was_made_on_its_day_but_known_only_since(corrected):
    root, then, now = corrected
    money = "select state, remaining, interest_so_far > 0 from invoice_facts where invoice_id = 'F1'"
    assert seen(root, money, TUESDAY, then) == [("open", Decimal("1000.00"), True)]
    assert seen(root, money, TUESDAY, now) == [("paid", Decimal("0.00"), False)]
    assert seen(root, money, date(2026, 4, 17), now) == [("open", Decimal("1000.00"), False)], "not paid before its day"
    assert seen(root, money, date(2026, 4, 18), then) == [("open", Decimal("1000.00"), False)]


def test_the_settings_of_then_are_used_and_those_of_the_first_run_before_any(corrected):
    root, then, now = corrected
    for moment, name in ((then, "Dwuzegarowo"), (now, "Inaczej"), (then - timedelta(days=900), "Dwuzegarowo")):
        with reading(open_town(root), TUESDAY, moment) as day:
            assert day.town.name == name
            assert day.town.as_of == TUESDAY


def test_before_anything_was_loaded_nothing_is_known(corrected):
    root, then, _ = corrected
    assert seen(root, "select subject from case_facts", TUESDAY, then - timedelta(days=900)) == []


def test_a_moment_without_offset_is_the_towns_time(root):
    """The town's clock is ahead of UTC, so the same words without an offset mean an earlier moment."""
    known = datetime.fromisoformat(known_of(root))
    clocks = ("--as-of", str(TUESDAY), "-f", "json", "--known-on")
    local, utc = (moment.replace(tzinfo=None).isoformat() for moment in (known, known.astimezone(UTC)))
    assert ratusz(root, "findings", *clocks, local) == ratusz(root, "findings", *clocks, f"{utc}+00:00")
    early = json.loads(ratusz(root, "findings", *clocks, utc))
    assert {finding["rule"] for finding in early} == {"D01"}, "before the first load there is nothing but silent feeds"


def test_a_changed_law_leaves_what_was_said_under_the_old_one(root, tmp_path):
    known = known_of(root)
    before = answers(root, known)
    program = tmp_path / "next_version"
    for package in ("rules", "pipelines"):
        shutil.copytree(ROOT / package, program / package, ignore=shutil.ignore_patterns("__pycache__"))
    terms = program / "rules" / "law" / "pl" / "terms_kpa.yaml"
    old = terms.read_text("utf-8")
    head, certificate, rest = old.partition("\n  certificate:\n")
    terms.write_text(head + certificate + rest.replace("- n: 7\n", "- n: 14\n", 1), "utf-8")
    assert terms.read_text("utf-8") != old

    def due(*clocks: str) -> set[str]:
        found = json.loads(ratusz(root, "findings", "-f", "json", *clocks, program=program))
        return {finding["due_on"] for finding in found if finding["subject"] == "C"}

    assert due("--as-of", str(WEDNESDAY)) == {"2026-05-11"}, "14 days by the new version's record"
    assert answers(root, known, program) == before
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run", "--town", str(root)],
        cwd=program, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr  # the payments never came
    assert due() == {"2026-05-11"}
    assert answers(root, known) == before


def test_a_file_that_was_held_was_held_then_also_after_it_was_let_in(root):
    register(root, A=None, B=None)
    town = open_town(root)
    held = run(town, TUESDAY)
    (load_id,) = [each.load_id for each in held.loads if each.state == "held"]
    known = known_of(root)
    before = ratusz(root, "findings", "--known-on", known, "-f", "json")
    listed = ratusz(root, "loads", "--known-on", known, "-f", "json")
    with closing(open_warehouse(town)) as con:
        byhand.release(town, con, load_id)
    released = run(town, TUESDAY)
    state = "select held from feed_facts where feed = 'cases'"
    assert seen(root, state, TUESDAY, held.known_on) == [("yes",)]
    assert seen(root, state, TUESDAY, released.known_on) == [("no",)]
    assert ratusz(root, "findings", "--known-on", known, "-f", "json") == before
    assert ratusz(root, "loads", "--known-on", known, "-f", "json") == listed


def test_a_run_knows_all_it_loaded_also_where_the_clock_was_put_back(root):
    register(root, A="A,own,WB,2026-04-01,2026-05-20")
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=1), tick=True):
        outcome = run(open_town(root), TUESDAY)
    assert seen(root, "select due_on from case_facts where subject = 'A'", TUESDAY, outcome.known_on) == [
        (date(2026, 5, 20),)
    ]
    with reading(open_town(root), None, None) as day:
        assert (day.run_id, day.known_on) == (outcome.run_id, outcome.known_on)
        assert day.con.execute("select due_on from main.case_facts where subject = 'A'").fetchall() == [
            (date(2026, 5, 20),)
        ]
