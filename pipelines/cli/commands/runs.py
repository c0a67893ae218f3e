"""`ratusz runs`: what the schedule and people ran, and whether anybody still runs the schedule."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.schedule.beat import failing
from pipelines.schedule.heartbeat import LATE
from pipelines.schedule.ledger import moment, upcoming
from pipelines.schedule.runs import history
from pipelines.schedule.slots import entries
from pipelines.settings import open_town
from pipelines.store.state import open_state
from pipelines.town import Town
from rules.severity import GRAVEST_FIRST
from rules.wording import words

SHOWN = ("started", "job", "slot", "covers", "as_of", "seconds", "state", "rows_in", "rows_loaded", "rows_rejected",
         *GRAVEST_FIRST, "letters", "error")  # fmt: skip


def runs(root: Path, last: int, form: Format) -> None:
    """Print the history; under the table, what is wrong with the schedule and what comes next."""
    town = open_town(root)
    with closing(open_state(town)) as state:
        frame = history(town, state, last)
        below = "\n".join(_outlook(town, state, datetime.now(UTC)))
    write(frame, form, words(town.language), shown=SHOWN, below=below)


def _outlook(town: Town, state: sqlite3.Connection, now: datetime) -> list[str]:
    """Silence is failure: what failed last, what nobody began, or what is next."""
    say, schedule = words(town.language), entries(town)
    sentences = {"failed": "{job} of {at:moment} has failed.", "missed": "{job} of {at:moment} was missed."}
    lines = [
        say(sentences[each["state"]], job=say(f"job {each['job']}"), at=moment(each["slot"]).astimezone(town.zone))
        for each in failing(state, schedule)
    ]
    start = say("Start `ratusz serve`, or let systemd or cron call `ratusz tick`: see `ratusz service`.")
    if state.execute("select 1 from planned limit 1").fetchone() is None:
        return [*lines, say("Nothing runs the schedule yet."), start]
    ahead = upcoming(state, schedule, town.zone, now)
    if ahead is None:
        return [*lines, say("Nothing is due any more.")]
    at, job = ahead[0].astimezone(town.zone), say(f"job {ahead[1]}")
    if now - ahead[0] > LATE:
        return [*lines, say("{job} was due on {at:moment}: nothing runs the schedule.", job=job, at=at), start]
    return [*lines, say("Next: {job}, {at:moment}.", job=job, at=at)]
