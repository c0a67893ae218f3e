"""What has to be paid, a bar a week, what is late already first and in red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from dashboards.charts.look import Palette


@dataclass(frozen=True)
class Due:
    """A week (or all that is late): its name, the amount, and the same in words for the hover."""

    label: str
    amount: Decimal
    text: str
    late: bool = False


def money_due(weeks: Sequence[Due], palette: Palette) -> alt.TopLevelMixin:
    """Upright bars from left to right in the order given, each with its amount above it."""
    rows = [{"label": each.label, "amount": float(each.amount), "text": each.text, "late": each.late} for each in weeks]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("label:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("amount:Q", title=None, axis=alt.Axis(format=",.0f")),
        tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title=" ")],
    )
    ink = alt.condition("datum.late", alt.value(palette.red), alt.value(palette.ink))
    return alt.layer(
        base.mark_bar().encode(color=ink),
        base.mark_text(dy=-8).encode(text=alt.Text("amount:Q", format=",.0f")),
    ).properties(width="container", height=220)
