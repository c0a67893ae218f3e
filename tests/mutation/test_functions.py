"""The mutation run of functions is honest, tried on a package of two functions of which one is tested well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.functions import EQUIVALENT, TESTS
from tests.mutation.sources import mutated
from tests.mutation.tally import known_equivalent

ROOT = Path(__file__).parents[2]
KILLED = ["tiny.py: more: return n + 1 as return n - 1", "tiny.py: more: return n + 1 as return n + 2"]
SURVIVING = ["tiny.py: many: return n > 3 as return n >= 3", "tiny.py: many: return n > 3 as return n > 4"]


def run(folder: Path, equivalent: list[str], *wanted: str, tested: str = "more(1) == 2 and many(9)") -> tuple[int, str]:
    """How the run ends for the package, and what it says."""
    (folder / "tiny.py").write_text("def more(n):\n    return n + 1\n\n\ndef many(n):\n    return n > 3\n")
    (folder / "test_tiny.py").write_text(f"from tiny import many, more\n\n\ndef test_it():\n    assert {tested}\n")
    (folder / "pyproject.toml").write_text("[tool.mutmut]\nsource_paths = ['.']\n")  # mutmut will not start without
    call = f"main({wanted!r}, {equivalent!r}, {{'tiny.py': ['test_*.py']}}, ['tiny.py', 'test_tiny.py'])"
    code = f"import sys; from tests.mutation.functions import main; sys.exit({call})"
    seen = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", code], cwd=folder, env=seen, capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr


def test_what_a_test_notices_is_killed_and_what_none_notices_survives(tmp_path: Path) -> None:
    code, output = run(tmp_path, [])
    assert "| tiny.py | 4 | 2 | 0 | 2 | 50.0 % |" in output
    assert {line.strip() for line in output.split("survived:\n")[1].splitlines()[:2]} == set(SURVIVING)
    assert code == 1  # fewer than nine of ten


def test_what_is_listed_as_equivalent_is_no_survivor_but_must_not_be_noticed(tmp_path: Path) -> None:
    code, output = run(tmp_path, SURVIVING)
    assert (code, "| tiny.py | 4 | 2 | 2 | 0 | 100.0 % |" in output) == (0, True)
    code, output = run(tmp_path, [*SURVIVING, KILLED[0], "tiny.py: many: gone"])
    assert code == 1
    assert f"noticed by a test:\n  {KILLED[0]}: test_tiny.py" in output
    assert "no mutant at all:\n  tiny.py: many: gone" in output


def test_one_function_is_tried_alone(tmp_path: Path) -> None:
    assert "| tiny.py | 2 | 2 | 0 | 0 | 100.0 % |" in run(tmp_path, [], "tiny.py: more")[1]


def test_nothing_is_said_of_a_mutant_where_the_tests_fail_anyhow(tmp_path: Path) -> None:
    code, output = run(tmp_path, [], tested="more(1) == 3")
    assert code == 1
    assert "tiny.py: test_tiny.py fails with the code as it is" in output


@pytest.mark.parametrize("pattern", TESTS)
def test_there_are_modules_and_tests_to_try(pattern: str) -> None:
    assert list(ROOT.glob(pattern))
    assert all(list(ROOT.glob(test)) for test in TESTS[pattern])


def test_what_is_called_equivalent_is_a_mutant_and_has_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    listed = known_equivalent(*EQUIVALENT)
    modules = {what.partition(": ")[0] for what in listed}
    assert set(listed) - {what for module in modules for what in mutated(Path(module)).mutants} == set()
    assert all(len(why.split()) >= 5 for why in listed.values())
