"""`just mutate-code [NAME …]`: mutate the ordinary functions of rules/ and say which mutants no test notices.

A name is a module (rules/law/terms.py) or the beginning of a mutant ("rules/law/terms.py: end_of"); without any, all.
mutmut makes the mutants; its own run is not used, because it forks from a process that has imported the tests already.
What they read once for all (the law, the calendar, a catalogue of words) was read there by the code as it is, and hides
the mutants of whatever read it. Here every mutant gets a process that has imported neither `rules` nor a test.

Ends with 1 when fewer than 90 % are noticed, when the list of equivalent ones (equivalent_functions.yaml) names one
that is noticed or does not exist, when the tests fail with the code as it is, or when a run says nothing of a mutant.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import chain
from pathlib import Path

# what every fork would import again
import babel.messages  # noqa: F401
import duckdb  # noqa: F401
import holidays  # noqa: F401
import pytest
import yaml  # noqa: F401

from tests.mutation.sources import Source, mutated
from tests.mutation.tally import HEADER, Tally, known_equivalent, verdict

MADE = Path("mutants")  # a copy of the project, its modules exchanged for their mutants
COPIED = ("rules", "pipelines", "dashboards", "data", "tests", "README.md", "pyproject.toml")
EQUIVALENT = Path(__file__).parent / "equivalent_functions.yaml"
TESTS = {  # the modules, and the fast tests that speak about them
    "rules/law/*.py": ["tests/rules/law"],
    "rules/engine/*.py": ["tests/rules/engine"],
    "rules/wording.py": ["tests/rules/test_wording.py", "tests/test_wording.py"],
}
SLOW = ("tests/rules/engine/test_defects.py", "tests/rules/engine/test_worlds.py", "tests/rules/engine/test_child.py")
PATIENCE = 60  # seconds of work for the tests of one mutant, and of waiting for one test
QUIET = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0", f"--timeout={PATIENCE}"]
SURVIVED, FAILED, NOT_COLLECTED, NOTHING_SAID = range(
    4
)  # how pytest ends; a law that cannot be read fails when a test is collected


def main(
    wanted: Sequence[str], equivalent: Mapping[str, str], tests: Mapping[str, Sequence[str]], copied: Iterable[str]
) -> int:
    """The table by module, then what survived."""
    sources = [(mutated(path), tests[glob]) for glob in tests for path in sorted(Path().glob(glob))]
    _copy(copied, (source for source, _ in sources))
    os.chdir(MADE)
    sys.path.insert(0, str(Path.cwd()))
    total = Tally()
    print(HEADER)
    for source, about in sources:
        if chosen := [what for what in source.mutants if what.startswith(tuple(wanted) or "")]:
            part = tally(source, chosen, about, equivalent)
            print(part.row(str(source.path)), flush=True)
            total.add(part)
    print(total.row("**all**"))
    return verdict(total, sorted(set(equivalent) - {what for source, _ in sources for what in source.mutants}))


def _copy(copied: Iterable[str], sources: Iterable[Source]) -> None:
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir()
    for name in copied:
        shutil.copytree(name, MADE / name) if Path(name).is_dir() else shutil.copy(name, MADE)
    for source in sources:
        (MADE / source.path).write_text(source.code, encoding="utf-8")


def tally(source: Source, chosen: Collection[str], tests: Iterable[str], equivalent: Collection[str]) -> Tally:
    """Try these mutants of a module, the tests that bear its name first."""
    files = sorted(chain.from_iterable(map(_files, tests)), key=lambda file: source.path.stem not in file.stem)
    names = {name: what for what, name in source.mutants.items() if what in chosen}
    found = Tally()
    for name, code in _tried(["", *names], list(map(str, files))):
        if not name and code != SURVIVED:
            sys.exit(f"{source.path}: its tests fail with the code as it is, so nothing can be said of a mutant")
        if name:
            found.count(names[name], _noticed(names[name], code), equivalent=names[name] in equivalent)
    return found


def _files(test: str) -> list[Path]:
    found = sorted(Path(test).glob("test_*.py")) if Path(test).is_dir() else [Path(test)]
    return [file for file in found if str(file) not in SLOW]


def _noticed(what: str, code: int) -> str | None:
    """How the tests noticed it, if they did."""
    if code < 0:
        return f"killed by signal {-code}"  # out of patience, or a crash
    if code not in (SURVIVED, FAILED, NOT_COLLECTED):
        sys.exit(f"{what}: pytest ended with {code}, which says nothing of a mutant")
    return None if code == SURVIVED else "a test failed"


def _tried(names: Iterable[str], tests: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each mutant with how its tests ended; as many at once as there are processors."""
    running = dict[int, str]()
    for name in names:
        running[_fork(name, tests)] = name
        if not name or len(running) == len(os.sched_getaffinity(0)):  # first the code as it is, alone
            yield _ended(running)
    while running:
        yield _ended(running)


def _ended(running: dict[int, str]) -> tuple[str, int]:
    child, status = os.wait()
    return running.pop(child), os.waitstatus_to_exitcode(status)


def _fork(name: str, tests: Sequence[str]) -> int:
    """A process that runs the tests on one mutant and ends as pytest does."""
    if child := os.fork():
        return child
    code = NOTHING_SAID
    try:
        os.environ["MUTANT_UNDER_TEST"] = name
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            code = pytest.main([*QUIET, *tests])
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], known_equivalent(EQUIVALENT), TESTS, COPIED))
