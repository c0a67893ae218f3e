"""Which pages there are, for whom, and what they are called."""

from __future__ import annotations

from pathlib import Path

from rules.wording import Words

PAGES = {  # page: audience, the folder it lies in
    "today": "everyone",
    "why": "everyone",
    "budget": "treasurer",
    "invoices": "treasurer",
    "turnaround": "manager",
    "desk": "clerk",
}
FIRST = "today"


def script(page: str) -> Path:
    """The file of a page."""
    return Path(__file__).parent / PAGES[page] / f"{page}.py"


def title(page: str, words: Words) -> str:
    """What a page is called."""
    return {
        "today": words("Today"),
        "why": words("Why?"),
        "budget": words("Plan and execution"),
        "invoices": words("Invoices to pay"),
        "turnaround": words("Cases in time"),
        "desk": words("My cases"),
    }[page]


def audience(page: str, words: Words) -> str:
    """Under what heading a page stands in the navigation."""
    return {
        "everyone": "",
        "treasurer": words("Treasurer"),
        "manager": words("Managers"),
        "clerk": words("My work"),
    }[PAGES[page]]


def address(page: str) -> str:
    """Where a page is served."""
    return "/" if page == FIRST else f"/{page}"
