"""The sheet that keeps only a page's answer, to quote it on another page."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from markupsafe import Markup

from dashboards.pages import Page
from dashboards.sheet import Sheet, sheet, use
from dashboards.source.access import Reader
from dashboards.source.request import request
from pipelines.refusal import Refusal

ANSWERS_KEPT = 1024  # a sentence each


class _Enough(Exception):
    """The answer has been read; the rest of the page need not be asked."""


class Excerpt(Sheet):
    """Stops the page after its answer: its comparisons, lists and charts are never asked for."""

    rows_per_page: ClassVar[int] = 1
    text = ""

    def answer(self, text: str, nouns: Sequence[str] | None = None) -> None:
        """Keeps the sentence."""
        self.text = text
        raise _Enough

    def put(self, html: Markup) -> None:
        """Nothing comes before an answer."""

    def links(self) -> list[tuple[str, str]]:
        """None."""
        return []


def answer_of(page: Page) -> str:
    """The answer of another page for the same request, in a sentence; where it refuses, why."""
    here = request()
    return _said(here.snapshot.path, here.reader, page)


@lru_cache(maxsize=ANSWERS_KEPT)
def _said(path: Path, reader: Reader, page: Page) -> str:
    """The sentence stays the same for as long as the snapshot at that path does."""
    mine, excerpt = sheet(), Excerpt(page, {})
    use(excerpt)
    try:
        runpy.run_path(str(page.script))
    except _Enough:
        pass  # the way in which a page with an answer ends
    except Refusal as refusal:  # that page has nothing to say; this one has
        return refusal.message
    finally:
        use(mine)
    return excerpt.text
