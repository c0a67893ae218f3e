"""The register of acts: who did what to which subject, when and from where."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from pipelines.store.moments import stamp


def trail(state: sqlite3.Connection, subject: str = "", known_on: datetime | None = None) -> list[dict[str, Any]]:
    """The acts, the latest first: at (UTC, ISO 8601), author, place, action, subject, details.

    subject: only those on it; known_on: only those done by then, without a zone UTC.
    """
    names = ("at", "author", "place", "action", "subject", "details")
    done = state.execute(_TRAIL, {"subject": subject, "known_on": stamp(known_on) if known_on else None})
    acts = [dict(zip(names, row, strict=True)) for row in done]
    return [{**act, "details": json.loads(act["details"])} for act in acts]


_TRAIL = """
select at, author, place, action, subject, details
from audit
where :subject in ('', subject) and (:known_on is null or at <= :known_on)
order by at desc, rowid desc
"""
