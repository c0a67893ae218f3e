"""What the town is asked: it only reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.forms import Format
from pipelines.cli.options import HERE, AsOf, Begin, By, Form, KnownOn, Level, TownDir
from pipelines.cli.program import app


@app.command()
def findings(
    town: TownDir = HERE,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only these rules, e.g. C02.")] = None,
    resolved: Annotated[bool, typer.Option("--resolved", help="What is gone since the last published day.")] = False,
    inhibited: Annotated[bool, typer.Option("--inhibited", help="What a stronger finding silences.")] = False,
    unknown: Annotated[bool, typer.Option("--unknown", help="What could not be judged, and what is missing.")] = False,
    form: Form = Format.table,
) -> None:
    """What is overdue, soon due, over plan or out of order, gravest first."""
    from pipelines.cli.commands.read import findings as go

    show = "resolved" if resolved else "inhibited" if inhibited else "unknown" if unknown else "now"
    go(town, as_of, known_on, show, rule or [], form)


@app.command()
def why(
    subject: Annotated[str, typer.Argument(help="A case mark, an invoice id or number, or a budget line.")],
    town: TownDir = HERE,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    form: Form = Format.table,
) -> None:
    """Where a date or a sum comes from, step by step, with the law and the file and line of the facts."""
    from pipelines.cli.commands.why import why as go

    go(town, subject, as_of, known_on, form)


@app.command()
def invoices(town: TownDir = HERE, as_of: AsOf = None, known_on: KnownOn = None, form: Form = Format.table) -> None:
    """Invoices in the order in which they have to be paid, with interest so far."""
    from pipelines.cli.commands.read import invoices as go

    go(town, as_of, known_on, form)


@app.command()
def budget(
    town: TownDir = HERE,
    year: Annotated[int | None, typer.Option(help="The budget year; default that of the day.")] = None,
    level: Annotated[Level | None, typer.Option(help="Only one level of the tree.")] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    form: Form = Format.table,
) -> None:
    """Plan, commitments and execution, from single lines up to the town."""
    from pipelines.cli.commands.read import budget as go

    go(town, year, level, as_of, known_on, form)


@app.command()
def turnaround(
    town: TownDir = HERE,
    by: Annotated[By, typer.Option(help="What cases are counted by.")] = By.service,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    form: Form = Format.table,
) -> None:
    """How long cases take: in time or late, closed or open, percentiles and survival."""
    from pipelines.cli.commands.read import turnaround as go

    go(town, by, as_of, known_on, form)


@app.command()
def loads(town: TownDir = HERE, known_on: KnownOn = None, form: Form = Format.table) -> None:
    """What was loaded, and that every row is accounted for."""
    from pipelines.cli.commands.read import loads as go

    go(town, known_on, form)


@app.command()
def letters(
    town: TownDir = HERE,
    as_of: AsOf = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="What would go now; nothing is sent, kept or published.")
    ] = False,
    weekly: Annotated[bool, typer.Option("--weekly", help="Of the preview: the weekly letters.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Of the preview: the letters themselves.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="DIR", help="Of the preview: write them as .html and .eml.")
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", metavar="SUBJECT", help="Who was told of this case or invoice, when, why or why not."),
    ] = None,
    items: Annotated[
        str | None,
        typer.Option("--items", metavar="READER", help="All that the last letters said to this person, cut or not."),
    ] = None,
    begin: Annotated[
        Begin | None,
        typer.Option("--begin", help="The first letters: all that stands, or a baseline, what stands taken as known."),
    ] = None,
    form: Form = Format.table,
) -> None:
    """Who was written to, about what, and whether it left; what would go now; who was told of one subject."""
    from pipelines.cli.commands import letters as go

    if begin is not None:
        if preview or weekly or text or html or items or as_of or ledger:
            raise typer.BadParameter("--begin stands alone, with --town.")
        go.begin(town, begin.value)
    elif ledger is not None:
        if preview or weekly or text or html or items or as_of:
            raise typer.BadParameter("--ledger stands alone, with --town and --format.")
        go.ledger(town, ledger, form)
    elif items is not None:
        if preview or weekly or text or html:
            raise typer.BadParameter("--items stands with --as-of, --town and --format only.")
        go.items(town, items, as_of, form)
    elif preview:
        go.preview(town, as_of, form, text, html, weekly)
    elif weekly or text or html:
        raise typer.BadParameter("--weekly, --text and --html need --preview.")
    else:
        go.letters(town, as_of, form)


@app.command()
def runs(
    town: TownDir = HERE,
    last: Annotated[int, typer.Option(help="How many, the newest first.", min=1)] = 30,
    form: Form = Format.table,
) -> None:
    """What was run, by the schedule or by hand: when, how long, rows, findings, letters, errors."""
    from pipelines.cli.commands.runs import runs as go

    go(town, last, form)


@app.command()
def contract(
    town: TownDir = HERE,
    settings: Annotated[bool, typer.Option("--settings", help="The keys of town.toml instead.")] = False,
    form: Form = Format.table,
) -> None:
    """The columns every noun expects, from the contracts themselves."""
    from pipelines.cli.commands import town as go

    (go.settings if settings else go.contract)(town, form)


@app.command()
def rules(
    sources: Annotated[
        bool,
        typer.Option("--sources", help="The numbers of the law instead: their standing, and who looks again by when."),
    ] = False,
    town: TownDir = HERE,
    as_of: AsOf = None,
    form: Form = Format.table,
) -> None:
    """Every rule: its sentence, gravity, audience and legal basis."""
    if sources:
        from pipelines.cli.commands.law import sources as numbers

        return numbers(town, as_of, form)
    from pipelines.cli.commands.town import rules as go

    return go(town, form)


@app.command()
def kinds(town: TownDir = HERE, as_of: AsOf = None, form: Form = Format.table) -> None:
    """The kinds of matters: their terms, the law, and how many of each this town has."""
    from pipelines.cli.commands.law import kinds as go

    go(town, as_of, form)
