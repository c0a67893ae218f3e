"""What people tell the town: audited, with the name of who said it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.forms import Format
from pipelines.cli.options import HERE, AsOf, At, Form, KnownOn, LastDay, NewDate, TownDir, Undo, Until, Why
from pipelines.cli.program import app


@app.command()
def note(
    case: Annotated[str, typer.Argument(help="The case mark.")],
    event: Annotated[str, typer.Argument(help="What happened, e.g. suspended, notice_36.")],
    at: At,
    until: Until = None,
    new_date: NewDate = None,
    reason: Annotated[str | None, typer.Option(help="Why.")] = None,
    party: Annotated[str | None, typer.Option(help="Which party it concerns: a number or mark, never a name.")] = None,
    town: TownDir = HERE,
) -> None:
    """Add what no system exports: a suspension, a notice, a delivery."""
    from pipelines.cli.commands.write import note as go

    go(town, case, event, at, until, new_date, reason, party)


@app.command()
def ack(
    subject: Annotated[str, typer.Argument(help="A case mark, an invoice id, or what else a finding is about.")],
    rule: Annotated[str, typer.Option(help="Only what this rule says, e.g. C02.")] = "",
    until: LastDay = None,
    why: Why = "",
    undo: Undo = False,
    town: TownDir = HERE,
) -> None:
    """Take note of a finding: no letter about it until it gets graver or the day is over."""
    from pipelines.cli.commands.acts import ack as go

    go(town, subject, rule, until, why, undo)


@app.command()
def silence(
    target: Annotated[str, typer.Argument(help="What findings are about, or the id of a rule.")],
    rule: Annotated[str, typer.Option(help="Only what this rule says of it, e.g. C02.")] = "",
    until: LastDay = None,
    why: Why = "",
    undo: Undo = False,
    town: TownDir = HERE,
) -> None:
    """No letters about a subject or a rule through a day, with a reason; what turns critical is said all the same."""
    from pipelines.cli.commands.acts import silence as go

    go(town, target, rule, until, why, undo)


@app.command()
def prefer(
    employee: Annotated[str, typer.Argument(help="The person, as the register of employees calls them.")],
    severity: Annotated[str | None, typer.Option(help="Nothing below it: info, warn, high or critical.")] = None,
    language: Annotated[str | None, typer.Option(help="Of the letters: pl or en.")] = None,
    quiet: Annotated[str | None, typer.Option(help="Hours without letters, e.g. 18:00-07:00.")] = None,
    digest: Annotated[str | None, typer.Option(help="daily, or weekly: one letter a week, urgent apart.")] = None,
    attach: Annotated[str | None, typer.Option(help="To letters, the numbers or the whole list: xlsx or none.")] = None,
    undo: Undo = False,
    town: TownDir = HERE,
) -> None:
    """Set what somebody wishes of the letters; without an option, show it."""
    from pipelines.acts import Wish
    from pipelines.cli.commands.acts import prefer as go

    go(town, employee, Wish(severity, language, quiet, digest, attach), undo)


@app.command()
def audit(
    subject: Annotated[str, typer.Argument(help="Only acts on this; left out: all.")] = "",
    town: TownDir = HERE,
    known_on: KnownOn = None,
    form: Form = Format.table,
) -> None:
    """Who did what, when, from where and why, the latest first."""
    from pipelines.cli.commands.acts import audit as go

    go(town, subject, known_on, form)


@app.command()
def sheet(
    unit: Annotated[str, typer.Argument(help="The unit, by its id; the units below it are asked too.")],
    feed: Annotated[str | None, typer.Option(help="The feed that will read it; default the first that can.")] = None,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; default by the feed's own pattern.")] = None,
    town: TownDir = HERE,
) -> None:
    """Write the return sheet of a unit: what officers know and no system says, to fill in and load like any export."""
    from pipelines.cli.commands.return_sheet import sheet as go

    go(town, unit, feed, as_of, out)


@app.command()
def notices(
    unit: Annotated[str | None, typer.Option(help="Only the cases of this unit.")] = None,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; default notices-<day>.docx.")] = None,
    town: TownDir = HERE,
) -> None:
    """Write the notices of delay that are owed today as a document, to complete and sign."""
    from pipelines.cli.commands.notices import write_notices as go

    go(town, unit, as_of, out)


@app.command()
def calendar(
    employee: Annotated[str, typer.Argument(help="Whose deadlines, by the employee's id.")],
    address: Annotated[bool, typer.Option("--address", help="Grant a secret address for calendar programs.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Close the address granted before.")] = False,
    town: TownDir = HERE,
) -> None:
    """A person's deadlines as an iCalendar feed, with those of whom they stand in for."""
    from pipelines.cli.commands.agenda import calendar as go

    go(town, employee, address=address, revoked=revoke)
