"""A copy of a town to try something in: its files and folders, and nothing that a reader would wait for."""

from __future__ import annotations

import shutil
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG


def copy_town(root: Path, target: Path) -> Path:
    """The town's folder copied to `target`; a link stays one and is not followed there either."""
    return Path(shutil.copytree(root, target, symlinks=True, ignore=_no_files))


def _no_files(folder: str, names: list[str]) -> list[str]:
    """What is neither file, folder nor link: a pipe would be waited for."""
    found = {name: Path(folder, name).lstat().st_mode for name in names}
    return [name for name, mode in found.items() if not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))]
