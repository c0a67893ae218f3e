"""The commands by which a person adds what no system exports, or decides what the program must not."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from pathlib import Path

from pipelines import load
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.state import lock
from pipelines.warehouse import open_warehouse
from rules.wording import words


def note(
    root: Path, case: str, event: str, at: str, until: date | None, new_date: date | None, reason: str | None
) -> None:
    """Add an event of a case; it counts from the next run and stays in the audit."""
    town = open_town(root)
    say = words(town.language)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Refusal(
            say("{text} is not a day or a moment.", text=at), say("Write it as 2026-11-20 or 2026-11-20T09:30.")
        ) from None
    with lock(town):
        con = open_warehouse(town)
        try:
            load.note(con, town, case, event, moment, until, reason, new_date, getpass.getuser())
        finally:
            con.close()
    print(say("Noted: {case}, {event}. It counts from the next run.", case=case, event=event))  # noqa: T201


def release(root: Path, load_id: str) -> None:
    """Let in a held file; it counts from the next run and stays in the audit."""
    town = open_town(root)
    say = words(town.language)
    with lock(town):
        con = open_warehouse(town)
        try:
            done = load.release(town, con, load_id, getpass.getuser())
        finally:
            con.close()
    print(say("Let in: {load}, {n:number} rows.", load=load_id, n=done.rows_loaded))  # noqa: T201
