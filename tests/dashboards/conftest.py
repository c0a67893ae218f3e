"""Towns for the pages: a full one, and one where nothing has arrived yet."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_small = importlib.util.spec_from_file_location("small_town", Path(__file__).with_name("small_town.py"))
assert _small is not None
assert _small.loader is not None
small_town = importlib.util.module_from_spec(_small)
_small.loader.exec_module(small_town)


@pytest.fixture(scope="session")
def full(tmp_path_factory) -> Path:
    """A town with something for every page."""
    return small_town.publish(tmp_path_factory.mktemp("town") / "full")


@pytest.fixture(scope="session")
def empty(tmp_path_factory) -> Path:
    """A town that ran once before any export arrived."""
    return small_town.publish(tmp_path_factory.mktemp("town") / "empty", full=False)
