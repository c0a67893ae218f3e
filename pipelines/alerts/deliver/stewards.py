"""The stewards: who hears by letter that something of Ratusz itself does not work."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple

from pipelines.alerts.write.headers import address, sender, stamped
from pipelines.store.last_run import last_run
from pipelines.store.queries import sql
from pipelines.store.snapshot import current, open_snapshot
from pipelines.store.warehouse import look
from pipelines.town import Town


class Reader(NamedTuple):
    """Who reads such letters; both empty where nobody is known."""

    employee: str
    email: str


def stewards(town: Town) -> Sequence[Reader]:
    """The stewards, or who stands in for them, else the mayor; by the last published run."""
    if current(town) is None:
        return [Reader("", "")]
    con, _ = open_snapshot(town)
    with closing(con):
        last = last_run(con)
        look(con, last.as_of, last.known_on, town.timezone, town.order)
        found = con.execute(_READERS).fetchall()
    return [Reader(*row) for row in found] or [Reader("", "")]


def tell(
    town: Town, state: sqlite3.Connection, reader: Reader, about: object, subject: str, body: str, now: datetime
) -> int:
    """Put a letter into the outbox, once for the same `about`; 1 when it is new. Within the caller's transaction.

    Where nobody is known to write to, the letter is kept as undeliverable. now: with zone.
    """
    letter_id = hashlib.sha256(repr(about).encode()).hexdigest()[:32]
    to = address("", reader.email)
    why = "" if to else "no address" if reader.employee else "nobody to tell"
    at = now.astimezone(town.zone)
    row = (letter_id, at.date().isoformat(), *reader, subject, "queued" if to else "undeliverable", why,
           message_of(town, letter_id, to, subject, body, at))  # fmt: skip
    return state.execute(_KEEP, row).rowcount


def message_of(town: Town, letter_id: str, to: Address | None, subject: str, body: str, at: datetime) -> bytes:
    """A plain letter about Ratusz itself. to: None where nobody can receive it; at: with zone."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender(town)
    if to:
        message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    stamped(message, town, letter_id, "report")
    message["Content-Language"] = town.language
    message.set_content(f"{body}\n", cte="quoted-printable")
    return message.as_bytes()


_KEEP = """
insert or ignore into letters (letter_id, run_id, day, recipient, address, subject, state, why, message, kind)
values (?, '', ?, ?, ?, ?, ?, ?, ?, 'report')
"""
_READERS = sql("alerts/deliver/stewards.sql")
