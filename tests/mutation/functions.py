"""`just mutate-code [NAME …]`: mutate the ordinary functions of rules/ and say which mutants no test notices.

A name is a module (rules/law/terms.py) or the beginning of a mutant ("rules/law/terms.py: end_of"); without any, all.
mutmut makes the mutants; its own run is not used, because it forks from a process that has imported the tests already.
What they read once for all (the law, the calendar, a catalogue of words) was read there by the code as it is, and hides
the mutants of whatever read it. Here every mutant gets a process that has imported neither `rules` nor a test.

Ends with 1 when fewer than 90 % are noticed, when a list of equivalent ones (equivalent_*.yaml) names one that is
noticed or does not exist, when the tests fail with the code as it is, or when a run says nothing of a mutant.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

# what every fork would import again
import _hypothesis_pytestplugin  # noqa: F401
import babel.messages  # noqa: F401
import duckdb  # noqa: F401
import holidays  # noqa: F401
import hypothesis.strategies  # noqa: F401
import pytest
import pytest_timeout  # noqa: F401
import xdist.plugin  # noqa: F401

from tests.mutation.sources import Source, mutated
from tests.mutation.tally import HEADER, Tally, known_equivalent, verdict

MADE = Path("mutants")  # a copy of the project, in which one module at a time is exchanged for its mutants
COPIED = ("rules", "pipelines", "dashboards", "data", "tests", "README.md", "pyproject.toml")
EQUIVALENT = sorted(Path(__file__).parent.glob("equivalent_*.yaml"))
TESTS = {  # the modules, and the tests that speak about them; the first that fits
    "rules/law/*.py": ["tests/rules/law/test_*.py"],
    "rules/engine/child.py": ["tests/rules/engine/test_child.py"],
    "rules/engine/serve.py": ["tests/rules/engine/test_child.py"],
    "rules/engine/*.py": ["tests/rules/engine/test_*.py"],
    "rules/translations.py": ["tests/rules/test_translations.py"],
    "rules/wording.py": ["tests/rules/test_wording.py", "tests/rules/law/test_explain.py"],
}
LEFT_OUT = (  # thousands of made-up days, and what tries the library rather than our code
    "tests/rules/law/test_terms.py",
    "tests/rules/law/test_interest.py",
    "tests/rules/engine/test_defects.py",
)
SLOW = ("tests/rules/engine/test_child.py", "tests/rules/engine/test_worlds.py")  # asked last
PATIENCE = 60  # seconds of work for the tests of one mutant, and of waiting for one test
QUIET = f"""-x -q --tb=no --assert=plain -p no:cacheprovider -p pytest_timeout --timeout={PATIENCE}
    -p _hypothesis_pytestplugin --hypothesis-seed=0 -p xdist.plugin --numprocesses=0""".split()
# how pytest ends; a law that nobody can read fails when the tests are collected, not when one is run
PASSED, FAILED, NOT_COLLECTED = 0, 1, 2
NOTHING_SAID = 255


def main(
    wanted: Sequence[str], equivalent: Mapping[str, str], tests: Mapping[str, Sequence[str]], copied: Iterable[str]
) -> int:
    """The table by module, then what survived."""
    modules: dict[Path, Sequence[str]] = {}
    for pattern, about in tests.items():
        modules = dict.fromkeys(sorted(Path().glob(pattern)), about) | modules
    sources = [(mutated(path), about) for path, about in sorted(modules.items()) if _asked_for(str(path), wanted)]
    if not sources:
        sys.exit(f"no module has a function like {' or '.join(wanted)}")
    _copy(copied)
    os.chdir(MADE)
    sys.path.insert(0, str(Path.cwd()))
    sys.dont_write_bytecode = False  # so that a test is compiled once
    total = Tally()
    print(HEADER)
    for source, about in sources:
        if chosen := [what for what in source.mutants if _asked_for(what, wanted)]:
            with _exchanged(source):
                part = tally(source, chosen, _nearest(source.path, about), equivalent)
            print(part.row(str(source.path)), flush=True)
            total.add(part)
    print(total.row("**all**"))
    every = {what for source, _ in sources for what in source.mutants}
    made = tuple(f"{source.path}:" for source, _ in sources)
    return verdict(total, [what for what in equivalent if what not in every and (not wanted or what.startswith(made))])


def _asked_for(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(name.startswith(one) or one.startswith(f"{name}:") for one in wanted)


def _copy(copied: Iterable[str]) -> None:
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir()
    for name in copied:
        shutil.copytree(name, MADE / name) if Path(name).is_dir() else shutil.copy(name, MADE)


@contextmanager
def _exchanged(source: Source) -> Iterator[None]:
    original = source.path.read_text(encoding="utf-8")
    source.path.write_text(source.code, encoding="utf-8")
    yield
    source.path.write_text(original, encoding="utf-8")


def _nearest(path: Path, tests: Iterable[str]) -> list[str]:
    """The tests of a module, those that bear its name first."""
    files = [str(file) for pattern in tests for file in sorted(Path().glob(pattern)) if str(file) not in LEFT_OUT]
    return sorted(files, key=lambda file: (path.stem not in file, file in SLOW))


def tally(source: Source, chosen: Collection[str], tests: list[str], equivalent: Collection[str]) -> Tally:
    """Try these mutants of a module; what noticed the last one is asked first about the next."""
    if failing := next(_tried([""], tests))[1]:
        sys.exit(f"{source.path}: {failing} fails with the code as it is, so nothing can be said of a mutant")
    names = {name: what for what, name in source.mutants.items() if what in chosen}
    found = Tally()
    for name, noticed in _tried(names, tests):
        found.count(names[name], noticed, equivalent=names[name] in equivalent)
        if not noticed and names[name] not in equivalent:
            print(f"not noticed: {names[name]}", file=sys.stderr, flush=True)
        if noticed in tests:
            tests.sort(key=lambda test, first=noticed: test != first)
    return found


def _tried(names: Iterable[str], tests: list[str]) -> Iterator[tuple[str, str | None]]:
    """Each mutant with what noticed it; as many at once as there are processors."""
    running = dict[int, tuple[str, list[str]]]()
    for name in names:
        asked = tests.copy()
        running[_fork(name, asked)] = name, asked
        if len(running) == len(os.sched_getaffinity(0)):
            yield _ended(running)
    while running:
        yield _ended(running)


def _fork(name: str, tests: Sequence[str]) -> int:
    """A process that runs the tests on one mutant; ends with the number of the first file that fails, else with 0."""
    if child := os.fork():
        return child
    code = NOTHING_SAID
    try:
        os.environ |= {"MUTANT_UNDER_TEST": name, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            ends = ((number, pytest.main([*QUIET, test])) for number, test in enumerate(tests, 1))
            number, end = next((one for one in ends if one[1] != PASSED), (0, PASSED))
            code = number if end in (PASSED, FAILED, NOT_COLLECTED) else NOTHING_SAID
    finally:
        os._exit(code)


def _ended(running: dict[int, tuple[str, list[str]]]) -> tuple[str, str | None]:
    child, status = os.wait()
    (name, tests), code = running.pop(child), os.waitstatus_to_exitcode(status)
    if code == NOTHING_SAID:
        sys.exit(f"{name}: pytest ended in a way that says nothing of a mutant")
    if code < 0:
        return name, f"signal {-code}"  # out of patience, or a crash
    return name, tests[code - 1] if code else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], known_equivalent(*EQUIVALENT), TESTS, COPIED))
