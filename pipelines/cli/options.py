"""What the commands of `ratusz` are asked with: the options they share, and what a wrong one is answered."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.forms import Format
from pipelines.schedule.log import Lines

HERE = Path("town")
asked_about: ContextVar[Path] = ContextVar("asked_about", default=HERE)


def about(root: Path) -> Path:
    """The town's folder, remembered for what is said once its command has failed."""
    asked_about.set(root)
    return root


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a day. Write it as 2026-11-20.") from None


def moment(text: str) -> datetime:
    """A moment, with an offset or in the town's time."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a moment. Write it as 2026-11-20T06:00:00.") from None


class By(StrEnum):
    """What cases are counted by."""

    service = "service"
    unit = "unit"
    kind = "kind"
    handler = "handler"
    all = "all"


class Begin(StrEnum):
    """What the first letters of a town tell."""

    baseline = "baseline"
    all = "all"


class Level(StrEnum):
    """A level of the budget, from single lines up to the whole town."""

    line = "line"
    paragraf = "paragraf"
    rozdzial = "rozdzial"
    dzial = "dzial"
    unit = "unit"
    town = "town"


class Past(StrEnum):
    """What a past day is taken to have known."""

    known = "known"
    business = "business"


TownDir = Annotated[Path, typer.Option("--town", envvar="RATUSZ_TOWN", callback=about, help="The town's folder.")]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=day,
        metavar="DATE",
        help="The day judged for; default the town's day, else today in its zone.",
    ),
]
KnownOn = Annotated[
    datetime | None,
    typer.Option(
        "--known-on",
        parser=moment,
        metavar="TIMESTAMP",
        help="Only what was loaded by this moment (ISO 8601, without an offset the town's time); default now.",
    ),
]
At = Annotated[datetime, typer.Option(parser=moment, metavar="TIMESTAMP", help="When (ISO 8601), in the town's time.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="The last day of a stop.")]
LastDay = Annotated[date | None, typer.Option("--until", parser=day, metavar="DATE", help="The last day it holds.")]
Why = Annotated[str, typer.Option("--why", help="The reason; it stays in the register of acts.")]
Undo = Annotated[bool, typer.Option("--undo", help="Undo it; this is an act too, and remembered.")]
NewDate = Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="The date told to the parties.")]
Now = Annotated[datetime | None, typer.Option("--now", parser=moment, metavar="TIMESTAMP", hidden=True)]
Log = Annotated[Lines, typer.Option("--log", envvar="RATUSZ_LOG", help="How the log on standard error is written.")]
Form = Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")]
