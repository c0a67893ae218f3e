"""Pictures drawn as SVG on the server: ink for amounts, one red and one amber for what is late or over.

Horizontal positions are percentages of the width, so a picture fits 360 px and 1280 px without shrinking its letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

BEYOND = 1.25  # how much of a bullet's width lies right of the plan: 125 % fits, more is cut with an arrow


@dataclass(frozen=True)
class Bullet:
    """A plan and how much of it is committed and executed, as shares of the plan (1 = all of it)."""

    label: str
    committed: float
    executed: float
    text: str


@dataclass(frozen=True)
class Bar:
    """An upright bar: its height in the units of the picture, a label under it and a word on hover."""

    value: float
    label: str
    hint: str


def bullets(rows: Sequence[Bullet], mark: float, says: str) -> Markup:
    """A bar per row: pale the plan, middle committed, dark executed, an upright line at `mark` (the year gone by)."""
    drawn = []
    for row in rows:
        over = row.executed > 1 or row.committed > 1
        drawn.append(
            f'<div class="bullet"><span>{escape(row.label)}</span>'
            f'<svg class="chart" height="18" role="img" aria-label="{escape(row.label)}: {escape(row.text)}">'
            f'<rect class="ink-3" x="0" y="3" height="12" width="{_x(1)}"/>'
            f'<rect class="ink-2" x="0" y="3" height="12" width="{_x(row.committed)}"/>'
            f'<rect class="ink-1" x="0" y="6" height="6" width="{_x(row.executed)}"/>'
            + (f'<rect class="fill-red" x="{_x(1)}" y="3" height="12" width="{_width(row)}"/>' if over else "")
            + f'<line class="stroke" x1="{_x(mark)}" x2="{_x(mark)}" y1="0" y2="18" stroke-width="1.5"/></svg>'
            f'<span class="numeric">{escape(row.text)}</span></div>'
        )
    return Markup(f'<div class="drawing" role="group" aria-label="{escape(says)}">{"".join(drawn)}</div>')


def days(bars: Sequence[Bar], says: str, top: str, height: int = 150) -> Markup:
    """Upright bars from left to right, the tallest as high as `top` says; labels only where a bar has one."""
    tallest = max((bar.value for bar in bars), default=0) or 1
    step = 100 / max(1, len(bars))
    drawn = [
        f'<line class="stroke-soft" x1="0" x2="100%" y1="{height}" y2="{height}" stroke-width="1"/>'
        f'<text class="soft" x="100%" y="12" text-anchor="end">{escape(top)}</text>'
    ]
    for place, bar in enumerate(bars):
        tall = bar.value / tallest * (height - 20)
        drawn.append(
            f'<rect class="ink-1" x="{place * step + step * 0.12:.3f}%" width="{step * 0.76:.3f}%" '
            f'y="{height - tall:.1f}" height="{tall:.1f}"><title>{escape(bar.hint)}</title></rect>'
        )
        if bar.label:
            drawn.append(f'<text class="soft" x="{place * step + step * 0.12:.3f}%" y="{height + 18}">{escape(bar.label)}</text>')
    body = "".join(drawn)
    return Markup(
        f'<div class="drawing"><svg class="chart" height="{height + 24}" role="img" aria-label="{escape(says)}">{body}</svg></div>'
    )


def monday(day: date) -> str:
    """A short date under Mondays, nothing under other days."""
    return f"{day.day}.{day.month:02}" if day.weekday() == 0 else ""


def survival(
    steps: Sequence[tuple[float, float]], marks: Sequence[tuple[float, float, str]], says: str, end: str, height: int = 180
) -> Markup:
    """A falling curve of (days, share still open), with a dot and a word at each mark (days, share, text)."""
    longest = max([days for days, _ in steps] + [days for days, _, _ in marks], default=1) or 1
    path, level = "M0 0", 0.0
    for day, share in steps:
        path += f"H{day / longest * 100:.2f}V{(1 - share) * 100:.2f}"
        level = (1 - share) * 100
    path += f"H100V{level:.2f}"
    drawn = [
        f'<svg x="0" y="10" width="100%" height="{height - 10}" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">'
        f'<path class="stroke" d="{path}" stroke-width="2" vector-effect="non-scaling-stroke"/>'
        '<path class="stroke-soft" d="M0 100H100" stroke-width="1" vector-effect="non-scaling-stroke"/></svg>'
    ]
    for day, share, text in marks:
        x, y = day / longest * 100, 10 + (1 - share) * (height - 10)
        side, push = ("end", "-.6em") if x > 60 else ("start", ".6em")
        drawn.append(
            f'<line class="stroke-soft" x1="{x:.2f}%" x2="{x:.2f}%" y1="{y:.1f}" y2="{height}" stroke-width="1" stroke-dasharray="3 3"/>'
            f'<circle class="ink-1" cx="{x:.2f}%" cy="{y:.1f}" r="4"/>'
            f'<text x="{x:.2f}%" dx="{push}" y="{y - 8:.1f}" text-anchor="{side}">{escape(text)}</text>'
        )
    drawn.append(f'<text class="soft" x="0" y="{height + 18}">0</text>')
    drawn.append(f'<text class="soft" x="100%" y="{height + 18}" text-anchor="end">{escape(end)}</text>')
    return Markup(
        f'<div class="drawing"><svg class="chart" height="{height + 24}" role="img" aria-label="{escape(says)}">{"".join(drawn)}</svg></div>'
    )


def key(ink: str, text: str) -> Markup:
    """A swatch and its word, for a legend."""
    return Markup(f'<svg class="key" aria-hidden="true"><rect class="{ink}" width="100%" height="100%"/></svg>{escape(text)}')


def _x(share: float) -> str:
    return f"{min(max(share, 0), BEYOND) / BEYOND * 100:.2f}%"


def _width(row: Bullet) -> str:
    return f"{(min(max(row.executed, row.committed), BEYOND) - 1) / BEYOND * 100:.2f}%"
