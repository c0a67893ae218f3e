"""A control chart: a value month by month between the limits that it seldom leaves by chance alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from dashboards.charts.look import Palette


def control(
    rows: Sequence[Any], words: tuple[str, str, str], since: date | None, palette: Palette
) -> alt.TopLevelMixin:
    """The medians as a line, the mean and the limits dashed where there are any, larger points beyond the limits.

    rows: `month`, `p50_days`, `settled`, `centre`, `lower_limit`, `upper_limit`, `beyond`. words: the month, the median
    and the number of cases, for the hover. since: a day to mark.
    """
    month, median, cases = words
    data = alt.Data(
        values=[
            {"month": str(row.month), "days": row.p50_days, "settled": row.settled, "beyond": bool(row.beyond)}
            for row in rows
        ]
    )
    x = alt.X(
        "month:T",
        title=None,
        axis=alt.Axis(format="%b %Y", grid=False, labelSeparation=10, labelOverlap="greedy", tickCount="month"),
    )
    y = alt.Y("days:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4))
    base = alt.Chart(data).encode(x=x, y=y)
    layers: list[Any] = [base.mark_line(strokeWidth=1.5, color=palette.mid)]
    if rows and rows[-1].centre is not None:
        limits = [{"days": row_days} for row_days in (rows[-1].lower_limit, rows[-1].centre, rows[-1].upper_limit)]
        layers.insert(
            0,
            alt.Chart(alt.Data(values=limits))
            .mark_rule(strokeWidth=1, strokeDash=[4, 4], color=palette.mid)
            .encode(y=y),
        )
    if since is not None:
        marked = alt.Data(values=[{"month": str(since)}])
        layers.append(alt.Chart(marked).mark_rule(strokeWidth=1, color=palette.ink).encode(x=x))
    tip = [
        alt.Tooltip("month:T", title=month, format="%b %Y"),
        alt.Tooltip("days:Q", title=median, format=",.1~f"),
        alt.Tooltip("settled:Q", title=cases),
    ]
    layers.append(
        base.mark_point(filled=True, opacity=1, color=palette.ink).encode(
            size=alt.condition("datum.beyond", alt.value(90), alt.value(24)),
            shape=alt.condition("datum.beyond", alt.value("diamond"), alt.value("circle")),
            tooltip=tip,
        )
    )
    return alt.layer(*layers).properties(width="container", height=200)
