"""Pictures drawn on the server as plain boxes: ink for amounts, red only for what is over.

Streamlit's HTML lets no SVG through, and boxes follow the theme, the printer and 360 px by themselves. Positions are
percentages of the picture's width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from dashboards.sheet.wording import short_day
from rules.wording import Words

BEYOND = 1.25  # a bullet's width in plans: what is over 125 % of the plan is cut there; its text says how much


@dataclass(frozen=True)
class Bullet:
    """A plan and how much of it is committed and executed, as shares of the plan (1 = all of it)."""

    label: str
    committed: float
    executed: float
    text: str


@dataclass(frozen=True)
class Bar:
    """An upright bar: its height in the units of the picture, a label under it and a word on hover."""

    value: float
    label: str
    hint: str


@dataclass(frozen=True)
class Mark:
    """A point of a curve worth a word."""

    days: float
    share: float
    text: str


def bullets(rows: Sequence[Bullet], mark: float, says: str) -> Markup:
    """A bar per row: pale the plan, middle committed, dark executed; an upright line at `mark`, the year gone by."""
    drawn = []
    for row in rows:
        reached = max(row.committed, row.executed)
        drawn.append(
            f'<div class="bullet" role="img" aria-label="{escape(row.label)}: {escape(row.text)}">'
            f'<span>{escape(row.label)}</span><div class="track">'
            + _box("plan", 0, 1)
            + _box("committed", 0, row.committed)
            + _box("executed", 0, row.executed)
            + (_box("over", 1, reached) if reached > 1 else "")
            + f'<i class="mark" style="left:{_at(mark)}"></i></div>'
            f'<span class="numeric">{escape(row.text)}</span></div>'
        )
    return _drawn(f'<div class="drawing" role="group" aria-label="{escape(says)}">{"".join(drawn)}</div>')


def days(bars: Sequence[Bar], says: str, top: str) -> Markup:
    """Upright bars from left to right, the tallest as high as `top` says; labels only where a bar has one."""
    tallest = max((bar.value for bar in bars), default=0) or 1
    drawn = "".join(
        f'<div class="day" title="{escape(bar.hint)}"><i style="height:{bar.value / tallest:.2%}"></i>'
        f"<span>{escape(bar.label)}</span></div>"
        for bar in bars
    )
    return _drawn(
        f'<div class="drawing" role="img" aria-label="{escape(says)}"><div class="top">{escape(top)}</div>'
        f'<div class="days">{drawn}</div></div>'
    )


def monday(say: Words, day: date) -> str:
    """A short date under Mondays, nothing under other days."""
    return short_day(say, day) if day.weekday() == 0 else ""


def survival(steps: Sequence[tuple[float, float]], marks: Sequence[Mark], says: str, end: str) -> Markup:
    """A falling curve of (days, share still open), filled below, with a dot and a word at each mark."""
    longest = max([day for day, _ in steps] + [mark.days for mark in marks], default=0) or 1
    corners, level = ["0 100%", "0 0"], 0.0
    for day, share in steps:
        corners += [f"{day / longest:.2%} {level:.2%}", f"{day / longest:.2%} {1 - share:.2%}"]
        level = 1 - share
    corners += [f"100% {level:.2%}", "100% 100%"]
    dots = "".join(
        f'<div class="dot {_side(mark.days / longest)}" '
        f'style="left:{mark.days / longest:.2%};top:{1 - mark.share:.2%}"><i></i><span>{escape(mark.text)}</span></div>'
        for mark in marks
    )
    return _drawn(
        f'<div class="drawing" role="img" aria-label="{escape(says)}"><div class="curve">'
        f'<i class="area" style="clip-path:polygon({",".join(corners)})"></i>{dots}</div>'
        f'<div class="axis"><span>0</span><span>{escape(end)}</span></div></div>'
    )


def _side(share: float) -> str:
    """Where a word has room beside its dot: right of it, left of it, or left only where the picture is narrow."""
    return "left" if share > 0.7 else "mid" if share > 0.4 else "right"


def key(ink: str, text: str) -> Markup:
    """A swatch and its word, for a legend."""
    return _drawn(f'<span class="key"><i class="{ink}"></i>{escape(text)}</span>')


def _drawn(html: str) -> Markup:
    """Finished HTML; whatever came from data has been escaped on its way in."""
    return Markup(html)  # noqa: S704


def _at(share: float) -> str:
    return f"{min(max(share, 0), BEYOND) / BEYOND:.2%}"


def _box(ink: str, first: float, last: float) -> str:
    return f'<i class="{ink}" style="left:{_at(first)};right:{min(max(1 - last / BEYOND, 0), 1):.2%}"></i>'
