"""The sheet that keeps only a page's answer, to quote it on another page."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from typing import ClassVar

from markupsafe import Markup

from dashboards.pages import Page
from dashboards.sheet import Sheet, sheet, use


class _Enough(Exception):
    """The answer has been read; the rest of the page need not be asked."""


class Excerpt(Sheet):
    """Stops the page after its answer."""

    rows_per_page: ClassVar[int] = 1
    text = ""

    def answer(self, text: str, nouns: Sequence[str] | None = None) -> None:
        """Keeps the sentence."""
        self.text = text
        raise _Enough

    def put(self, html: Markup) -> None:
        """Nothing comes before an answer."""

    def ask(self, key: str, label: str, example: str) -> str | None:
        """A page that has to be asked something has no answer of its own."""
        raise _Enough

    def links(self) -> list[tuple[str, str]]:
        """None."""
        return []


def answer_of(page: Page) -> str:
    """The answer of another page for the same request, in a sentence."""
    mine, excerpt = sheet(), Excerpt(page, {})
    use(excerpt)
    try:
        runpy.run_path(str(page.script))
    except _Enough:
        return excerpt.text
    finally:
        use(mine)
    return excerpt.text
