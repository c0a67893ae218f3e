"""Slips are made where a hand slips; a test that would fail notices them, and files are put right."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
import yaml

from tests.mutation.pipelines import HERE, covering, drawn, noticed_by
from tests.mutation.slips import slips

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


def test_every_file_has_tests_that_are_asked():
    table = yaml.safe_load((HERE / "covering.yaml").read_text("utf-8"))
    for row in table:
        for pattern in row["tests"]:
            assert list(Path().glob(pattern)), f"{pattern}: there is no such test"
    assert covering(Path("pipelines/judge/findings.sql")) == ["tests/pipelines/judge/test_compared.py"]
    assert covering(Path("pipelines/formats/rb.py"))[0] == "tests/pipelines/formats/test_rb.py"
    for slip in drawn(["dashboards", "pipelines/alerts", "pipelines/facts", "pipelines/schedule"], 0, 10**6):
        assert covering(slip.path), slip.path


def test_a_slip_is_made_in_the_copy_alone_and_put_right_whether_it_is_noticed_or_not(tmp_path, monkeypatch):
    here, copy, path = tmp_path / "here", tmp_path / "copy", Path("town_hall/days.py")
    (here / "town_hall").mkdir(parents=True)
    (here / "tests" / "town_hall").mkdir(parents=True)
    (here / path).write_text("def late(day):\n    return day > 7 or day > 70\n", "utf-8")
    (here / "tests" / "town_hall" / "test_days.py").write_text(
        "from town_hall.days import late\n\ndef test_it():\n    assert not late(7)\n", "utf-8"
    )
    shutil.copytree(here, copy)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # a process of pytest starts faster without them
    monkeypatch.setattr("tests.mutation.pipelines.QUIET", ["-x", "-q"])
    text, made = path.read_text("utf-8"), {slip.name.partition(" as ")[2]: slip for slip in slips(path)}
    assert noticed_by(made["return day >= 7 or day > 70"], copy) == "tests/town_hall/test_days.py"
    assert (copy / path).read_text("utf-8") == text
    assert noticed_by(made["return day > 7 or day >= 70"], copy) is None
    assert (copy / path).read_text("utf-8") == path.read_text("utf-8") == text
