"""What the town does: build, check, pass."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pipelines.cli.forms import Format
from pipelines.cli.options import HERE, AsOf, Form, Log, Now, TownDir
from pipelines.cli.program import app
from pipelines.schedule.log import Lines

LOCAL = "127.0.0.1"


@app.command()
def demo(
    town: TownDir = HERE,
    serve: Annotated[bool, typer.Option(help="Open the dashboards after the pass.")] = True,
    port: Annotated[int, typer.Option(help="Where the dashboards listen on this machine.")] = 8501,
) -> None:
    """Build a fictional town, run the passes of its last month and open its dashboards."""
    from pipelines.cli.commands.demo import demo as go

    go(town, serve, port)


@app.command()
def init(
    town: TownDir = HERE,
    name: Annotated[str, typer.Option(help="The office, as it stands on letters.")] = "",
    teryt: Annotated[str, typer.Option(help="TERYT: 7 digits of a commune, 4 of a county, 2 of a voivodeship.")] = "",
    nip: Annotated[str, typer.Option(help="The office's NIP.")] = "",
    steward: Annotated[str, typer.Option(help="Who looks after the data: 'Name <address>'.")] = "",
    mayor: Annotated[str, typer.Option(help="The mayor: 'Name <address>'.")] = "",
    treasurer: Annotated[str, typer.Option(help="The treasurer: 'Name <address>'.")] = "",
    secretary: Annotated[str, typer.Option(help="The secretary: 'Name <address>'.")] = "",
) -> None:
    """Make the folder of a new town; at a terminal it asks for what no option says."""
    from pipelines.cli.commands.init import Office
    from pipelines.cli.commands.init import init as go

    people = {"steward": steward, "mayor": mayor, "treasurer": treasurer, "secretary": secretary}
    known = {role: person for role, person in people.items() if person}
    go(town, Office(name, teryt, nip, known))


@app.command()
def check(town: TownDir = HERE, form: Form = Format.table) -> int:
    """Name every mistake in town.toml with its line and the fix."""
    from pipelines.cli.commands.town import check as go

    return go(town, form)


@app.command()
def doctor(town: TownDir = HERE, form: Form = Format.table) -> int:
    """Name what makes the town untrustworthy, gravest first, each with what mends it."""
    from pipelines.cli.commands.doctor import doctor as go

    return go(town, form)


@app.command("mail-test")
def mail_test(
    address: Annotated[str, typer.Argument(help="To whom, e.g. your own address.")], town: TownDir = HERE
) -> None:
    """Send one letter to see whether letters leave; what hinders them is said in a sentence."""
    from pipelines.cli.commands.mail_test import mail_test as go

    go(town, address)


@app.command()
def run(
    town: TownDir = HERE,
    as_of: AsOf = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also for a day before the published one, or far after it.")
    ] = False,
    no_letters: Annotated[
        bool, typer.Option("--no-letters", help="Write and send none; `ratusz letters --preview` shows them.")
    ] = False,
    form: Form = Format.table,
) -> int:
    """Load what arrived, judge the day, publish it and write the letters."""
    from pipelines.cli.commands.run import run as go

    return go(town, as_of, form, again=again, letters=not no_letters)


@app.command()
def release(load_id: Annotated[str, typer.Argument(help="The held load, e.g. L000012.")], town: TownDir = HERE) -> None:
    """Let in a file that was held because it would end too many rows."""
    from pipelines.cli.commands.write import release as go

    go(town, load_id)


class FeedAction(StrEnum):
    """What can be done with the rows of a feed that is no longer in town.toml."""

    end = "end"
    rename = "rename"


@app.command()
def feed(
    action: Annotated[FeedAction, typer.Argument(help="end: its rows end; rename: another feed takes them over.")],
    name: Annotated[str, typer.Argument(help="The feed that is no longer in town.toml.")],
    new: Annotated[str, typer.Argument(help="rename: the feed that took its place.")] = "",
    town: TownDir = HERE,
) -> None:
    """End the rows of a feed that was taken out of town.toml, or hand them over to the one that took its place."""
    from pipelines.cli.commands.write import feed as go

    go(town, action.value, name, new)


@app.command()
def tick(town: TownDir = HERE, now: Now = None, log: Log = Lines.text) -> int:
    """Do what the schedule says is due, then end: for cron or a systemd timer."""
    from pipelines.cli.commands.schedule import tick as go

    return go(town, now, log)


@app.command()
def serve(
    town: TownDir = HERE,
    port: Annotated[int, typer.Option(help="Where the dashboards listen.")] = 8501,
    address: Annotated[str, typer.Option(help="On which address; others than this machine's need a login.")] = LOCAL,
    log: Log = Lines.text,
) -> None:
    """Run the schedule and the dashboards until stopped."""
    from pipelines.cli.commands.schedule import serve as go

    go(town, port, address, log)


@app.command()
def service(
    unit: Annotated[str | None, typer.Argument(help="Only this one, e.g. ratusz.service.")] = None,
    town: TownDir = HERE,
    port: Annotated[int, typer.Option(help="Where the dashboards listen.")] = 8501,
) -> None:
    """Print systemd unit files with the paths of this installation."""
    from pipelines.cli.commands.schedule import service as go

    go(town, unit, port)
