"""A demo town run for yesterday, built once for all workers and copied for each test that changes it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from data.demo import build
from pipelines.run import run
from pipelines.settings import open_town
from tests.once import once
from tests.pipelines.zabrzeg import LETTERS, LONG_AGO, YESTERDAY, letter, rewrite


@pytest.fixture(scope="session")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small Zabrzeg after yesterday's pass. Nobody writes to it."""

    def make(root: Path) -> None:
        build(root, scale=0.03)
        for path in (root / "inbox").rglob("*.*"):
            os.utime(path, (LONG_AGO, LONG_AGO))
        rewrite(root, "dziennik", lambda rows: [*rows, *(letter(name, due) for name, due in LETTERS.items())])
        run(open_town(root), YESTERDAY)

    return once(tmp_path_factory, "yesterday", make)


@pytest.fixture
def zabrzeg(yesterday: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(yesterday, tmp_path / "town"))
