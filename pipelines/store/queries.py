"""The SQL files of this package: SQL of more than five lines lives in one, with a sentence and "a row per …"."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def sql(name: str) -> str:
    """The text of a SQL file by its path below pipelines/."""
    return (resources.files("pipelines") / name).read_text(encoding="utf-8")
