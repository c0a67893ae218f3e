"""The map of a process: steps one below the other as cases meet them, an arc with an arrow for each step that follows.

An arc is as thick as it is travelled and as dark as cases wait before its end. What goes on lies to the right, what
goes back to the left; so it fits a telephone, and no name of a step crosses another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

import altair as alt

from dashboards.charts.look import Palette

BENDS = 16  # straight pieces of an arc
BULGE = 0.12  # how far an arc leans out for each step it passes over


def process(
    steps: Sequence[str], arrows: Sequence[tuple[str, str, int, float]], words: Sequence[str], palette: Palette
) -> alt.TopLevelMixin:
    """The map.

    steps: their names in order. arrows: from, to, how many cases, and the median of days between. words: for the hover,
    what stands for these four.
    """
    at = {step: number for number, step in enumerate(steps)}
    drawn = [
        {"arrow": f"{first} → {last}", "first": first, "last": last, "cases": cases, "days": days, "piece": piece,
         **_point(at[first], at[last], piece / BENDS)}
        for first, last, cases, days in arrows
        for piece in range(BENDS + 1)
    ]  # fmt: skip
    heads = [row | {"turn": 90 if row["x"] < 0 else -90} for row in drawn if row["piece"] == BENDS]
    names = {"first": words[0], "last": words[1], "cases": words[2], "days": words[3]}
    tip = [
        alt.Tooltip(
            f"{key}:{'N' if key in ('first', 'last') else 'Q'}",
            title=title,
            format=",.1~f" if key == "days" else alt.Undefined,
        )
        for key, title in names.items()
    ]
    labels = " : ".join(f"datum.value == {number} ? '{_quoted(step)}'" for step, number in at.items())
    y = alt.Y(
        "y:Q",
        title=None,
        scale=alt.Scale(domain=[-0.6, len(steps) - 0.4], reverse=True, nice=False),
        axis=alt.Axis(
            values=list(range(len(steps))),
            labelExpr=f"{labels} : ''",
            minExtent=min(7 * max(map(len, steps), default=0), 230),  # the words have the room they need in any font
        ),
    )
    x = alt.X("x:Q", axis=None, scale=alt.Scale(nice=False))
    shade = alt.Color("days:Q", scale=alt.Scale(range=[palette.pale, palette.ink]), legend=None)
    width = alt.StrokeWidth("cases:Q", scale=alt.Scale(range=[1, 7], type="sqrt"), legend=None)
    return alt.layer(
        alt.Chart(alt.Data(values=drawn))
        .mark_line(strokeCap="round")
        .encode(x=x, y=y, detail="arrow:N", order="piece:Q", strokeWidth=width, color=shade, tooltip=tip),
        alt.Chart(alt.Data(values=heads))
        .mark_point(shape="triangle-up", filled=True, size=70, opacity=1)
        .encode(x=x, y=y, angle=alt.Angle("turn:Q", scale=None), color=shade, tooltip=tip),
    ).properties(width="container", height=34 * max(len(steps), 2))


def _point(first: int, last: int, share: float) -> dict[str, float]:
    """Where an arc is after that share of its way: half an ellipse from one step to the other."""
    middle, half = (first + last) / 2, (last - first) / 2
    side = 1 if last > first else -1
    return {"x": 0.04 * side + side * BULGE * abs(last - first) * sin(pi * share), "y": middle - half * cos(pi * share)}


def _quoted(text: str) -> str:
    """As a string of vega's own language."""
    return text.replace("\\", "\\\\").replace("'", "\\'")
