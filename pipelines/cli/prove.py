"""Does what the town says hold: past days judged again, other law tried, a day packed with its evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.forms import Format
from pipelines.cli.options import HERE, AsOf, Form, KnownOn, Past, TownDir, day
from pipelines.cli.program import app


@app.command()
def backtest(
    first: Annotated[date, typer.Option("--from", parser=day, metavar="DATE", help="The first day to judge again.")],
    last: Annotated[date, typer.Option("--to", parser=day, metavar="DATE", help="The last one.")],
    rule: Annotated[list[str] | None, typer.Option(help="Only these rules, e.g. C01.")] = None,
    by: Annotated[
        Past | None,
        typer.Option(
            help="known: with what had been loaded by the end of each day; business: by the dates of the rows, "
            "whenever they were loaded. Left out: known, where something was loaded that early."
        ),
    ] = None,
    town: TownDir = HERE,
    form: Form = Format.table,
) -> None:
    """How each rule did over past days: how often it was right, how early, in how many letters."""
    from pipelines.cli.commands.replay import backtest as go

    go(town, first, last, rule or [], by, form)


@app.command()
def recompute(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list; there is nothing else to ask for.")] = False,
    law: Annotated[
        Path | None,
        typer.Option(
            "--law",
            "--against",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="A folder with the law to try, a changed copy of rules/law/<jurisdiction>; left out: this program's.",
        ),
    ] = None,
    town: TownDir = HERE,
    form: Form = Format.table,
) -> None:
    """Which open dates would move under the law and the settings of today, or of a folder, and why."""
    from pipelines.cli.commands.replay import recompute as go

    go(town, dry_run, law, form)


@app.command()
def evidence(
    town: TownDir = HERE,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; default evidence-<teryt>-<day>.zip.")] = None,
) -> None:
    """Pack all that a day's report rests on into one ZIP: inputs, parameters, rules, findings and traces."""
    from pipelines.cli.commands.evidence import evidence as go

    go(town, as_of, known_on, out)
