"""The commands by which a person adds what no system exports, or decides what the program must not."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from pipelines.cli.commands.author import author, place
from pipelines.load import byhand, feeds
from pipelines.settings import open_town
from pipelines.store.state import lock
from pipelines.store.warehouse import open_warehouse
from rules.wording import words


def note(
    root: Path,
    case: str,
    event: str,
    at: datetime,
    until: date | None,
    new_date: date | None,
    reason: str | None,
    party: str | None,
) -> None:
    """Add an event of a case; it counts from the next run and stays in the audit."""
    town = open_town(root)
    with lock(town), closing(open_warehouse(town)) as con:
        byhand.note(con, town, case, event, at, until, reason, new_date, party, author(), place())
    say = words(town.language)
    print(say("Noted: {case}, {event}. It counts from the next run.", case=case, event=event))  # noqa: T201


def feed(root: Path, action: str, name: str, new: str) -> None:
    """End the rows of a feed that is no longer in town.toml, or hand them over; both stay in the audit."""
    town = open_town(root)
    say = words(town.language)
    with lock(town), closing(open_warehouse(town)) as con:
        if action == "rename":
            rows = feeds.rename(con, town, name, new, author(), place())
            said = say("Handed over: {n:number} rows of {old} to {new}. It counts from the next run.",
                       n=rows, old=name, new=new)  # fmt: skip
        else:
            rows = feeds.end(con, town, name, author(), place())
            said = say("Ended: {n:number} rows of {feed}. It counts from the next run.", n=rows, feed=name)
    print(said)  # noqa: T201


def release(root: Path, load_id: str) -> None:
    """Let in a held file; it counts from the next run and stays in the audit."""
    town = open_town(root)
    with lock(town), closing(open_warehouse(town)) as con:
        done = byhand.release(town, con, load_id, author(), place())
    say = words(town.language)
    print(say("Let in: {load}, {n:number} rows.", load=load_id, n=done.rows_loaded))  # noqa: T201
