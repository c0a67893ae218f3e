"""The program that the commands belong to."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.spoken import Spoken


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"ratusz {version('ratusz')}")
        raise typer.Exit


app = typer.Typer(
    cls=Spoken,
    help="Watches a public office's deadlines and money, and writes to the right person before it is too late.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def ratusz(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Declares the options of `ratusz` itself; its help is the program's."""
