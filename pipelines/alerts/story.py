"""The story of one subject: who was told of it, when and by which rule, or why not, and what people did."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from pipelines.store.queries import sql


def story(state: sqlite3.Connection, subjects: Sequence[str]) -> list[dict[str, Any]]:
    """What the notification log knows of the subjects, the oldest first; the columns are told in story.sql."""
    named = ", ".join(f":s{number}" for number in range(len(subjects)))
    found = state.execute(
        sql("alerts/story.sql").replace(":subjects", named),
        {f"s{number}": each for number, each in enumerate(subjects)},
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]
