"""Tests in a fork of a process that has imported the libraries, but nothing of ours: it begins within a moment.

What tests read once for all (the law, the words, the SQL) is then read by the code as it is on the disk at that moment.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

# what every fork would import again
import _hypothesis_pytestplugin  # noqa: F401
import babel.messages  # noqa: F401
import duckdb  # noqa: F401
import fastexcel  # noqa: F401
import holidays  # noqa: F401
import hypothesis.strategies  # noqa: F401
import lxml.etree  # noqa: F401
import openpyxl  # noqa: F401
import pandera.polars  # noqa: F401
import polars  # noqa: F401
import pytest
import pytest_timeout  # noqa: F401
import time_machine  # noqa: F401
import xdist.plugin  # noqa: F401
import xlsxwriter  # noqa: F401

QUIET = ["-q", "--tb=line", "--assert=plain", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]
PASSED, FAILED, NOT_COLLECTED, NOTHING_TO_DO, NOTHING_SAID = 0, 1, 2, 5, 255  # how pytest ends, and how it did not
WAITING = 6  # seconds of waiting for one of work: others may need the machine too


class Picked:
    """Runs the tests of a list alone, in its order, for so many seconds of work; `log` hears which of them failed."""

    def __init__(self, tests: Sequence[str], seconds: float, log: Path) -> None:
        self._place = {test: n for n, test in enumerate(tests)}
        self._names: dict[str, str] = {}
        self._seconds, self._log = seconds, log
        self.enough = False

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Whatever is not on the list is left out."""
        wanted = [(self._place[name], item) for item in items if (name := named(item)) in self._place]
        items[:] = [item for _, item in sorted(wanted, key=lambda one: one[0])]
        self._names = {item.nodeid: named(item) for item in items}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A failing test is told at once: whatever comes after it may crash."""
        if report.failed:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{self._names[report.nodeid]}\n")

    def pytest_runtest_logfinish(self) -> None:
        """No further test once the time is over."""
        self.enough = self.enough or spent() > self._seconds

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A test too many is left out, not failed; which one runs is told, for it may not end."""
        self._log.with_suffix(".now").write_text(self._names[item.nodeid], encoding="utf-8")
        if self.enough:
            with self._log.with_suffix(".left").open("a", encoding="utf-8") as left:
                left.write(f"{self._names[item.nodeid]}\n")
            pytest.skip("the time is over")


def named(item: pytest.Item) -> str:
    """A test by its file and function; one of tests/rules/*.yaml by its file and name there."""
    case = getattr(getattr(item, "callspec", None), "params", {}).get("case")
    if isinstance(case, dict) and {"file", "name"} <= case.keys():
        return f"tests/rules/{case['file']}.yaml: {case['name']}"
    return item.nodeid.partition("[")[0]


def spent() -> float:
    """Seconds of work of this process and of what it has started and waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def tried(files: Sequence[str], tests: Sequence[str], seconds: int, log: Path, *, first: bool = True) -> int:
    """How pytest ended in a fork; minus a signal where it crashed or took too long. `log` names the tests that failed.

    first: end with the first of them. `log`.left names those for which no time was left, `log`.now the last that began,
    `log`.out is what pytest said. One that has begun in time may take a while longer.
    """
    for file in (log, log.with_suffix(".left"), log.with_suffix(".now")):
        file.unlink(missing_ok=True)
    heard = log.with_suffix(".out")
    longest = 4 * seconds + 5  # of work, of a test that began in time
    child = os.fork()
    if not child:
        code = NOTHING_SAID
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
            with (
                heard.open("w", encoding="utf-8") as said,
                redirect_stdout(said),
                redirect_stderr(said),
            ):
                picked = Picked(tests, seconds, log)
                code = int(pytest.main([*QUIET, *(["-x"] if first else []), *files], plugins=[picked]))
        finally:
            os._exit(code)
    return _ended(child, time.monotonic() + WAITING * longest)


def _ended(child: int, last: float) -> int:
    """How it ended; whatever it has started ends with it, and it ends with us."""
    try:
        while not (found := os.waitpid(child, os.WNOHANG))[0]:
            if time.monotonic() > last:
                os.kill(child, signal.SIGXCPU)
            time.sleep(0.05)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(found[1])


def stand_in(root: Path) -> None:
    """Go to a copy of the project, so that forks import from it, and what they start too."""
    os.chdir(root)
    here = str(Path.cwd())
    sys.path[:] = [here, *(entry for entry in sys.path if not (Path(entry or ".") / "tests" / "mutation").is_dir())]
    os.environ |= {"PYTHONPATH": here, "PYTHONUTF8": "1", "CI": "true"}
