"""The SQL files of this package: SQL of more than five lines lives in one, with a sentence and "a row per …"."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_MEASURE = re.compile(r"\bmeasure\.(\w+)")


@cache
def sql(name: str) -> str:
    """The text of a SQL file by its path below pipelines/, with the measures that it asks."""
    return with_measures((resources.files("pipelines") / name).read_text(encoding="utf-8"))


def with_measures(text: str) -> str:
    """The text with each `measure.turnaround` replaced by the question of that name in `answers/measures/`."""
    return _MEASURE.sub(lambda found: f"(\n{sql(f'answers/measures/{found[1]}.sql')}\n)", text)
