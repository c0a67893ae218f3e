"""The commands by which people decide about findings and letters, and the register of what they did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines import acts
from pipelines.cli.commands.author import by
from pipelines.cli.commands.read import utc
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import open_state
from pipelines.town import Town
from rules.wording import UNKNOWN, Words, words

if TYPE_CHECKING:
    import sqlite3

    import duckdb

TRAIL = pl.Schema(dict.fromkeys(("at", "author", "place", "action", "subject", "details"), pl.String))


def ack(root: Path, subject: str, rule: str, until: date | None, why: str, undo: bool) -> None:
    """Acknowledge what stands on a subject, or undo it."""
    town = open_town(root)
    say = words(town.language)
    _refuse_unknown(rule, say)
    with _opened(town) as (con, state):
        if undo:
            acts.undo(town, state, "acknowledge", subject, by(), rule=rule, why=why)
            _print(say("No longer acknowledged: {subject}. The next run speaks of it again.", subject=subject))
            return
        found = acts.acknowledge(town, con, state, subject, by(), rule=rule, until=until, why=why)
    rules = ", ".join(each.rule for each in found)
    _print(
        say("Acknowledged: {subject} ({rules}), until {until:day} or until it gets graver.",
            subject=subject, rules=rules, until=until)
        if until
        else say("Acknowledged: {subject} ({rules}), until it gets graver.", subject=subject, rules=rules)
    )  # fmt: skip


def silence(root: Path, target: str, rule: str, until: date | None, why: str, undo: bool) -> None:
    """Silence a subject or a rule until a day, or undo it."""
    town = open_town(root)
    say = words(town.language)
    _refuse_unknown(rule, say)
    with _opened(town) as (con, state):
        if undo:
            acts.undo(town, state, "silence", target, by(), rule=rule, why=why)
            _print(say("No longer silenced: {subject}. The next run speaks of it again.", subject=target))
            return
        if until is None:
            raise Refusal(say("A silence needs an end."), say("Say the last day with --until, e.g. 2026-12-01."))
        found = acts.silence(town, con, state, target, by(), until=until, why=why, rule=rule)
    covered = say.count(len(found), "It covers {n} finding now.", "It covers {n} findings now.")
    _print(f"{say('Silenced until {until:day}: {subject}.', until=until, subject=target)} {covered}")


def _refuse_unknown(rule: str, say: Words) -> None:
    """Refusal where a rule is named that is none; the rules load slowly, so only then."""
    if rule:
        from pipelines.cli.commands.rule_ids import refuse_unknown

        refuse_unknown([rule], say)


def prefer(root: Path, employee: str, wish: acts.Wish, undo: bool) -> None:
    """Set what somebody wishes of the letters, and print what holds."""
    town = open_town(root)
    say = words(town.language)
    with _opened(town) as (con, state):
        if undo:
            acts.forget_wishes(town, state, employee, by())
            _print(say("{employee}: letters as the town has them.", employee=employee))
            return
        held = asdict(acts.prefer(town, con, state, employee, by(), wish))
    names = {
        "severity": say("from severity"), "language": say("language"), "quiet": say("quiet hours"),
        "digest": say("how often"), "attach": say("attached to letters"),
    }  # fmt: skip
    _print("\n".join([employee, *(f"  {names[name]}: {value or UNKNOWN}" for name, value in held.items())]))


def audit(root: Path, subject: str, known_on: datetime | None, form: Format) -> None:
    """Print who did what, when and from where, the latest first."""
    town = open_town(root)
    with closing(open_state(town)) as state:
        done = acts.trail(state, subject, utc(town, known_on))
    rows = [
        {
            **act,
            "at": datetime.fromisoformat(act["at"]).astimezone(town.zone).isoformat(timespec="seconds"),
            "details": ", ".join(f"{name}: {_shown(value)}" for name, value in act["details"].items()),
        }
        for act in done
    ]
    frame = pl.DataFrame(rows, schema=TRAIL)
    if form is Format.json:
        details = pl.Series("details", [act["details"] for act in done], dtype=pl.Object)
        frame = frame.with_columns(details)
    write(frame, form, words(town.language))


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@contextmanager
def _opened(town: Town) -> Iterator[tuple[duckdb.DuckDBPyConnection, sqlite3.Connection]]:
    con, _ = open_snapshot(town)
    with closing(con), closing(open_state(town)) as state:
        yield con, state


def _print(text: str) -> None:
    print(text)  # noqa: T201
