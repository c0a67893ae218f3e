"""A town that never ran is tried in a copy, so that its first letters can be read before anything is loaded or sent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from tempfile import TemporaryDirectory

from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import current
from pipelines.town import Town


@contextmanager
def published(town: Town, day: date) -> Iterator[Town]:
    """The town itself where something is published; else a copy of it after a pass for the day, gone afterwards."""
    if current(town) is not None:
        yield town
        return
    with TemporaryDirectory(prefix="ratusz-") as folder:
        # a link stays one, and is not followed there either
        root = Path(shutil.copytree(town.root, Path(folder) / "town", symlinks=True, ignore=_no_files))
        tried = open_town(root)
        run(tried, day, letters=False)
        yield tried


def _no_files(folder: str, names: list[str]) -> list[str]:
    """What is neither file, folder nor link: a pipe would be waited for."""
    found = {name: Path(folder, name).lstat().st_mode for name in names}
    return [name for name, mode in found.items() if not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))]
