"""Where a reader finds the reasons of a line: on the pages, or by a command where the pages have no address."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from pipelines.town import Town
from rules.wording import Words

PAGES = {  # what a page shows row by row, each with its dates and reasons; all the rest stands on the first page
    "cases": "/desk",
    "documents": "/desk",
    "invoices": "/invoices",
    "budget": "/budget",
}


class Why(NamedTuple):
    """The way to the reasons: words, and the address they lead to, empty where there is none."""

    text: str
    address: str


def why(w: Words, town: Town, noun: str, subject: str) -> Why:
    """Why a finding is said."""
    if not town.address:
        return Why(w("Why: {command}", command=f"ratusz why {shlex.quote(subject)}"), "")
    return Why(w("Why? See the pages"), f"{town.address}{PAGES.get(noun, '/')}")
