"""The law a town's own folder may bring: <town>/law/*.yaml, whole, for a jurisdiction that none is shipped for."""

from __future__ import annotations

from pathlib import Path

FOLDER = "law"


def brings_law(root: Path) -> bool:
    """Whether the town is judged by texts of its own."""
    return any((root / FOLDER).glob("*.yaml"))


def texts_of(root: Path) -> tuple[tuple[str, str], ...]:
    """The texts by file name, in its order; empty where the shipped law applies."""
    return tuple((path.name, path.read_text(encoding="utf-8")) for path in sorted((root / FOLDER).glob("*.yaml")))
