"""How good forecasts were: what was foretold against what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dashboards.charts.look import Palette


def reliability(rows: Sequence[Any], words: tuple[str, str, str], palette: Palette) -> alt.TopLevelMixin:
    """A point per band of forecasts, the larger the more there were, beside the line on which each would be right.

    rows: `foretold` and `came` as shares, `forecasts`. words: what the three are called, for the axes and the hover.
    """
    foretold, came, forecasts = words
    data = alt.Data(
        values=[{"foretold": row.foretold, "came": float(row.came), "forecasts": row.forecasts} for row in rows]
    )
    end = min(1, max([0.1, *(row.foretold for row in rows), *(float(row.came) for row in rows)]) * 1.1)
    scale, axis = (
        alt.Scale(domain=[0, end * 1.03], nice=False),
        {"format": ".0%", "tickCount": 5},
    )  # room for the last point
    x = alt.X("foretold:Q", title=foretold, scale=scale, axis=alt.Axis(grid=False, **axis))
    y = alt.Y("came:Q", title=came, scale=scale, axis=alt.Axis(**axis))
    right = alt.Data(values=[{"foretold": 0, "came": 0}, {"foretold": end, "came": end}])
    tip = [
        alt.Tooltip("foretold:Q", title=foretold, format=".1%"),
        alt.Tooltip("came:Q", title=came, format=".1%"),
        alt.Tooltip("forecasts:Q", title=forecasts),
    ]
    return alt.layer(
        alt.Chart(right).mark_line(strokeWidth=1, strokeDash=[4, 4], color=palette.mid).encode(x=x, y=y),
        alt.Chart(data).mark_line(strokeWidth=1, color=palette.mid).encode(x=x, y=y),
        alt.Chart(data)
        .mark_point(filled=True, opacity=1, color=palette.ink)
        .encode(x=x, y=y, tooltip=tip, size=alt.Size("forecasts:Q", scale=alt.Scale(range=[30, 300]), legend=None)),
    ).properties(width="container", height=260)
