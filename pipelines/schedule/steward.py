"""A letter to the steward when the schedule fails: through the same outbox as all letters, once per failure and day."""

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

from pipelines.alerts.deliver import deliver
from pipelines.alerts.write import sender
from pipelines.schedule.failure import Failure
from pipelines.schedule.ledger import Slot
from pipelines.snapshot import current, open_snapshot
from pipelines.state import Busy, at_once, lock
from pipelines.town import Town
from pipelines.warehouse import look
from rules.wording import words


class Reader(NamedTuple):
    """Who reads such letters; both empty where nobody is known."""

    employee: str
    email: str


def write(
    town: Town, state: sqlite3.Connection, slot: Slot, failure: Failure, next_try: datetime | None, now: datetime
) -> int:
    """Put the letters about a failed slot into the outbox; how many are new. Moments with a zone.

    Before the first run nobody is known to write to: the letter is then kept as undeliverable.
    """
    w = words(town.language)
    name, at = w(f"job {slot.job}"), slot.at.astimezone(town.zone)
    subject = w("Ratusz, {town}: {job} failed", town=town.name, job=name)
    if next_try is None:
        then = w("It is not tried again; the next slot of the schedule is the next chance.")
    else:
        then = w("It is tried again on {at:moment}.", at=next_try.astimezone(town.zone))
    lines = (
        w("{job}, due on {at:moment}, failed:", job=name, at=at),
        failure.message,
        failure.fix,
        then,
        w("What was published before stays in use; letters that were ready go out later."),
        w("`ratusz runs` shows the history. This is told once a day for each kind of failure."),
    )
    body = "\n\n".join(line for line in lines if line)
    day = now.astimezone(town.zone).date().isoformat()
    new = 0
    for employee, email in _readers(town):
        about = (town.name, day, employee, slot.job, failure.kind, next_try is None)
        letter_id = hashlib.sha256(repr(about).encode()).hexdigest()[:32]
        to = _address(email)
        why = "" if to else "no address" if employee else "nobody to tell"
        message = _message(town, letter_id, to, subject, body, now)
        row = (letter_id, day, employee, email, subject, "queued" if to else "undeliverable", why, message)
        with at_once(state):
            new += state.execute(_KEEP, row).rowcount
    return new


def send(town: Town, state: sqlite3.Connection) -> str:
    """Send what waits in the outbox; gives what is wrong with the way out. A run at work sends it itself."""
    try:
        with lock(town):
            return deliver(town, state).problem
    except Busy:
        return ""


def _readers(town: Town) -> Sequence[Reader]:
    """The stewards, or who stands in for them, else the mayor; by the last published run."""
    if current(town) is None:
        return [Reader("", "")]
    con, _ = open_snapshot(town)
    with closing(con):
        [(as_of, known_on)] = con.execute("select as_of, known_on from runs order by run_id desc limit 1").fetchall()
        look(con, as_of, known_on, town.timezone)
        found = con.execute(_READERS).fetchall()
    return [Reader(*row) for row in found] or [Reader("", "")]


def _address(email: str) -> Address | None:
    """The address; None when it is missing or no mail server could read it."""
    try:
        return Address(addr_spec=email) if email.isascii() and "@" in email else None
    except (ValueError, IndexError):  # IndexError: what the library's parser makes of a cut address
        return None


def _message(town: Town, letter_id: str, to: Address | None, subject: str, body: str, now: datetime) -> bytes:
    by = sender(town)
    message = EmailMessage(policy=SMTP)
    message["From"] = by
    if to:
        message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(now.astimezone(town.zone))
    message["Message-ID"] = f"<{letter_id}@{by.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = town.language
    message.set_content(f"{body}\n", cte="quoted-printable")
    return message.as_bytes()


_KEEP = """
insert or ignore into letters (letter_id, run_id, day, recipient, address, subject, state, why, message)
values (?, '', ?, ?, ?, ?, ?, ?, ?)
"""
_READERS = """
with
here as (
    select employee, trim(coalesce(email, '')) as email, string_split(coalesce(roles, ''), '|') as roles
    from employees
    where coalesce(active_from <= getvariable('as_of'), true) and coalesce(active_to >= getvariable('as_of'), true)
),
named as (
    select coalesce(stand_in.employee, here.employee) as employee, role,
        if(stand_in.employee is null, here.email, stand_in.email) as email
    from here, (values ('steward'), ('mayor')) as wanted(role)
    left join stand_ins on stand_ins.employee = here.employee
    left join here as stand_in on stand_in.employee = stand_ins.substitute
    where list_contains(here.roles, role)
)
select distinct employee, email
from named
where role = (select max(role) from named)  -- the mayor only where there is no steward
order by employee
"""
