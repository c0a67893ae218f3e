"""Sheets that lie beside the letters in the outbox, for somebody to hand on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipelines.alerts.write.mime import Attachment
from pipelines.town import Town


def lay_beside(town: Town, sheets: Iterable[Attachment]) -> tuple[Path, ...]:
    """Write each whole under its own name; to write it again changes nothing. Returns where they lie."""
    town.outbox.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for sheet in sheets:
        path = town.outbox / re.sub(r"[^\w.-]", "_", sheet.name)
        part = path.with_suffix(".part")
        part.write_bytes(sheet.content)
        part.replace(path)
        paths.append(path)
    return tuple(paths)
