"""A trouble: what makes a town untrustworthy, how gravely, how often, and the command or the key that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.doctor.look import Look


@dataclass(frozen=True)
class Trouble:
    """One thing to put right. `severity`: info may stay as it is; `count`: how many people, rows, files it is about."""

    what: str
    severity: str
    count: int
    fix: str


Check = Callable[[Look], Iterator[Trouble]]  # looks at what was read of a town, reads nothing itself
