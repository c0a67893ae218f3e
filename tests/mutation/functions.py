"""`just mutate-code`, second half: try again, freshly imported, what mutmut says survived or was never tried.

mutmut forks each mutant from a process that has imported the tests already. What they read once for all (the law, the
calendar, a catalogue of words) was read there by the code as it is, and hides the mutants of whatever read it. Here the
process that forks has imported neither `rules` nor tests, so a mutant is what reads them.

    python -m tests.mutation.functions [rules/law/terms.py …]
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

MADE = Path("mutants")  # mutmut's copy of the project, every mutant of a function beside it
KILLED, SURVIVED = 1, 0
PATIENCE = 60  # seconds for the tests of one module
TESTS = {  # the fast tests that speak about a module, the first prefix that fits
    "rules/law/reports.py": [
        f"tests/rules/law/{name}.py" for name in ("test_budget_days", "test_told_days", "test_cases")
    ],
    "rules/law/calendar.py": [f"tests/rules/law/{name}.py" for name in ("test_told_days", "test_calendar")],
    "rules/law/explain.py": [f"tests/rules/law/{name}.py" for name in ("test_told_words", "test_explain")],
    "rules/law/identifiers.py": ["tests/rules/law/test_identifiers.py"],
    "rules/law/town.py": ["tests/rules/law/test_law.py"],
    "rules/law": ["tests/rules/law"],
    "rules/engine": ["tests/rules/engine"],
    "rules/wording.py": ["tests/rules/test_wording.py", "tests/test_wording.py"],
}
SLOW = ("tests/rules/engine/test_defects.py", "tests/rules/engine/test_worlds.py", "tests/rules/engine/test_child.py")


def main(wanted: Collection[str]) -> None:
    """Try them again, note the answer where mutmut keeps its own, and print the table."""
    import pytest  # noqa: F401  what every fork would import again

    os.chdir(MADE)
    sys.path.insert(0, str(Path.cwd()))
    for path in sorted(Path("rules").rglob("*.py")):
        if path.with_name(path.name + ".meta").exists() and (not wanted or str(path) in wanted):
            again(path)
            for line in row(path):
                print(line, flush=True)


def again(path: Path) -> None:
    """Each mutant of a module that is not known to be killed."""
    meta = path.with_name(path.name + ".meta")
    known = json.loads(meta.read_text(encoding="utf-8"))
    answers = known["exit_code_by_key"]
    if tried("", _tests(path)) != SURVIVED:
        sys.exit(f"{path}: its tests fail with the code as it is, so nothing can be said of a mutant")
    for name in [name for name, code in answers.items() if code in (SURVIVED, 33, None)]:
        answers[name] = tried(name, _tests(path))
        meta.write_text(json.dumps(known), encoding="utf-8")


def _tests(path: Path) -> list[str]:
    return next(tests for prefix, tests in TESTS.items() if str(path).startswith(prefix))


def tried(name: str, tests: Collection[str]) -> int:
    """Run the tests on one mutant in a fork; 0 when they pass."""
    child = os.fork()
    if child == 0:
        os.environ["MUTANT_UNDER_TEST"] = name
        with (
            Path(os.devnull).open("w") as nowhere,
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
        ):
            os._exit(_passes(tests))
    _, status = os.waitpid(child, 0)
    return KILLED if os.waitstatus_to_exitcode(status) else SURVIVED


def _passes(tests: Collection[str]) -> int:
    import pytest

    quiet = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0", f"--timeout={PATIENCE}"]
    return int(pytest.main([*quiet, *(f"--ignore={slow}" for slow in SLOW), *tests]))


def row(path: Path) -> Iterator[str]:
    """A line of the table, if the module has functions at all."""
    answers = json.loads(path.with_name(path.name + ".meta").read_text(encoding="utf-8"))["exit_code_by_key"]
    if answers:
        survived = [name for name, code in answers.items() if code == SURVIVED]
        killed = len(answers) - len(survived)
        yield f"| {path} | {len(answers)} | {killed} | {len(survived)} | {100 * killed / len(answers):.1f} % |"


if __name__ == "__main__":
    main(sys.argv[1:])
