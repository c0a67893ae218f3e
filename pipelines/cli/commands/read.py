"""The commands that look and change nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import polars as pl
import polars.selectors as cs

from pipelines.answers.findings import Show, spoken, unjudged
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.reading import reading
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.settings.monitoring import unlocked
from pipelines.town import Town
from rules.wording import words

QUEUE = ("effective_due_on", "due_confidence", "invoice_id", "number", "seller_name", "remaining", "currency",
         "interest_so_far", "compensation_eur", "holder", "step")  # fmt: skip
BUDGET = ("level", "unit", "side", "dzial", "rozdzial", "paragraf", "task", "plan", "committed", "executed", "left",
          "used_bp", "exhausted_on")  # fmt: skip
TURNAROUND = ("group", "closed", "open", "closed_late", "open_late", "p50_days", "p90_days", "p95_days",
              "survival_p50_days", "survival_p90_days")  # fmt: skip
FINDINGS = ("severity", "rule", "subject", "due_on", "amount", "status", "message")


def utc(town: Town, moment: datetime | None) -> datetime | None:
    """A moment somebody wrote, in UTC without a zone; without an offset it is the town's time."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=town.zone)).astimezone(UTC).replace(tzinfo=None)


def invoices(root: Path, as_of: date | None, known_on: datetime | None, form: Format) -> None:
    """Print the payment queue."""
    town = open_town(root)
    with reading(town, as_of, utc(town, known_on)) as day:
        write(day.query("answers/measures/queue.sql"), form, words(town.language), shown=QUEUE)


def budget(
    root: Path, year: int | None, level: str | None, as_of: date | None, known_on: datetime | None, form: Format
) -> None:
    """Print the budget of a year."""
    town = open_town(root)
    with reading(town, as_of, utc(town, known_on)) as day:
        frame = day.query("answers/measures/budget.sql", year=year or day.as_of.year)
    write(frame.filter(pl.col("level") == level) if level else frame, form, words(town.language), shown=BUDGET)


def turnaround(root: Path, by: str, as_of: date | None, known_on: datetime | None, form: Format) -> None:
    """Print how long cases take; by handler only once monitoring was announced to the staff."""
    town = open_town(root)
    say = words(town.language)
    with reading(town, as_of, utc(town, known_on)) as day:
        if by == "handler" and not unlocked(day.town, day.own_law, day.as_of):
            raise Refusal(
                say("Views of single persons are locked."),
                say("Announce them to the staff and write the day into [privacy] monitoring_announced_on."),
            )
        frame = day.query("answers/measures/turnaround.sql", by=by)
    definition = say(
        "From receipt to settlement in whole local days, linear interpolation; open cases count as censored on the day."
    )
    frame = frame.with_columns(cs.float().round(4), pl.lit(definition).alias("definition"))
    write(frame, form, say, shown=TURNAROUND, below=definition)


def findings(
    root: Path,
    as_of: date | None,
    known_on: datetime | None,
    show: Show | Literal["unknown"],
    rules: list[str],
    form: Format,
) -> None:
    """Print the findings of a day; a day other than the published one is judged afresh and remembered nowhere."""
    town = open_town(root)
    if rules:
        from pipelines.cli.commands.rule_ids import refuse_unknown  # the rules load slowly

        refuse_unknown(rules, words(town.language))
    with reading(town, as_of, utc(town, known_on)) as day:
        if show == "unknown":
            frame = unjudged(day)
        else:
            frame = spoken(day, show, utc(town, known_on) or datetime.now(UTC))
    if rules:
        frame = frame.filter(pl.col("rule").is_in(rules))
    write(frame, form, words(town.language), shown=() if show == "unknown" else FINDINGS)


def loads(root: Path, known_on: datetime | None, form: Format) -> None:
    """Print what was loaded; in the table only the first characters of a file's hash."""
    town = open_town(root)
    with reading(town, None, None) as day:
        frame = day.query("answers/measures/loads.sql", known_on=utc(town, known_on))
    if form is Format.table:
        frame = frame.with_columns(pl.col("sha256").str.head(12))
    write(frame, form, words(town.language))
