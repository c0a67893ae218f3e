"""The command line: `ratusz`. Standard output carries only the result; progress and errors go to standard error."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.exceptions import TyperException

from pipelines.options import HERE, AsOf, At, By, Form, KnownOn, Level, NewDate, TownDir, Until
from pipelines.output import Format
from pipelines.refusal import Refusal

app = typer.Typer(
    help="Watches a public office's deadlines and money, and writes to the right person before it is too late.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command; a Refusal is said in two lines and ends with 1, wrong usage with 2, never with a traceback."""
    from rules.engine.fault import EngineFault

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # what is passed on is UTF-8 whatever the terminal speaks
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except Refusal as refusal:
        code = _say(refusal.message, refusal.fix)
    except EngineFault as fault:
        code = _say(f"Not everything was judged: {fault}.", "Nothing was published; the last run stays in use.")
    except TyperException as wrong:
        command = getattr(getattr(wrong, "ctx", None), "command_path", "ratusz")
        message = wrong.format_message()  # empty where the help was shown instead
        code = _say(message, f"{command} --help", wrong.exit_code) if message else wrong.exit_code
    except (typer.Abort, BrokenPipeError):  # somebody pressed Ctrl-C, or has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 1
    sys.exit(code)


def _say(message: str, fix: str, code: int = 1) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    if fix:
        print(f"→ {fix}", file=sys.stderr)  # noqa: T201
    return code


@app.command()
def demo(
    town: TownDir = HERE,
    serve: Annotated[bool, typer.Option(help="Open the dashboards after the pass.")] = True,
    port: Annotated[int, typer.Option(help="Where the dashboards listen on this machine.")] = 8501,
) -> None:
    """Build a fictional town, run one pass over it and open its dashboards."""
    from pipelines.commands.demo import demo as go

    go(town, serve, port)


@app.command()
def init(town: TownDir = HERE) -> None:
    """Make an empty town folder with a town.toml to fill in."""
    from pipelines.commands.town import init as go

    go(town)


@app.command()
def run(town: TownDir = HERE, as_of: AsOf = None, form: Form = Format.table) -> int:
    """Load what arrived, judge the day, publish it and write the letters."""
    from pipelines.commands.run import run as go

    return go(town, as_of, form)


@app.command()
def check(town: TownDir = HERE, form: Form = Format.table) -> int:
    """Name every mistake in town.toml with its line and the fix."""
    from pipelines.commands.town import check as go

    return go(town, form)


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
    from pipelines.commands.read import findings as go

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
    from pipelines.commands.why import why as go

    go(town, subject, as_of, known_on, form)


@app.command()
def invoices(town: TownDir = HERE, as_of: AsOf = None, known_on: KnownOn = None, form: Form = Format.table) -> None:
    """Invoices in the order in which they have to be paid, with interest so far."""
    from pipelines.commands.read import invoices as go

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
    from pipelines.commands.read import budget as go

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
    from pipelines.commands.read import turnaround as go

    go(town, by, as_of, known_on, form)


@app.command()
def loads(town: TownDir = HERE, known_on: KnownOn = None, form: Form = Format.table) -> None:
    """What was loaded, and that every row is accounted for."""
    from pipelines.commands.read import loads as go

    go(town, known_on, form)


@app.command()
def release(load_id: Annotated[str, typer.Argument(help="The held load, e.g. L000012.")], town: TownDir = HERE) -> None:
    """Let in a file that was held because it would end too many rows."""
    from pipelines.commands.write import release as go

    go(town, load_id)


@app.command()
def letters(town: TownDir = HERE, as_of: AsOf = None, form: Form = Format.table) -> None:
    """Who was written to, about what, and whether it left."""
    from pipelines.commands.read import letters as go

    go(town, as_of, form)


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
def contract(town: TownDir = HERE, form: Form = Format.table) -> None:
    """The columns every noun expects, from the contracts themselves."""
    from pipelines.commands.town import contract as go

    go(town, form)


@app.command()
def rules(town: TownDir = HERE, form: Form = Format.table) -> None:
    """Every rule: its sentence, gravity, audience and legal basis."""
    from pipelines.commands.town import rules as go

    go(town, form)
