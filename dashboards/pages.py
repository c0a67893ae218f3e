"""Every page describes itself here: its name and title, for whom it is, and the nouns whose sources it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rules.wording import Words

HEADINGS = {  # audience, which is the folder a page lies in: what stands over its pages in the navigation
    "everyone": "",
    "treasurer": "Treasurer",
    "manager": "Managers",
    "clerk": "My work",
    "steward": "Sources",
}
OVERSIGHT = frozenset({"secretary", "mayor", "auditor", "manager"})
MONEY = OVERSIGHT | {"treasurer", "accountant"}
TREASURY = MONEY - {"manager"}  # what is the whole town's and no unit's: its accounts, what is owed to it


@dataclass(frozen=True)
class Page:
    """What is known of a page before it is opened.

    name: its address, and the stem of its .py and .sql. title: in English; locale/pl.po has the Polish. audience: a key
    of HEADINGS. nouns: it says first when a source of these is old, and lists their sources at its foot. roles: who may
    open it, None for everybody; which rows are shown is decided by source/query.sql all the same. listed: it stands in
    the navigation; else only links lead to it. quoted: its answer stands on the first page, if it is listed; what waits
    for something to be put in has none.
    """

    name: str
    title: str
    audience: str
    nouns: tuple[str, ...] = ()
    roles: frozenset[str] | None = None
    listed: bool = True
    quoted: bool = True

    @property
    def script(self) -> Path:
        """The file of the page."""
        return Path(__file__).parent / self.audience / f"{self.name}.py"

    @property
    def address(self) -> str:
        """Where the page is served."""
        return "/" if self.name == FIRST else f"/{self.name}"

    def heading(self, say: Words) -> str:
        """Under what the page stands in the navigation; empty for what is everybody's."""
        return say(HEADINGS[self.audience]) if HEADINGS[self.audience] else ""


FIRST = "today"
SOURCES = "adopt"  # needs nothing published
PAGES = {
    page.name: page
    for page in (
        Page(
            "today",
            "Today",
            "everyone",
            ("cases", "case_events", "documents", "invoices", "payments", "budget", "report_lines", "absences"),
        ),
        Page("search", "Search", "everyone", quoted=False),
        Page("item", "One thing", "everyone", listed=False),  # its nouns depend on what it is asked about
        Page("why", "Why?", "everyone", listed=False),  # the same, by the name it had before
        Page("budget", "Plan and execution", "treasurer", ("budget", "report_lines"), MONEY),
        Page("transfers", "Where to move money from", "treasurer", ("budget", "report_lines"), MONEY, listed=False),
        Page("outlook", "Forecast of the year", "treasurer", ("budget", "report_lines"), MONEY, listed=False),
        Page("invoices", "Invoices to pay", "treasurer", ("invoices", "payments"), MONEY),
        Page(
            "cash",
            "Liquidity",
            "treasurer",
            ("balances", "income_forecast", "invoices", "payments", "budget"),
            TREASURY,
        ),
        Page("reports", "Reports", "treasurer", ("reports", "report_lines"), MONEY),
        Page("receivables", "Receivables", "treasurer", ("receivables",), TREASURY),
        Page("contracts", "Contracts", "treasurer", ("contracts",), MONEY),
        Page(
            "month",
            "The treasurer's month",
            "treasurer",
            ("budget", "report_lines", "invoices", "payments", "balances", "income_forecast", "reports", "receivables"),
            TREASURY,
        ),
        Page("whatif", "What if?", "treasurer", ("budget",), TREASURY, quoted=False),
        Page("turnaround", "Cases in time", "manager", ("cases", "case_events"), OVERSIGHT),
        Page("waiting", "Where cases wait", "manager", ("cases", "case_events"), OVERSIGHT),
        Page("load", "Cases under way", "manager", ("cases", "case_events", "employees", "absences"), OVERSIGHT),
        Page("risk", "Days at risk", "manager", ("cases", "case_events"), OVERSIGHT),
        Page("people", "Absences and substitutes", "manager", ("absences", "substitutions", "employees"), OVERSIGHT),
        Page("managers_month", "The month", "manager", ("cases", "case_events", "absences"), OVERSIGHT),
        Page("adopt", "New source", "steward", (), frozenset({"steward"}), quoted=False),
        Page("desk", "My cases", "clerk", ("cases", "case_events", "documents", "invoices", "absences")),
    )
}
