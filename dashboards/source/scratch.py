"""Files that a reader put into a page, kept outside the town while the visit lasts, until somebody saves them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboards.source.snapshot import town_root
from pipelines.refusal import visible

HOUR = 3600.0  # seconds; for visits that nobody knows the end of
LONGEST = 200  # bytes of a file's name


def kept(visit: str, files: Sequence[tuple[str, bytes]], goes_on: Callable[[str], bool]) -> tuple[Path, ...]:
    """Each file in a folder of its own that only we may read, named by its content.

    What this visit had in hand before goes, and so does all that is left of visits that have ended: `goes_on`.
    """
    root = _root()
    for folder in root.iterdir():
        if not goes_on(folder.name) or time.time() - folder.stat().st_mtime > HOUR:
            shutil.rmtree(folder)
    mine = root / (visit or "alone")
    mine.mkdir(mode=0o700, exist_ok=True)
    os.utime(mine)
    folders = [mine / hashlib.sha256(content).hexdigest() for _, content in files]
    for folder in {*mine.iterdir()} - {*folders}:
        shutil.rmtree(folder)
    paths = []
    for folder, (name, content) in zip(folders, files, strict=True):
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / safe(name)
        path.write_bytes(content)
        paths.append(path)
    return tuple(paths)


def forget_all() -> None:
    """Remove whatever visits left: a server that begins has none."""
    shutil.rmtree(_root())


def safe(name: str) -> str:
    """The last part of a file's name without what a file system or a terminal would read otherwise."""
    last = visible(name.replace("\\", "/").rpartition("/")[2]).strip(". ") or "file"
    stem, dot, suffix = last.rpartition(".")
    room = LONGEST - len(suffix.encode()) - 1
    return last if not dot else f"{stem.encode()[:room].decode(errors='ignore')}.{suffix}"


def _root() -> Path:
    """The folder of this town alone: another one's pages know nothing of its visits, and would end them."""
    town = hashlib.sha256(os.fsencode(town_root())).hexdigest()[:16]
    root = Path(tempfile.gettempdir()) / f"ratusz-files-{os.getuid()}-{town}"
    root.mkdir(mode=0o700, exist_ok=True)
    if root.is_symlink() or root.stat().st_uid != os.getuid():
        raise PermissionError(f"{root} is somebody else's")
    return root
