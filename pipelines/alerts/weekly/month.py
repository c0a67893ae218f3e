"""The way from a weekly letter to the printable month of its reader."""

from __future__ import annotations

from pipelines.alerts.weekly.content import Block
from pipelines.alerts.write.links import Why
from pipelines.alerts.write.rest import Rest
from pipelines.town import Town
from rules.wording import Words


def month(say: Words, town: Town, page: str, report: str) -> tuple[Block, ...]:
    """The last part of a letter: where the month is printed. Nothing where the pages have no address.

    page: that of the month; report: what it is called.
    """
    if not town.address:
        return ()
    said = say("a few A4 pages with the numbers of the month, ready to print")
    return (Block(title=report, more=Rest(said, Why(say("Print it"), f"{town.address}/wydruk/{page}"))),)
