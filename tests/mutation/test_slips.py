"""Slips are made where a hand slips; a test that would fail notices them, and files are put right."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from tests.mutation.asked import CASES, HERE, asked, covering, written_in
from tests.mutation.kept import Kept, Outcome
from tests.mutation.pipelines import drawn, files_below
from tests.mutation.slips import Slip, slips

PYTHON = '''"""A day < another is said here."""
ROLES = frozenset({"mayor", "auditor"})
CLAIM = """
select job from slots
where slot <= :now and state = 'waiting'
"""


def late(day: int, due: int, days: list[int], limit: int = 5) -> list[int]:
    """Never 1."""
    if not (day < due or day is None):
        return [each for each in days if each > limit]
    say("1 day is < 2")
    return f"{day == due}"
'''
SQL = """-- a row per case < 7 days
select distinct subject, coalesce(due_on, now()) as due, min(opened_on) filter (settled_on is null) as since
from cases left join units using (unit)
where opened_on >= getvariable('as_of') - 7
  and noun = 'cases'
  and opened_on between 1 and 2
order by due desc
"""


def told(tmp_path: Path, name: str, text: str) -> set[str]:
    """The names of all slips, without the file's."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return {slip.name.removeprefix(f"{path}: ") for slip in slips(path)}


def test_a_hand_slips_in_comparisons_numbers_filters_roles_and_in_the_sql_of_a_string(tmp_path):
    assert told(tmp_path, "a.py", PYTHON) == {
        'ROLES = frozenset({"mayor", "auditor"}) as ROLES = frozenset({"auditor"})',
        "where slot <= :now and state = 'waiting' as where slot < :now and state = 'waiting'",
        "where slot <= :now and state = 'waiting' as where slot <= :now and state <> 'waiting'",
        "def late(day: int, due: int, days: list[int], limit: int = 5) -> list[int]: as "
        "def late(day: int, due: int, days: list[int], limit: int = 6) -> list[int]:",
        "if not (day < due or day is None): as if not (day <= due or day is None):",
        "if not (day < due or day is None): as if not (day < due and day is None):",
        "if not (day < due or day is None): as if not (day < due or day is not None):",
        "if not (day < due or day is None): as if (day < due or day is None):",
        "return [each for each in days if each > limit] as return [each for each in days if each >= limit]",
        "return [each for each in days if each > limit] as return [each for each in days if True]",
    }


def test_and_in_sql_in_joins_defaults_orders_and_conditions_but_never_in_what_is_no_code(tmp_path):
    changed = {name.partition(" as select")[2] or name for name in told(tmp_path, "a.sql", SQL)}
    assert "and noun = 'cases' as nothing" in changed
    assert "and noun = 'cases' as and noun <> 'cases'" in changed
    assert "and opened_on between 1 and 2 as nothing" not in changed, "its second half would stand alone"
    assert "order by due desc as order by due" in changed
    assert "from cases left join units using (unit) as from cases join units using (unit)" in changed
    assert any("min(opened_on) as since" in each for each in changed)
    assert any("due_on as due" in each for each in changed)
    assert any("max(opened_on)" in each for each in changed)
    assert not any("8 days" in each for each in changed)


def test_a_set_of_an_update_is_no_comparison(tmp_path):
    text = "update letters set state = 'sent', tried = 1 where state = 'queued'\n"
    assert told(tmp_path, "a.sql", text) == {
        "update letters set state = 'sent', tried = 1 where state = 'queued' as "
        "update letters set state = 'sent', tried = 1 where state <> 'queued'",
        "update letters set state = 'sent', tried = 1 where state = 'queued' as "
        "update letters set state = 'sent', tried = 2 where state = 'queued'",
    }


@pytest.mark.parametrize("path", ["dashboards/source", "pipelines/alerts/hold", "pipelines/schedule"])
def test_what_a_slip_leaves_is_python(path):
    found = [slip for slip in drawn([path], 0, 10**6) if slip.path.suffix == ".py"]
    assert found
    for slip in found:
        ast.parse(slip.made(slip.path.read_text("utf-8")))


def test_the_same_seed_draws_the_same_and_another_one_others():
    names = [[slip.name for slip in drawn(["pipelines/alerts"], seed, 20)] for seed in (1, 1, 2)]
    assert names[0] == names[1] != names[2]


def test_a_change_of_one_file_leaves_what_is_drawn_from_the_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("town")
    folder.mkdir()
    for name in ("a.py", "b.py"):
        (folder / name).write_text("def late(day):\n" + "".join(f"    day > {n}\n" for n in range(40)), "utf-8")
    before = [slip.name for slip in drawn([str(folder)], 3, 20) if slip.path.name == "a.py"]
    (folder / "b.py").write_text("def late(day):\n    return day\n", "utf-8")
    after = [slip.name for slip in drawn([str(folder)], 3, 20) if slip.path.name == "a.py"]
    assert 5 < len(before) < len(after)
    assert {*before} < {*after}


def test_every_file_has_tests_that_are_asked():
    table = yaml.safe_load((HERE / "covering.yaml").read_text("utf-8"))
    there = [str(test) for test in Path("tests").rglob("test_*.py")]
    for row in table:
        for pattern in row["tests"]:
            assert any(fnmatch(test, pattern) for test in there), f"{pattern}: there is no such test"
    every = files_below("dashboards", "pipelines")
    assert len(every) > 300
    some = every[::9]
    assert all(covering(path) or not slips(path) for path in some)
    assert not any("test_browser" in test for path in some for test in covering(path))


def test_the_likeliest_test_is_asked_first():
    def first(path: str, line: str) -> list[str]:
        text = Path(path).read_text("utf-8")
        slip = next(slip for slip in slips(Path(path)) if line in slip.name)
        return [test.name for test in asked(slip, text)][:3]

    assert "tests/pipelines/formats/test_rb.py::" in first("pipelines/formats/rb.py", "Miesi")[0]
    [*told] = first("pipelines/facts/deposit_facts.sql", "number.name = term")
    assert all(name.startswith("tests/rules/deposits.yaml: ") for name in told)


def test_only_cases_of_rules_that_lean_on_a_relation_are_asked_about_it():
    path = Path("pipelines/facts/deposit_facts.sql")
    names = [test.name for slip in slips(path)[:1] for test in asked(slip, path.read_text("utf-8"))]
    cases = {name.partition(": ")[0] for name in names if ".yaml: " in name}
    assert "tests/rules/deposits.yaml" in cases
    assert "tests/rules/works.yaml" not in cases, "W01 judges no deposit"
    assert len({test.written for test in written_in(CASES)}) > 20


TRIAL = """
import json, os, sys
from pathlib import Path
from tests.mutation.asked import written_in
from tests.mutation.forked import stand_in
from tests.mutation.pipelines import noticed_by, unsound
from tests.mutation.slips import slips
stand_in(Path(sys.argv[1]))
tests = written_in("tests/town_hall/test_days.py")
found = {slip.name: noticed_by(slip, tests, 1).noticed for slip in slips(Path("town_hall/days.py"))}
print(json.dumps([found, unsound(tests), Path("town_hall/days.py").read_text()]))
"""
DAYS = "def late(day):\n    while not day:\n        day += 1\n    return day > 7 or day > 70\n"
SAID = """from town_hall.days import late

def test_the_last_day_is_in_time():
    assert not late(7)

def test_this_fails_anyway():
    assert late(99) is None
"""


def test_a_slip_is_made_put_right_and_told_by_the_test_that_fails_or_does_not_end(tmp_path):
    for path, text in (("town_hall/days.py", DAYS), ("tests/town_hall/test_days.py", SAID)):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, "utf-8")
    done = subprocess.run([sys.executable, "-c", TRIAL, tmp_path], capture_output=True, text=True, check=True)
    noticed, unsound, left = json.loads(done.stdout)
    of = {name.partition(": ")[2]: by for name, by in noticed.items()}
    last = "tests/town_hall/test_days.py::test_the_last_day_is_in_time"
    anyway = "tests/town_hall/test_days.py::test_this_fails_anyway"
    assert of["return day > 7 or day > 70 as return day >= 7 or day > 70"] == last
    assert of["return day > 7 or day > 70 as return day > 7 or day >= 70"] == anyway
    assert of["while not day: as while day:"].startswith("no end"), "the days never end"
    assert unsound == [anyway]
    assert left == DAYS


def test_an_outcome_counts_until_the_file_or_the_test_that_told_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("tests/test_a.py", "tests/test_b.py", "late.py"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("def test_it():\n    assert 1 < 2\n", "utf-8")
    [told, passed] = (Slip(Path("late.py"), 0, 0, "", name) for name in ("told", "passed"))
    tests = [test for file in ("tests/test_a.py", "tests/test_b.py") for test in written_in(file)]
    file, noticed = tmp_path / "kept" / "slips.jsonl", Outcome("tests/test_a.py::test_it")
    assert Kept(file, 5).outcome(told, tests) is None
    Kept(file, 5).keep(told, tests, noticed)
    Kept(file, 5).keep(passed, tests, Outcome(None, unasked=1))
    assert [Kept(file, 5).outcome(slip, tests) for slip in (told, passed)] == [noticed, Outcome(None, 1)]
    assert [Kept(file, 6).outcome(slip, tests) for slip in (told, passed)] == [noticed, None], "there is more time"
    Path("tests/test_b.py").write_text("def test_it():\n    assert 1 < 3\n", "utf-8")
    assert [Kept(file, 5).outcome(slip, tests) for slip in (told, passed)] == [noticed, None]
    Kept(file, 5).forget("tests/test_a.py::test_it")
    assert Kept(file, 5).outcome(told, tests) is None
