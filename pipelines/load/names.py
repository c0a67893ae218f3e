"""Names of files as we keep and tell them: any of the inbox becomes one that every disk and screen takes."""

from __future__ import annotations

from pathlib import Path, PurePath

from pipelines.refusal import visible

LONGEST = 255  # bytes of a name, on all file systems in use
SUFFIX = 32  # bytes of an ending that tells what a file is; a longer one is part of the name


def told(path: Path) -> str:
    """The name as text: what is no character and what steers a terminal is written out, `\\xff` or `\\x1b`."""
    return visible(path.name, lines=False)


def fitting(before: str, name: str, after: str = "") -> str:
    """`before`, the name and `after` as one name of a file; of a long name the end of its stem is left out."""
    suffix = "".join(PurePath(name).suffixes[-1:])
    if len(suffix.encode()) > SUFFIX:
        suffix = ""
    stem = name.removesuffix(suffix)
    room = LONGEST - len(f"{before}{suffix}{after}".encode())
    return f"{before}{stem.encode()[:room].decode(errors='ignore')}{suffix}{after}"
