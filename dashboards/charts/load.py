"""Pictures of how much there is to do: deadlines beside the people who are there, and what units settle in a week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dashboards.charts.look import Palette

SHORT_DAY = "timeFormat(toDate(datum.value), '%-d.%m')"
FEW_LABELS = {"labelOverlap": "greedy", "labelSeparation": 8}


def deadlines(rows: Sequence[Any], due: str, day: str, palette: Palette) -> alt.TopLevelMixin:
    """A bar per day with the number of deadlines over it. rows: `day`, `due`; the texts name them on hover."""
    data = alt.Data(values=[{"day": str(row.day), "due": row.due} for row in rows])
    base = alt.Chart(data).encode(
        x=_day("day"),
        y=alt.Y("due:Q", title=None, axis=None),
        tooltip=[alt.Tooltip("day:T", title=day, format="%-d.%m.%Y"), alt.Tooltip("due:Q", title=due)],
    )
    return alt.layer(
        base.mark_bar(size=14, color=palette.mid),
        base.transform_filter(alt.datum.due > 0).mark_text(dy=-8).encode(text="due:Q"),
    ).properties(width="container", height=140)


def people(rows: Sequence[Any], present: str, day: str, palette: Palette) -> alt.Chart:
    """A stepped line of the people who are there each day; it does not begin at nobody. rows: `day`, `present`."""
    data = alt.Data(values=[{"day": str(row.day), "present": row.present} for row in rows])
    return (
        alt.Chart(data)
        .mark_line(interpolate="step", strokeWidth=1.5, color=palette.ink)
        .encode(
            x=_day("day"),
            y=alt.Y("present:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickMinStep=1, tickCount=4)),
            tooltip=[alt.Tooltip("day:T", title=day, format="%-d.%m.%Y"), alt.Tooltip("present:Q", title=present)],
        )
        .properties(width="container", height=90)
    )


def _day(field: str) -> alt.X:
    return alt.X(f"{field}:O", title=None, axis=alt.Axis(labelAngle=0, labelExpr=SHORT_DAY, grid=False, **FEW_LABELS))


def weeks(rows: Sequence[Any], words: tuple[str, str, str, str], palette: Palette) -> alt.TopLevelMixin:
    """A field per unit and week with the number settled in it, the darker the more was opened than settled.

    rows: `unit`, `week`, `opened`, `settled`. words: for the hover, the unit, the week, what was opened, and settled.
    """
    data = alt.Data(
        values=[
            {"unit": row.unit, "week": str(row.week), "opened": row.opened, "settled": row.settled,
             "more": max(row.opened - row.settled, 0)}
            for row in rows
        ]
    )  # fmt: skip
    unit, week, opened, settled = words
    tip = [
        alt.Tooltip("unit:N", title=unit),
        alt.Tooltip("week:T", title=week, format="%-d.%m.%Y"),
        alt.Tooltip("opened:Q", title=opened),
        alt.Tooltip("settled:Q", title=settled),
    ]
    base = alt.Chart(data).encode(x=_day("week"), y=alt.Y("unit:N", title=None))
    shade = alt.Scale(range=[palette.line, palette.mid])
    return alt.layer(
        base.mark_rect().encode(color=alt.Color("more:Q", scale=shade, legend=None), tooltip=tip),
        base.mark_text().encode(text="settled:Q", tooltip=tip),
    ).properties(width="container", height=alt.Step(24))
