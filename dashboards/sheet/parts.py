"""The parts every page is made of, as HTML: the same on screen and on paper.

Everything that comes from data is escaped; only pictures are trusted, and they escape their own labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards.sheet import wording
from rules.wording import Words

HERE = Path(__file__).parent
SEARCH = "szukaj"  # its key in the address
LONGEST_TEXT = 200  # characters of what somebody looks for


@dataclass(frozen=True)
class Number:
    """One of the (at most four) numbers of a page, with its change and what it means.

    beside: what the number is to be held against, shown also on a first run, which has no change.
    """

    label: str
    value: str
    change: str
    definition: str
    beside: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, how a row is shown in it, and how much room it takes.

    sort: the column of the statement that the reader may sort by (see source/order.py); empty: not sorted by.
    value: what an export keeps, in its own type (money Decimal, days date); left out: what is shown.
    means: what stands in it, in a sentence, for the hover and the sheet of definitions in the export.
    under: what stands smaller in a second line of the same cell; in an export it is a column of its own.
    """

    label: str
    show: Callable[[Any], Any]
    width: str = "minmax(0, 1fr)"
    numeric: bool = False
    code: bool = False  # never broken over two lines
    hint: Callable[[Any], str | None] | None = None
    sort: str = ""
    value: Callable[[Any], Any] | None = None
    means: str = ""
    under: Column | None = None


@dataclass(frozen=True)
class Filter:
    """A choice above a list, remembered in the address under `key`; `otherwise` is said when nothing is chosen.

    options: what may be chosen, None: any text.
    """

    key: str
    label: str
    options: Mapping[str, str] | None
    otherwise: str

    def accepts(self, given: str | None) -> str | None:
        """What was given, where it is one of the options or, for free text, anything but nothing; else None."""
        if self.options is None:
            return (given or "").strip()[:LONGEST_TEXT] or None
        return given if given in self.options else None

    def said(self, chosen: str) -> str:
        """The choice in words."""
        return chosen if self.options is None else self.options[chosen]


def search(say: Words, example: str) -> Filter:
    """The field that looks for a text in a list; its statement asks `holds(…, $search)`."""
    return Filter(SEARCH, say("Search"), None, example)


@dataclass(frozen=True)
class Event:
    """Something that happened to a thing; `where` says where it is written, `pause`: the clock stood from that day."""

    day: date
    text: Any
    where: str = ""
    pause: bool = False


@dataclass(frozen=True)
class Table:
    """A table that stands folded under its picture, totals last."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    totals: Sequence[str] = ()


def render(part: str, say: Words, **values: Any) -> Markup:
    """One macro of parts.html as HTML."""
    macro = getattr(_environment(say.language).get_template("parts.html").module, part)
    return Markup(macro(**values))  # noqa: S704 - the template has escaped the values


@cache
def style() -> Markup:
    """The one style sheet of screen and paper."""
    return Markup((HERE / "style.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


@cache
def _environment(language: str) -> Environment:
    from rules.wording import words  # the words of a language are read once and kept there

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    say = words(language)
    environment.globals.update(_=say, severity_word=lambda value: wording.severity(say, value), day=say.day)
    return environment
