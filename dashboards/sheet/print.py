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
from dashboards.sheet.address import PAGE, SIGNED, to
from dashboards.sheet.parts import Filter
from dashboards.source.request import request
from pipelines.refusal import Refusal
from rules.wording import Words


class Print(Sheet):
    """Collects the parts; filters are what the address says, and the list is as long as paper allows."""

    rows_per_page: ClassVar[int] = 5000

    def __init__(self, page: Page, asked: Mapping[str, str]) -> None:
        super().__init__(page, {key: word for key, word in asked.items() if key != PAGE})
        self.written: list[Markup] = []

    def put(self, html: Markup) -> None:
        """Adds a finished part."""
        self.written.append(html)

    def fields(self, filters: Sequence[Filter], chosen: Sequence[str | None], submit: str) -> None:
        """What was chosen, in words."""
        if self.address.said:
            self.put(parts.render("chosen", request().say, said=self.address.said))

    def links(self) -> list[tuple[str, str]]:
        """Nothing to click on paper."""
        return []


def report(page: Page, asked: Mapping[str, str]) -> str:
    """One page for the printer."""
    here = request()
    return parts.render(
        "document",
        here.say,
        language=here.snapshot.town.language,
        town=here.snapshot.town.name,
        style=parts.style(),
        body=Markup("").join(_written(page, asked)),
        back=to(page.address, {key: word for key, word in asked.items() if key != SIGNED}),
    )


def _written(page: Page, asked: Mapping[str, str]) -> list[Markup]:
    printed = Print(page, asked)
    use(printed)
    runpy.run_path(str(page.script))
    return printed.written


def refused(say: Words, refusal: Refusal) -> str:
    """Why there is no page, and what to do next."""
    body = parts.render("refusal", say, message=refusal.message, fix=refusal.fix)
    return parts.render("document", say, language=say.language, town="Ratusz", style=parts.style(), body=body, back="/")
