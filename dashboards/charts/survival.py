"""How many are still open after so many days: a curve that falls in steps, with a word where it passes a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboards.charts.look import Palette

QUARTERS = [0, 0.25, 0.5, 0.75, 1]


@dataclass(frozen=True)
class Mark:
    """A point of the curve worth a word: after so many days, that share (1: all) was still open."""

    days: float
    share: float
    text: str


def survival(rows: Sequence[Any], marks: Sequence[Mark], words: tuple[str, str], palette: Palette) -> alt.TopLevelMixin:
    """The share still open, from all on the first day; rows: `days` in order, `share`. words: both, for the hover."""
    days, share = words
    steps = [{"days": 0, "share": 1.0}, *({"days": row.days, "share": float(row.share)} for row in rows)]
    x = alt.X("days:Q", title=None, axis=alt.Axis(grid=False, tickCount=8))
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", values=QUARTERS))
    tip = [alt.Tooltip("days:Q", title=days, format=",.1~f"), alt.Tooltip("share:Q", title=share, format=".0%")]
    curve = alt.Chart(alt.Data(values=steps)).encode(x=x, y=y, tooltip=tip)
    layers = [  # the first day has two values, before and after what was settled on it: neither stands on the other
        curve.mark_area(interpolate="step-after", color=palette.pale).encode(y=y.stack(None)),
        curve.mark_line(interpolate="step-after", strokeWidth=1.5, color=palette.ink),
    ]
    for mark in marks:
        point = alt.Chart(alt.Data(values=[{"days": mark.days, "share": mark.share, "text": mark.text}]))
        layers.append(point.mark_point(size=60, filled=True, opacity=1, color=palette.ink).encode(x=x, y=y))
        layers.append(point.mark_text(align="left", dx=8, dy=-8).encode(x=x, y=y, text="text:N"))
    return alt.layer(*layers).properties(width="container", height=220)
