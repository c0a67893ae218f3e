"""The commands that look and change nothing."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.output import Format, write
from pipelines.reading import Reading, reading
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.state import open_state
from pipelines.town import Town
from rules.wording import words

BY = ("service", "unit", "kind", "handler", "all")
LEVELS = ("line", "paragraf", "rozdzial", "dzial", "unit", "town")


def measure(root: Path, name: str, as_of: date | None, known_on: datetime | None, form: Format) -> None:
    """Print the answer of a named question."""
    town = open_town(root)
    with reading(town, as_of, known_on) as day:
        write(day.query(f"measures/{name}.sql"), form, words(town.language))


def budget(
    root: Path, year: int | None, level: str | None, as_of: date | None, known_on: datetime | None, form: Format
) -> None:
    """Print the budget of a year."""
    town = open_town(root)
    if level is not None and level not in LEVELS:
        raise Refusal(f"--level {level}: unknown.", f"Use one of {', '.join(LEVELS)}.")
    with reading(town, as_of, known_on) as day:
        frame = day.query("measures/budget.sql", year=year or day.as_of.year)
    write(frame.filter(pl.col("level") == level) if level else frame, form, words(town.language))


def turnaround(root: Path, by: str, as_of: date | None, known_on: datetime | None, form: Format) -> None:
    """Print how long cases take; by handler only once monitoring was announced to the staff."""
    town = open_town(root)
    say = words(town.language)
    if by not in BY:
        raise Refusal(f"--by {by}: unknown.", f"Use one of {', '.join(BY)}.")
    with reading(town, as_of, known_on) as day:
        if by == "handler" and not unlocked(town, day.as_of):
            raise Refusal(
                say("Views of single persons are locked."),
                say("Announce them to the staff and write the day into [privacy] monitoring_announced_on."),
            )
        frame = day.query("measures/turnaround.sql", by=by)
    definition = say(
        "From receipt to settlement in whole local days, linear interpolation; open cases count as censored on the day."
    )
    write(frame.with_columns(pl.lit(definition).alias("definition")), form, say)


def unlocked(town: Town, day: date) -> bool:
    """Whether per-person views are open: 14 days after monitoring was announced (labour code art. 22³ § 4)."""
    announced = town.privacy.get("monitoring_announced_on")
    if announced is None:
        return False
    return (day - date.fromisoformat(str(announced))).days >= NOTICE_DAYS


NOTICE_DAYS = 14  # labour code art. 22(2) § 8 with 22(3) § 4


def findings(
    root: Path, as_of: date | None, known_on: datetime | None, show: str, rules: list[str], form: Format
) -> None:
    """Print the findings of a day; a day other than the published one is judged afresh and remembered nowhere."""
    town = open_town(root)
    with reading(town, as_of, known_on) as day:
        lay_findings(day)
        if show == "unknown":
            frame = day.con.sql("from unjudged_now order by rule, noun, subject").pl()
        else:
            frame = _spoken(day, show)
    if rules:
        frame = frame.filter(pl.col("rule").is_in(rules))
    if form is Format.table and show != "unknown":
        frame = frame.select("severity", "rule", "subject", "due_on", "amount", "status", "message")
    write(frame, form, words(town.language))


def lay_findings(day: Reading) -> None:
    """Make `findings_now` and `unjudged_now` of the day, from the published ones or judged afresh."""
    if day.stored:
        day.con.execute("create or replace temp view findings_now as from findings where as_of = getvariable('as_of')")
        day.con.execute("create or replace temp view unjudged_now as select rule, noun, subject, missing from unjudged")
        return
    from pipelines.judge import judge

    judge(day.con, day.town)


def _spoken(day: Reading, show: str) -> pl.DataFrame:
    known = day.known_on.replace(tzinfo=UTC).astimezone(day.town.zone).isoformat(timespec="seconds")
    frame = day.query("measures/findings.sql", show=show)
    because = pl.Series("because", [json.loads(text) for text in frame["because"]], dtype=pl.Object)
    return frame.with_columns(because, as_of=pl.lit(day.as_of), known_on=pl.lit(known))


def loads(root: Path, form: Format) -> None:
    """Print what was loaded."""
    town = open_town(root)
    with reading(town, None, None) as day:
        write(day.query("measures/loads.sql"), form, words(town.language))


def letters(root: Path, form: Format) -> None:
    """Print who was written to."""
    from pipelines.alerts import letters as written

    town = open_town(root)
    with closing(open_state(town)) as state:
        frame = pl.DataFrame(written(state), schema=LETTER)
    if form is Format.table:
        frame = frame.with_columns(pl.col("items").list.len())
    write(frame, form, words(town.language))


ITEM = pl.Struct({name: pl.String() for name in ("rule", "noun", "subject", "instead_of", "reason")})
LETTER = {
    "letter_id": pl.String(),
    "to": pl.String(),
    "subject": pl.String(),
    "items": pl.List(ITEM),
    "state": pl.String(),
    "sent_at": pl.String(),
}
