"""What the accounts will hold day by day, with what has to be paid each week below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import altair as alt

from dashboards.charts.look import Palette


@dataclass(frozen=True)
class Held:
    """What the accounts hold at the end of a day, and the same in words for the hover."""

    day: date
    balance: Decimal
    text: str


def balance(days: Sequence[Held], palette: Palette, lowest: date) -> alt.TopLevelMixin:
    """A line over the days with a point on the lowest; where it falls below zero its point is red."""
    rows = [
        {
            "day": f"{each.day:%Y-%m-%d}T12:00:00",
            "balance": float(each.balance),
            "text": each.text,
            "lowest": each.day == lowest,
        }
        for each in days
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%-d.%m", labelAngle=0, tickCount=7)),
        y=alt.Y("balance:Q", title=None, axis=alt.Axis(format=",.0f")),
        tooltip=[alt.Tooltip("text:N", title=" ")],
    )
    ink = alt.condition("datum.balance < 0", alt.value(palette.red), alt.value(palette.ink))
    marked = base.transform_filter("datum.lowest")
    return alt.layer(
        base.mark_line(interpolate="step-after", color=palette.ink),
        alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=palette.mid).encode(y=alt.Y("zero:Q", title=None)),
        marked.mark_point(size=70, filled=True).encode(color=ink),
        marked.mark_text(dy=14, align="left").encode(text="text:N", color=ink),
    ).properties(width="container", height=240)
