"""A town that never ran is tried in a copy, so that its first letters can be read before anything is loaded or sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.copy_town import copy_town
from pipelines.store.snapshot import current
from pipelines.town import Town


@contextmanager
def published(town: Town, day: date) -> Iterator[Town]:
    """The town itself where something is published; else a copy of it after a pass for the day, gone afterwards."""
    if current(town) is not None:
        yield town
        return
    with TemporaryDirectory(prefix="ratusz-") as folder:
        root = copy_town(town.root, Path(folder) / "town")
        tried = open_town(root)
        run(tried, day, letters=False)
        yield tried
