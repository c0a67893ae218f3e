"""How an office's own file is taken in: the command `adopt`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.forms import Format
from pipelines.cli.options import HERE, AsOf, Form, TownDir
from pipelines.cli.program import app


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """`key=value`, as often as the option is given."""
    found = {}
    for each in given or []:
        key, sign, value = each.partition("=")
        if not sign or not key.strip():
            raise typer.BadParameter(f"{option} {each}: write it as key=value.")
        found[key.strip()] = value.strip()
    return found


@app.command()
def adopt(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…", help="Exports as they come.")] = None,
    town: TownDir = HERE,
    noun: Annotated[
        str | None, typer.Option(help="What the rows are, e.g. cases; `ratusz contract` lists all.")
    ] = None,
    feed: Annotated[str | None, typer.Option(help="The name of the new feed and of its folder in inbox.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save; without it nothing changes.")] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="OURS=THEIRS", help='Which of their columns is ours; "ours=" for none.'),
    ] = None,
    answers: Annotated[
        list[str] | None, typer.Option("--answer", metavar="KEY=VALUE", help="The answer to one of the questions.")
    ] = None,
    rows: Annotated[
        list[int] | None,
        typer.Option("--keep-row", metavar="LINE", help="A row that was struck out and is one of the register."),
    ] = None,
    update: Annotated[
        str | None, typer.Option("--update", metavar="FEED", help="Look anew at the columns of a feed that is there.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Put the town.toml before the last change back.")] = False,
    trial: Annotated[
        bool, typer.Option("--trial/--no-trial", help="Judge a copy of the town with these rows, before saving.")
    ] = True,
    as_of: AsOf = None,
    form: Form = Format.table,
) -> int:
    """Propose how a file of the office becomes a feed: settings, columns, words, and what must be asked."""
    from pipelines.cli.commands import adopt as go

    if undo:
        if files or yes or update:
            raise typer.BadParameter("--undo stands alone, with --town.")
        return go.undo(town)
    if not files and update is None:
        raise typer.BadParameter("Name a file.")
    asked = go.Asked(noun, feed, _pairs(columns, "--set"), _pairs(answers, "--answer"), update, tuple(rows or ()))
    return go.adopt(town, files or [], asked, form, as_of, yes=yes, trial=trial)
