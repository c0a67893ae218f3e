"""The sheet on paper: a whole page as plain HTML, for the printer and for whoever follows a link from a letter.

It is served without Streamlit, so it opens in a tenth of a second; the numbers come from the same page script.
"""

from __future__ import annotations

import runpy
from collections.abc import Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup

from dashboards.pages import Page
from dashboards.sheet import Sheet, parts, use
from dashboards.sheet.address import SIGNED, to
from dashboards.sheet.parts import Filter
from dashboards.source.request import request
from pipelines.refusal import Refusal
from rules.wording import Words


class Print(Sheet):
    """Collects the parts; filters are what the address says, and the list is as long as paper allows."""

    rows_per_page: ClassVar[int] = 5000

    def __init__(self, page: Page, asked: Mapping[str, str]) -> None:
        super().__init__(page, asked)
        self.written: list[Markup] = []

    def put(self, html: Markup) -> None:
        """Adds a finished part."""
        self.written.append(html)

    def fields(self, filters: Sequence[Filter], chosen: Sequence[str | None], submit: str) -> None:
        """What was chosen, in words."""
        said = [f"{each.label}: {each.said(key)}" for each, key in zip(filters, chosen, strict=True) if key is not None]
        if said:
            self.put(parts.render("chosen", request().say, said=said))

    def links(self) -> list[tuple[str, str]]:
        """Nothing to click on paper."""
        return []


def report(page: Page, asked: Mapping[str, str]) -> str:
    """One page for the printer."""
    here = request()
    printed = Print(page, asked)
    use(printed)
    runpy.run_path(str(page.script))
    town, title = here.snapshot.town.name, here.say(page.title)
    day = here.say("State on {day:day}", day=here.snapshot.as_of)
    return parts.render(
        "document",
        here.say,
        language=here.snapshot.town.language,
        title=f"{title} · Ratusz",
        style=parts.style() + _margins(here.say, f"{town} · {title}", day, " · ".join(printed.address.said)),
        body=Markup("").join(printed.written),
        back=to(page.address, {key: word for key, word in asked.items() if key != SIGNED}),
    )


def _margins(say: Words, head: str, day: str, filters: str) -> Markup:
    """What stands in the margins of every sheet: town and page, day, filters, the number of the sheet."""
    before, between = say("page {page} of {pages}", page="\0", pages="").split("\0")
    boxes = {
        "top-left": _quoted(head),
        "top-right": _quoted(day),
        "bottom-left": _quoted(filters),
        "bottom-right": f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages)",
    }
    inside = " ".join(f"@{box} {{ content: {content}; }}" for box, content in boxes.items())
    return Markup(f"@page {{ {inside} }}")  # noqa: S704  every text in it is quoted


def _quoted(text: str) -> str:
    """A text as a string of CSS that ends neither itself nor the style sheet around it."""
    return '"' + "".join(sign if sign.isalnum() or sign in " ·.,:-–" else f"\\{ord(sign):x} " for sign in text) + '"'


def refused(say: Words, refusal: Refusal) -> str:
    """Why there is no page, and what to do next."""
    body = parts.render("refusal", say, message=refusal.message, fix=refusal.fix)
    return parts.render(
        "document", say, language=say.language, title="Ratusz", style=parts.style(), body=body, back="/"
    )
