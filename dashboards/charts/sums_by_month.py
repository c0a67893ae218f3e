"""Sums that grow over the months of a year, a line each: the plan, the schedule, what was spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from dashboards.charts.look import Palette

STROKES = {"solid": [1, 0], "dashed": [5, 4], "dotted": [1, 3]}


@dataclass(frozen=True)
class Sums:
    """A name and twelve sums from January on, None where there is none (yet); stroke: solid, dashed or dotted."""

    name: str
    months: Sequence[Decimal | None]
    stroke: str = "solid"


def sums_by_month(series: Sequence[Sums], palette: Palette, names: Sequence[str]) -> alt.Chart:
    """Solid lines in full ink, the others weaker and with a stroke of their own. names: what the months are called."""
    rows = [
        {"month": names[at], "order": at, "amount": float(amount), "name": each.name}
        for each in series
        for at, amount in enumerate(each.months)
        if amount is not None
    ]
    inks = {"solid": palette.ink, "dashed": palette.mid, "dotted": palette.grey}
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_line(point=True, interpolate="linear")
        .encode(
            x=alt.X("month:N", sort=list(names), title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("amount:Q", title=None, axis=alt.Axis(format=",.0f")),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=[each.name for each in series], range=[inks[each.stroke] for each in series]),
                sort=None,
            ),
            strokeDash=alt.StrokeDash(
                "name:N",
                scale=alt.Scale(domain=[each.name for each in series], range=[STROKES[each.stroke] for each in series]),
            ),
            tooltip=[
                alt.Tooltip("month:N", title=" "),
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("amount:Q", title=" ", format=",.2f"),
            ],
        )
        .properties(width="container", height=260)
    )
