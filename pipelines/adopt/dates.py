"""The patterns by which a file's days are read, found in the days themselves; what may be two days is asked."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.adopt.values import DAYS, Look

CLOCKS = ((r"\d:\d{2}:\d{2}", " %H:%M:%S"), (r"\d:\d{2}", " %H:%M"))
ORDER = {"day": "%d/%m/%Y", "month": "%m/%d/%Y"}


def patterns(looks: Iterable[Look], order: str | None = None) -> tuple[list[str], list[str], bool]:
    """Patterns of days, patterns of moments, and whether it is open if the day or the month comes first in `1/2/2026`.

    order: `day` or `month`, where somebody said which.
    """
    days, moments, firsts, seconds = dict[str, None](), dict[str, None](), 0, 0
    for look in looks:
        for form, (regex, pattern) in DAYS.items():
            if not pattern or not look.share(form):
                continue
            found = look.texts.filter(look.texts.str.contains(regex))
            if form == "slashed":
                parts = found.str.extract_groups(r"^(\d{1,2})/(\d{1,2})/").struct.unnest().cast(pl.Int64)
                firsts = max(firsts, int(parts["1"].max() or 0))  # type: ignore[arg-type]
                seconds = max(seconds, int(parts["2"].max() or 0))  # type: ignore[arg-type]
            for text, kept in _by_clock(found, pattern):
                (moments if text else days)[kept] = None
    if not firsts:
        return list(days), list(moments), False
    unsure = order is None and firsts <= 12 and seconds <= 12
    first = order or ("month" if seconds > 12 and firsts <= 12 else "day")
    change = {ORDER["day"]: ORDER[first]}

    def turned(kept: dict[str, None]) -> list[str]:
        return [pattern.replace(ORDER["day"], change[ORDER["day"]]) for pattern in kept]

    return turned(days), turned(moments), unsure


def _by_clock(found: pl.Series, pattern: str) -> Iterable[tuple[bool, str]]:
    """The pattern alone, or with the time of day that some of the texts have: (with time, pattern)."""
    left = found
    for regex, clock in CLOCKS:
        with_clock = left.str.contains(regex)
        if with_clock.any():
            yield True, pattern + clock
        left = left.filter(~with_clock)
    if len(left):
        yield False, pattern
