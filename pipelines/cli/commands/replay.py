"""`ratusz backtest` and `ratusz recompute`: the rules over days that are past, and the dates under another law."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.cli.commands.rule_ids import refuse_unknown
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.cli.progress import day_bar
from pipelines.reading import published_day, refuse_beyond
from pipelines.refusal import Refusal
from pipelines.replay.backtest import Backtest, days_known, days_of_business, reaches_back
from pipelines.replay.backtest import backtest as measured
from pipelines.replay.recompute import law_of_folder, moved
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.town import Town
from rules.law import read_law
from rules.wording import Words, words

SHOWN = ("rule", "findings", "finding_days", "subjects", "decided", "came_true", "precision", "why", "late",
         "warned_before", "recall", "lead_days", "letters", "people")  # fmt: skip


def backtest(root: Path, first: date, last: date, rules: list[str], by: str | None, form: Format) -> None:
    """Print how each rule did over the days from the first to the last; nothing is remembered, published or sent."""
    town = open_town(root)
    say = words(town.language)
    now = datetime.now(UTC)
    law = read_law(town.jurisdiction)
    _refuse_days(town, first, last, town.as_of or now.astimezone(town.zone).date())
    for day in (first, last):
        refuse_beyond(law, town, day)
    refuse_unknown(rules, say)
    con, _ = open_snapshot(town)
    with closing(con):
        by = by or ("known" if reaches_back(con, town, first) else "business")
        days = days_known(town, first, last) if by == "known" else days_of_business(first, last, now)
        with day_bar(say("Judging day after day"), len(days)) as progress:
            found = measured(con, town, law, days, progress)
    frame = found.rules.with_columns(
        pl.lit(by).alias("by"), pl.lit(first).alias("first_day"), pl.lit(last).alias("last_day")
    )
    frame = frame.filter(pl.col("rule").is_in(rules)) if rules else frame
    below = ""
    if form is Format.table:
        meant = {"states_a_fact": say("states a fact"), "nothing_decided_yet": say("nothing decided yet")}
        why = [meant.get(word) for word in frame["why"]]
        frame = frame.with_columns(pl.Series("why", why, dtype=pl.String))
        told = (pl.col("findings") > 0) | (pl.col("late") > 0).fill_null(value=False)
        silent = [] if rules else frame.filter(~told)["rule"].to_list()
        frame = frame if rules else frame.filter(told)
        below = _below(say, found, first, last, by, silent)
    write(frame, form, say, shown=SHOWN, below=below)


def recompute(root: Path, dry_run: bool, against: Path | None, form: Format) -> None:
    """Print what is open and would fall due on another day; to change anything is for the next run."""
    town = open_town(root)
    say = words(town.language)
    if not dry_run:
        raise Refusal(
            say("Nothing is changed here: the next `ratusz run` judges by the law and the settings of that day."),
            say("Add --dry-run to see which dates would move."),
        )
    law = read_law(town.jurisdiction) if against is None else law_of_folder(town, against, say)
    with published_day(town) as day:
        frame = moved(day, town, law, say)
        moving = say.count(frame.height, "{n} date would move.", "{n} dates would move.")
        below = f"{moving} {say('Compared with the run of {day:day}; nothing was changed.', day=day.as_of)}"
    write(frame, form, say, below=below)


def _refuse_days(town: Town, first: date, last: date, today: date) -> None:
    say = words(town.language)
    if first > last:
        raise Refusal(
            say("{first:day} comes after {last:day}.", first=first, last=last), say("Give the earlier day as --from.")
        )
    if last > today:
        raise Refusal(
            say("{day:day} has not come yet.", day=last), say("Choose a --to of {today:day} or before.", today=today)
        )


def _below(say: Words, found: Backtest, first: date, last: date, by: str, silent: list[str]) -> str:
    if by == "known":
        how = say(
            "From {first:day} to {last:day}, each day with what had been loaded by its end.", first=first, last=last
        )
    else:
        how = say(
            "From {first:day} to {last:day} by the dates of the rows themselves, whenever they were loaded: what was "
            "entered late counts as known in time.", first=first, last=last,
        )  # fmt: skip
    letters = say(
        "Letters of all rules together: {letters:number}, to {people:number} people. None was written or sent.",
        letters=found.letters, people=found.people,
    )  # fmt: skip
    lines = [say("Silent on all these days: {rules}.", rules=", ".join(silent))] if silent else []
    return "\n".join([*lines, how, letters])
