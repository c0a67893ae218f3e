"""What people tell the town: audited, with the name of who said it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.program import app
from pipelines.options import HERE, At, NewDate, TownDir, Until


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
