"""The program that the commands belong to."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="Watches a public office's deadlines and money, and writes to the right person before it is too late.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
