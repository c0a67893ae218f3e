"""The register that the measures are counted from, open on its day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.reading import Reading, published_day
from pipelines.settings import open_town
from pipelines.store.warehouse import look
from tests.once import once
from tests.pipelines.answers.measures.register import build


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town. Nobody writes to it."""
    return once(tmp_path_factory, "register", build)


@pytest.fixture
def day(register: Path) -> Iterator[Reading]:
    """Its published day."""
    with published_day(open_town(register)) as published:
        look(published.con, published.as_of, published.known_on, published.town.timezone)
        yield published
