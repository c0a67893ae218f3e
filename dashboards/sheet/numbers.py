"""One of the numbers of a page with its change since the last run: said in one place, so that both are told alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.sheet.parts import Number
from dashboards.sheet.wording import change
from dashboards.source.request import request


def number(label: str, now: Any, then: Any, show: Callable[[Any], str], meaning: str) -> Number:
    """A number as `show` writes it, and how it moved from `then`; meaning: its definition."""
    here = request()
    return Number(label, show(now), change(here.say, now, then, here.since, show), meaning)
