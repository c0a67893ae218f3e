"""Files that a reader put into a page, kept outside the town until somebody saves them, an hour at most."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pipelines.refusal import visible

HOUR = 3600.0  # seconds
LONGEST = 200  # bytes of a file's name


def kept(files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Each file in a folder of its own that only we may read, named by its content; older ones go."""
    root = Path(tempfile.gettempdir()) / f"ratusz-files-{os.getuid()}"
    root.mkdir(mode=0o700, exist_ok=True)
    if root.is_symlink() or root.stat().st_uid != os.getuid():
        raise PermissionError(f"{root} is somebody else's")
    _forget(root)
    paths = []
    for name, content in files:
        folder = root / hashlib.sha256(content).hexdigest()
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / safe(name)
        path.write_bytes(content)
        paths.append(path)
    return tuple(paths)


def safe(name: str) -> str:
    """The last part of a file's name without what a file system or a terminal would read otherwise."""
    last = visible(name.replace("\\", "/").rpartition("/")[2]).strip(". ") or "file"
    stem, dot, suffix = last.rpartition(".")
    room = LONGEST - len(suffix.encode()) - 1
    return last if not dot else f"{stem.encode()[:room].decode(errors='ignore')}.{suffix}"


def _forget(root: Path) -> None:
    """Remove what was put in more than an hour ago."""
    for folder in root.iterdir():
        if time.time() - folder.stat().st_mtime > HOUR:
            shutil.rmtree(folder)
