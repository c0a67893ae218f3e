"""A file of SQL holds several statements, each under a line `-- name: …` and a sentence that says what a row is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def statements(file: Path) -> dict[str, str]:
    """The named statements of a file, in their order."""
    _, *parts = _NAME.split(file.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))
