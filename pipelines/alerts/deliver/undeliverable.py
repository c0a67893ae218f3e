"""Dead letters: what a mail server refused for good is told to the stewards, once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from pipelines.alerts.deliver.stewards import stewards, tell
from pipelines.store.state import at_once
from pipelines.town import Town
from rules.wording import words


class Undeliverable(NamedTuple):
    """A letter the server would never take, with its answer."""

    letter_id: str
    answer: str


def unread(state: sqlite3.Connection, day: date) -> list[str]:
    """Whom the letters of a day cannot reach, an employee per letter; empty where there was nobody to write to."""
    return [reader for (reader,) in state.execute(_UNREAD, (day.isoformat(),))]


def report(town: Town, state: sqlite3.Connection, dead: Sequence[Undeliverable], now: datetime) -> int:
    """Put a letter about the dead ones into the outbox of each steward; how many are new.

    A report that died is not reported: it would be refused alike. Names and answers only, nothing of what was said.
    """
    lines = [line for each in dead for line in state.execute(_ABOUT, (each.letter_id,))]
    if not lines:
        return 0
    say = words(town.language)
    subject = say("Ratusz, {town}: letters that nobody can receive", town=town.name)
    listed = "\n".join(
        say(
            "{address} ({employee}), {subject}: {answer}", address=address, employee=employee, subject=title, answer=why
        )
        for address, employee, title, why in lines
    )
    n = len(lines)
    body = "\n\n".join(
        (
            say.count(
                n, "The mail server refused {n} letter for good:", "The mail server refused {n} letters for good:"
            ),
            listed,
            say("Correct the address in the register of employees: the next run says again what was in them."),
            say("`ratusz letters` lists them as undeliverable."),
        )
    )
    refused = sorted(each.letter_id for each in dead)
    with at_once(state):
        return sum(
            tell(town, state, reader, (town.name, "dead", reader.employee, refused), subject, body, now)
            for reader in stewards(town)
        )


_UNREAD = "select recipient from letters where state = 'undeliverable' and day = ? order by letter_id"
_ABOUT = "select address, recipient, subject, why from letters where letter_id = ? and kind <> 'report'"
