"""What all tests share: how many work at once, the demo town, where the real data lie."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rules.engine.warm import Warm, warm_judge
from tests.once import once

ROOT = Path(__file__).parent.parent

# a child that may not keep the bytecode of what it imports compiles every library anew, a second or more each time
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False  # a fork server is started with the flags of this process


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Whole folders are shared among workers, one more than cores since many tests wait for a process of their own.

    Where files or single tests are named, they run right here, without the seconds that workers need to start.
    """
    named = [argument for argument in config.args if "::" in argument or argument.endswith(".py")]
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return 0 if named else (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town, built once for all workers. Nobody writes to it."""
    from data.demo import build

    return once(tmp_path_factory, "demo", build)


@pytest.fixture(scope="session")
def demo_day(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town after the passes of its day and of the day before, made once. Nobody writes to it."""
    from data.demo.days import AS_OF
    from pipelines.run import run
    from pipelines.settings import open_town

    def make(root: Path) -> None:
        shutil.copytree(demo, root)
        for day in (AS_OF - timedelta(days=1), AS_OF):
            run(open_town(root), day)

    return once(tmp_path_factory, "demo_day", make)


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real data, beside the project or further up; the test is skipped with a word where it is absent."""
    for parent in ROOT.parents:
        folder = parent / "shared" / "data"
        if folder.is_dir():
            return folder
    pytest.skip("the real data are not here (shared/data beside the project)")


@pytest.fixture(scope="session", autouse=True)
def one_reader() -> Iterator[None]:
    """Files are read by one process for all tests of a worker, which starts with the first of them that loads one."""
    from pipelines.load.reader import reading

    with reading():
        yield


@pytest.fixture(scope="session")
def kept_judge() -> Iterator[Warm]:
    """The judging process of a worker, which starts with the first test that judges right here."""
    kept = Warm()
    yield kept
    kept.close()


@pytest.fixture(scope="module", autouse=True)
def one_judge(request: pytest.FixtureRequest, kept_judge: Warm) -> Iterator[None]:
    """All tests of a worker are judged by one process; those of the engine look at its processes themselves."""
    if "engine" in request.path.parts:
        kept_judge.close()
        yield
        return
    with warm_judge(kept_judge):
        yield
