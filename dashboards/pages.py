"""Which pages there are, for whom, and what they are called."""

from __future__ import annotations

from pathlib import Path

from rules.wording import Words

PAGES = {"budget": "treasurer", "invoices": "treasurer", "turnaround": "manager", "desk": "clerk"}  # page: audience


def script(page: str) -> Path:
    """The file of a page."""
    return Path(__file__).parent / PAGES[page] / f"{page}.py"


def title(page: str, words: Words) -> str:
    """What a page is called."""
    return {
        "budget": words("Plan and execution"),
        "invoices": words("Invoices to pay"),
        "turnaround": words("Cases in time"),
        "desk": words("My cases"),
    }[page]


def audience(page: str, words: Words) -> str:
    """Under what heading a page stands in the navigation."""
    return {"treasurer": words("Treasurer"), "manager": words("Managers"), "clerk": words("My work")}[PAGES[page]]
