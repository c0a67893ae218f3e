"""The sheet on paper: a whole page as plain HTML, for the printer and for whoever follows a link from a letter.

It is served without Streamlit, so it opens in a tenth of a second; the numbers come from the same page script.
"""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from typing import ClassVar

from markupsafe import Markup

from dashboards.pages import Page
from dashboards.sheet import PERSON, Sheet, parts, use
from dashboards.sheet.parts import Filter
from dashboards.source.request import request
from pipelines.refusal import Refusal
from rules.wording import Words


class Print(Sheet):
    """Collects the parts; filters are what the address says, and the list is as long as paper allows."""

    rows_per_page: ClassVar[int] = 200

    def __init__(self, page: Page, asked: Mapping[str, str]) -> None:
        super().__init__(page)
        self._asked = asked
        self.written: list[Markup] = []

    def put(self, html: Markup) -> None:
        """Adds a finished part."""
        self.written.append(html)

    def choose(self, *filters: Filter) -> tuple[str | None, ...]:
        """What the address asks for, where it is one of the options; said on the paper."""
        chosen = tuple(key if (key := self._asked.get(each.key)) in each.options else None for each in filters)
        said = [
            f"{each.label}: {each.options[key]}" for each, key in zip(filters, chosen, strict=True) if key is not None
        ]
        if said:
            self.put(parts.render("chosen", request().say, said=said))
        return chosen

    def ask(self, key: str, label: str, example: str) -> str | None:
        """What the address says."""
        return self._asked.get(key, "").strip() or None

    def turn(self, rows: int) -> int:
        """Always from the first row."""
        return 0

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
        back=page.address + (f"?{PERSON}={asked[PERSON]}" if PERSON in asked else ""),
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
