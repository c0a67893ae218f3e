"""`ratusz run`: one pass, with a progress bar and a short summary."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.alerts.deliver.undeliverable import unread
from pipelines.answers.findings import materialize_findings
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.cli.progress import bar
from pipelines.reading import reading
from pipelines.refusal import visible
from pipelines.run import Outcome
from pipelines.run import run as one_pass
from pipelines.schedule.jobs import done
from pipelines.schedule.runs import by_hand
from pipelines.settings import open_town
from pipelines.store.exchange import frame_of
from pipelines.store.state import open_state
from pipelines.town import Town
from rules.wording import Words, words

FIRST = 5  # findings, and files, named in the summary
STOPPED = ("held", "refused")


def run(root: Path, as_of: date | None, form: Format, again: bool, *, letters: bool = True) -> int:
    """Run a pass and print its summary; 3 when something of the input or of the letters needs a look, else 0."""
    town = open_town(root)
    outcome = pass_over(town, as_of, again, letters=letters)
    return summary(town, outcome, form)


def pass_over(town: Town, as_of: date | None, again: bool = False, *, letters: bool = True) -> Outcome:
    """One pass with a progress bar on standard error; the history knows of it. `again`: whatever day is published."""
    say, now = words(town.language), datetime.now(UTC)
    day = as_of or town.as_of or now.astimezone(town.zone).date()
    with bar(steps(say), say("Done")) as step:
        return by_hand(town, "run", day, now, lambda: one_pass(town, day, step, again=again, letters=letters), done)


def steps(say: Words) -> dict[str, str]:
    """The steps of a pass in their order, and what the reader is told of each."""
    return {
        "load": say("Loading the exports"), "facts": say("Working out dates and sums"), "judge": say("Judging"),
        "agree": say("Asking the second judge"), "write": say("Writing the findings"),
        "keep": say("Keeping the findings"), "publish": say("Publishing"), "letters": say("Writing the letters"),
    }  # fmt: skip


def summary(town: Town, outcome: Outcome, form: Format) -> int:
    """Print counts by severity and what to look at first; returns the exit code."""
    say = words(town.language)
    with reading(town, outcome.as_of, None) as day:
        materialize_findings(day)
        found = frame_of(
            day.con.sql(
                """
            select severity, count(*) as findings, count(*) filter (status = 'new') as new
            from findings_now
            where status <> 'resolved' and inhibited_by is null
            group by severity
            order by gravity(severity) desc
            """
            )
        )
        first = day.con.sql(
            f"""
            select message
            from findings_now
            where status <> 'resolved' and inhibited_by is null
            order by gravity(severity) desc, amount desc nulls last, due_on nulls last, noun, subject, rule
            limit {FIRST}
            """
        ).fetchall()
        ((stale, people, unknown),) = day.con.execute(
            """
            select (select count(*) from feed_facts where attention = 'yes'), (select count(*) from staff),
                (select count(*) from unknown_names)
            """
        ).fetchall()
    with closing(open_state(town)) as state:
        lost = unread(state, outcome.as_of)
    nobody = lost.count("")
    if form is Format.table:
        letters = [*_unknown(say, unknown), *_letters(say, town, outcome, len(lost) - nobody, nobody)]
        _speak(say, town, outcome, found, letters, [message for (message,) in first])
    else:
        write(found, form, say)
    rejected = sum(load.rows_rejected for load in outcome.unsaid)
    held = any(load.state in STOPPED for load in outcome.unsaid)
    unsent = len(lost) - nobody or (nobody and people)  # a town that keeps no employees yet expects no letters
    return 3 if rejected or held or stale or unsent else 0


def _unknown(say: Words, names: int) -> list[str]:
    """How many names of people, units and matters mean nobody we know."""
    if not names:
        return []
    return [
        say.count(
            names,
            "{n} name of a person, unit or case is in no register: `ratusz findings --rule D02` says which.",
            "{n} names of people, units or cases are in no register: `ratusz findings --rule D02` says which.",
        )
    ]


def _letters(say: Words, town: Town, outcome: Outcome, misdirected: int, nobody: int) -> list[str]:
    """What became of the letters: those that left or wait, those that reach nobody, what is wrong with the way out."""
    lines: list[str] = []
    posted = outcome.posted
    if not outcome.with_letters:
        lines.append(
            say("No letters were written. `ratusz letters --preview` shows them; the next run without --no-letters "
                "writes them, unless `ratusz letters --begin=baseline` takes what stands today as known.")
        )  # fmt: skip
    if posted.sent or posted.queued:
        left = {"sent": posted.sent, "queued": posted.queued}
        lines.append(
            say("Letters: {sent:number} sent, {queued:number} waiting.", **left)
            if posted.by_server
            else say("Letters: {sent:number} written to outbox, {queued:number} waiting.", **left)
        )
    if posted.never_sent:
        lines.append(
            say.count(
                posted.never_sent,
                "{n} letter was only written to a file before there was a mail server. `ratusz letters --begin=all` "
                "sends all that stands; `ratusz letters --begin=baseline` takes it as known.",
                "{n} letters were only written to files before there was a mail server. `ratusz letters --begin=all` "
                "sends all that stands; `ratusz letters --begin=baseline` takes it as known.",
            )
        )
    if misdirected:
        lines.append(
            say.count(
                misdirected,
                "{n} letter cannot be delivered: correct its reader's address in the register of employees; "
                "`ratusz letters` says whose.",
                "{n} letters cannot be delivered: correct their readers' addresses in the register of employees; "
                "`ratusz letters` says whose.",
            )
        )
    if nobody:
        lines.append(
            say.count(
                nobody,
                "{n} letter has no reader: no steward and no mayor is in the register of employees.",
                "{n} letters have no reader: no steward and no mayor is in the register of employees.",
            )
        )
    return [*lines, outcome.posted.problem] if outcome.posted.problem else lines


def _speak(say: Words, town: Town, outcome: Outcome, found: pl.DataFrame, letters: list[str], first: list[str]) -> None:
    lines = [say("{town}, {day:day}", town=town.name, day=outcome.as_of)]
    if not outcome.changed:
        lines.append(say("Nothing has changed since the last run; nothing was judged or written again."))
    loaded = sum(load.rows_loaded for load in outcome.unsaid)
    rejected = sum(load.rows_rejected for load in outcome.unsaid)
    if outcome.unsaid:
        lines.append(
            say("Rows loaded: {loaded:number}; rejected: {rejected:number} (see rejected/).",
                loaded=loaded, rejected=rejected)
        )  # fmt: skip
    lines += _stopped(say, outcome)
    counts = {
        "critical": "Critical: {n:number} (new: {new:number})",
        "high": "Urgent: {n:number} (new: {new:number})",
        "warn": "Warnings: {n:number} (new: {new:number})",
        "info": "Information: {n:number} (new: {new:number})",
    }
    lines += [say(counts[row["severity"]], n=row["findings"], new=row["new"]) for row in found.iter_rows(named=True)]
    lines += letters
    if first:
        lines += [say("Look at these first:"), *(f"  • {message}" for message in first)]
    print(visible("\n".join(lines)))  # noqa: T201


def _stopped(say: Words, outcome: Outcome) -> list[str]:
    """The files that were refused or held, with the reason and what to do, and those that stay in the inbox."""
    # a format that brings several nouns says the same of its file for each
    told = {(load.file, load.feed, load.reason): load for load in outcome.unsaid if load.state in STOPPED}
    stopped = list(told.values())
    lines = []
    for load in stopped[:FIRST]:
        named = {"file": load.file or load.feed, "feed": load.feed, "reason": load.reason}
        refused = load.state == "refused"
        lines.append(
            say("Refused: {file} ({feed}): {reason}", **named)
            if refused
            else say("Held: {file} ({feed}): {reason}", **named)
        )
        if load.fix:
            lines.append(f"  → {load.fix}")
    if len(stopped) > FIRST:
        lines.append(say("… and {n:number} more: ratusz loads", n=len(stopped) - FIRST))
    lines += [say("Left in the inbox: {file}", file=str(each)) for each in outcome.left[:FIRST]]
    if len(outcome.left) > FIRST:
        lines.append(say("… and {n:number} more in the inbox", n=len(outcome.left) - FIRST))
    return lines
