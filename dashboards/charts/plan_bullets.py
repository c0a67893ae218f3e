"""A plan and how much of it is used, a bar a line: pale promised, dark spent, a thin line where the year may end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from dashboards.charts.look import Palette, chosen_by

ROW = 24  # pixels
FURTHEST = 1.6  # plans; what is over that is cut there, its label says how much


@dataclass(frozen=True)
class Bullet:
    """A line's name and shares of its plan (1: all of it); text: the same in words, for the hover."""

    label: str
    text: str
    executed: float
    committed: float
    lowest: float
    highest: float


def plan_bullets(bullets: Sequence[Bullet], palette: Palette, gone: float, percent: str) -> alt.TopLevelMixin:
    """Bars from the left; the full upright line is the plan, the dashed one how much of the year has gone by.

    percent: how vega writes a share on the axis.
    """
    rows = [
        {
            "label": each.label,
            "text": each.text,
            "executed": min(each.executed, FURTHEST),
            "committed": min(each.committed, FURTHEST),
            "lowest": min(each.lowest, FURTHEST),
            "highest": min(each.highest, FURTHEST),
            "over": each.executed > 1,
        }
        for each in bullets
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("label:N", sort=None, title=None),
        tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title=" ")],
    )
    share = alt.X("committed:Q", title=None, axis=alt.Axis(format=percent), scale=alt.Scale(domain=[0, FURTHEST]))
    ink = alt.condition("datum.over", alt.value(palette.red), alt.value(palette.ink))
    return alt.layer(
        base.mark_bar(size=14, color=palette.pale, cursor="pointer").encode(x=share).add_params(chosen_by("label")),
        base.mark_bar(size=6, cursor="pointer").encode(x="executed:Q", color=ink),
        base.mark_rule(color=palette.mid, strokeWidth=1.5).encode(x="lowest:Q", x2="highest:Q"),
        _upright(1, palette.ink, []),
        _upright(gone, palette.mid, [3, 3]),
    ).properties(width="container", height=ROW * max(len(rows), 1))


def _upright(share: float, colour: str, dash: list[int]) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=[{"share": share}]))
        .mark_rule(color=colour, strokeDash=dash)
        .encode(x=alt.X("share:Q", title=None))
    )
