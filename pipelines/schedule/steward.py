"""A letter to the steward when the schedule fails: through the same outbox as all letters, once per failure and day."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from pipelines.alerts.deliver import deliver
from pipelines.alerts.deliver.stewards import stewards, tell
from pipelines.schedule.failure import Failure
from pipelines.schedule.ledger import Slot
from pipelines.store.state import Busy, at_once, lock
from pipelines.town import Town
from rules.wording import words


def write(
    town: Town, state: sqlite3.Connection, slot: Slot, failure: Failure, next_try: datetime | None, now: datetime
) -> int:
    """Put the letters about a failed slot into the outbox; how many are new. Moments with a zone.

    Before the first run nobody is known to write to: the letter is then kept as undeliverable.
    """
    say = words(town.language)
    name, at = say(f"job {slot.job}"), slot.at.astimezone(town.zone)
    subject = say("Ratusz, {town}: {job} failed", town=town.name, job=name)
    if next_try is None:
        then = say("It is not tried again; the next slot of the schedule is the next chance.")
    else:
        then = say("It is tried again on {at:moment}.", at=next_try.astimezone(town.zone))
    lines = (
        say("{job}, due on {at:moment}, failed:", job=name, at=at),
        failure.message,
        failure.fix,
        then,
        say("What was published before stays in use; letters that were ready go out later."),
        say("`ratusz runs` shows the history. This is told once a day for each kind of failure."),
    )
    body = "\n\n".join(line for line in lines if line)
    day = now.astimezone(town.zone).date().isoformat()
    new = 0
    for reader in stewards(town):
        about = (town.name, day, reader.employee, slot.job, failure.kind, next_try is None)
        with at_once(state):
            new += tell(town, state, reader, about, subject, body, now)
    return new


def send(town: Town, state: sqlite3.Connection) -> str:
    """Send what waits in the outbox; returns what is wrong with the way out. A run at work sends it itself."""
    try:
        with lock(town):
            return deliver(town, state).problem
    except Busy:
        return ""
