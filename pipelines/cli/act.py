"""What people tell the town: audited, with the name of who said it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.program import app
from pipelines.options import HERE, AsOf, At, NewDate, TownDir, Until


@app.command()
def note(
    case: Annotated[str, typer.Argument(help="The case mark.")],
    event: Annotated[str, typer.Argument(help="What happened, e.g. suspended, notice_36.")],
    at: At,
    until: Until = None,
    new_date: NewDate = None,
    reason: Annotated[str | None, typer.Option(help="Why.")] = None,
    town: TownDir = HERE,
) -> None:
    """Add what no system exports: a suspension, a notice, a delivery."""
    from pipelines.commands.write import note as go

    go(town, case, event, at, until, new_date, reason)


@app.command()
def sheet(
    unit: Annotated[str, typer.Argument(help="The unit, by its id; the units below it are asked too.")],
    feed: Annotated[str | None, typer.Option(help="The feed that will read it; default the first that can.")] = None,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; default by the feed's own pattern.")] = None,
    town: TownDir = HERE,
) -> None:
    """Write the return sheet of a unit: what officers know and no system says, to fill in and load like any export."""
    from pipelines.commands.sheet import sheet as go

    go(town, unit, feed, as_of, out)
