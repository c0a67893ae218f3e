"""What was written to whom of one thing, from the log of letters; a town that has sent none has none."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date

from dashboards.source.request import request
from pipelines.store.state import open_state

NEWEST = 50
_TOLD = """
select things.day, things.recipient, things.instead_of, things.reason, things.severity, things.sentence, letters.state
from letter_items things join letters using (letter_id)
where things.noun = ? and things.subject = ? and things.reason <> 'overtaken' and things.day <= ?
order by things.day desc, things.recipient, things.rule limit ?
"""


@dataclass(frozen=True)
class Told:
    """One sentence in one letter. reason: new, worse, repeat …; state: held, queued, sent or undeliverable."""

    day: date
    recipient: str
    instead_of: str
    reason: str
    severity: str
    sentence: str
    state: str


def told_of(noun: str, subject: str) -> list[Told]:
    """The newest sentences first; whether the reader may know of the thing is asked by the page."""
    shot = request().snapshot
    with closing(open_state(shot.town)) as state:
        rows = state.execute(_TOLD, (noun, subject, shot.as_of.isoformat(), NEWEST)).fetchall()
    return [Told(date.fromisoformat(day), *rest) for day, *rest in rows]
