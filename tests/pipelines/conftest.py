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
from tests.pipelines.zabrzeg import LETTERS, LONG_AGO, PLAIN, YESTERDAY, letter, only_feeds, rewrite


@pytest.fixture(scope="session")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small Zabrzeg with all its registers after yesterday's pass. Nobody writes to it."""

    def make(root: Path) -> None:
        build(root, scale=0.03)
        passed(root)

    return once(tmp_path_factory, "yesterday", make)


@pytest.fixture(scope="session")
def plain_yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with people, letters, cases, invoices and transfers alone: a third of a pass. Nobody writes to it."""

    def make(root: Path) -> None:
        build(root, scale=0.03)
        only_feeds(root, PLAIN)
        passed(root)

    return once(tmp_path_factory, "plain yesterday", make)


def passed(root: Path) -> None:
    """Yesterday's pass of a town as built, after the letters of `LETTERS` came."""
    for path in (root / "inbox").rglob("*.*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    rewrite(root, "dziennik", lambda rows: [*rows, *(letter(name, due) for name, due in LETTERS.items())])
    run(open_town(root), YESTERDAY)


@pytest.fixture
def zabrzeg(plain_yesterday: Path, tmp_path: Path) -> Path:
    """A copy of the plain town to change."""
    return Path(shutil.copytree(plain_yesterday, tmp_path / "town"))


@pytest.fixture
def whole_zabrzeg(yesterday: Path, tmp_path: Path) -> Path:
    """A copy of the town with all its registers to change."""
    return Path(shutil.copytree(yesterday, tmp_path / "town"))
