"""One look at the town: which snapshot, who looks, at what moment."""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dashboards.access import WHOLE_OFFICE, Reader
from dashboards.snapshot import Snapshot, newest
from rules.wording import Words, words


@dataclass(frozen=True)
class Visit:
    """What a page may ask of the moment it is looked at; `now` is UTC without a zone."""

    snapshot: Snapshot
    reader: Reader = WHOLE_OFFICE
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    @property
    def words(self) -> Words:
        """The words of the town's language."""
        return words(self.snapshot.town.language)


_visit: ContextVar[Visit] = ContextVar("visit")


def begin(visit: Visit) -> Visit:
    """Every query after this is asked for this visit, in this thread or task."""
    _visit.set(visit)
    return visit


def visit() -> Visit:
    """The visit that is going on; a page run by itself looks for the whole office."""
    try:
        return _visit.get()
    except LookupError:
        return begin(Visit(newest(town_root())))


def town_root() -> Path:
    """The town's folder: RATUSZ_TOWN, else ./town."""
    return Path(os.environ.get("RATUSZ_TOWN", "town")).resolve()
