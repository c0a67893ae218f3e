"""How every chart looks: colours, font, Polish numbers and days; and the same chart as an SVG picture for paper.

A chart is drawn with the colours of a `Palette` and says nothing else of its looks: `dress` puts the rest into the
specification, so that screen, paper, letters and exports agree. Colour means severity: red, amber and grey; all else is
ink at some strength.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup, escape

CHOSEN = "chosen"  # what a click on a chart that leads somewhere chooses
PAPER_WIDTH = 640  # CSS pixels; the picture is then stretched to the width of the paper
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
NBSP = "\N{NO-BREAK SPACE}"
POLISH = {  # vega's own pl-PL groups thousands with a point and has the months in no case that fits a date
    "number": {
        "decimal": ",",
        "thousands": NBSP,
        "grouping": [3],
        "currency": ["", f"{NBSP}zł"],
        "minus": "\N{MINUS SIGN}",
        "percent": "%",
    },
    "time": {
        "dateTime": "%A, %e %B %Y, %X",
        "date": "%-d.%m.%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""],
        "days": ["niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"],
        "shortDays": ["nd.", "pn.", "wt.", "śr.", "czw.", "pt.", "sob."],
        "months": [
            "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
            "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
        ],
        "shortMonths": ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    },
}  # fmt: skip
LOCALES = {"pl": POLISH}  # other languages keep vega's English
_CLIP = re.compile(r'(id="|url\(#)((?:clip|gradient)[\w-]*)')


@dataclass(frozen=True)
class Palette:
    """The colours a chart may be drawn with, as hexadecimal RGB; `mid` and `pale` are weaker ink, `line` the grid."""

    ink: str
    mid: str
    pale: str
    line: str
    red: str
    amber: str
    grey: str


LIGHT = Palette("#1f1d1a", "#8a847b", "#dedad3", "#e9e6e1", "#b3261e", "#8a5200", "#5f6368")
DARK = Palette("#edebe8", "#98928a", "#45423d", "#2e2c28", "#ff8f85", "#f0b357", "#b0b0ab")


def dress(chart: alt.TopLevelMixin, palette: Palette, language: str) -> alt.Chart:
    """The chart with everything that all charts share, in its own specification."""
    text = {"labelColor": palette.ink, "titleColor": palette.ink, "labelFontSize": 12, "titleFontSize": 12}
    return chart.configure(  # type: ignore[no-any-return,attr-defined]  # every chart can be configured
        background="transparent",
        font=FONT,
        padding=4,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            **text,
            titleFontWeight="normal",
            domain=False,
            ticks=False,
            gridColor=palette.line,
            labelPadding=6,
            labelLimit=260,
        ),
        mark=alt.MarkConfig(aria=False, color=palette.ink),  # the chart has one name, the table under it the numbers
        text=alt.MarkConfig(color=palette.ink, fontSize=12),
        header=alt.HeaderConfig(**text),
        legend=alt.LegendConfig(**text, orient="top", title=None),
        title=alt.TitleConfig(color=palette.ink, fontSize=13, fontWeight="normal", anchor="start"),
        locale=LOCALES.get(language, alt.Undefined),
    )


def chosen_by(field: str) -> alt.Parameter:
    """The mark clicked, known by the word that it has in a field: `leads` of a sheet's `chart` says where it leads."""
    return alt.selection_point(name=CHOSEN, fields=[field], toggle=False, clear=False)


def spec(chart: alt.TopLevelMixin, palette: Palette, language: str) -> dict[str, Any]:
    """The dressed chart as the browser draws it.

    Not held against the schema, as `figure` does with every chart: that took half the time of some pages.
    """
    made = dress(chart, palette, language).to_dict(validate=False)
    for size in ("continuousWidth", "continuousHeight"):  # Altair's, where a chart names none; the page has its own
        made["config"]["view"].pop(size, None)
    return made


def figure(chart: alt.TopLevelMixin, says: str, language: str, width: int = PAPER_WIDTH) -> Markup:
    """The chart, drawn with the colours of LIGHT, as HTML without a script; it follows a dark screen, paper is light.

    says: what it shows, for whoever cannot see it.
    """
    svg = vl_convert.vegalite_to_svg(_fixed(dress(chart, LIGHT, language).to_dict(), width))
    own = f"c{sha256(svg.encode()).hexdigest()[:8]}-"  # several pictures on one paper name their clips alike
    svg = _CLIP.sub(rf"\g<1>{own}\g<2>", svg)
    for field in fields(Palette):
        light, dark = getattr(LIGHT, field.name), getattr(DARK, field.name)
        svg = svg.replace(f'"{light}"', f'"light-dark({light}, {dark})"')
    svg = svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return Markup(f'<figure role="img" aria-label="{escape(says)}">{svg}</figure>')  # noqa: S704  vega escapes its texts


def _fixed(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """On paper nothing is as wide as its container: there is none."""
    return spec | ({"width": width} if spec.get("width") == "container" else {})


def warm() -> None:
    """Loads the drawing engine, which takes a second the first time. Never fork a process after this: it would hang."""
    figure(alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q"), "", "pl")
