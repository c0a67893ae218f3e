"""The jobs a schedule can name. A new job is a function here; its name is the word for it in town.toml.

This module is imported wherever town.toml is read, so a job imports what it needs when it begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipelines.refusal import Refusal
from pipelines.store.snapshot import current
from pipelines.town import Town

if TYPE_CHECKING:
    from pipelines.run import Outcome


@dataclass(frozen=True)
class Result:
    """What a job did, for the history; None where the job has no such thing. `problem`: to be put right."""

    run_id: str | None = None
    rows_in: int | None = None
    rows_loaded: int | None = None
    rows_rejected: int | None = None
    letters: int | None = None
    problem: str = ""


Job = Callable[[Town, date, float], Result]  # the town, the day, how many seconds another run is waited for

JOBS: dict[str, Job] = {}


def done(outcome: Outcome) -> Result:
    """What the history keeps of a pass."""
    return Result(
        run_id=outcome.run_id,
        rows_in=sum(load.rows_in for load in outcome.loads),
        rows_loaded=sum(load.rows_loaded for load in outcome.loads),
        rows_rejected=sum(load.rows_rejected for load in outcome.loads),
        letters=outcome.posted.sent,
        problem=outcome.posted.problem,
    )


def job(begin: Job) -> Job:
    """Enter a function as the job of its name. It may be begun again after it failed or was killed, and raises Busy."""
    JOBS[begin.__name__] = begin
    return begin


@job
def run(town: Town, as_of: date, patience: float) -> Result:
    """One pass: load what arrived, judge the day, publish it, write the letters."""
    from pipelines.run import run as one_pass

    return done(one_pass(town, as_of, patience=patience))


@job
def letters(town: Town, as_of: date, patience: float) -> Result:
    """Send the letters that wait: for the mail server, or for a run that was ended before it had sent them."""
    from pipelines.posting import finish

    if current(town) is None:
        return Result(letters=0)
    run_id, posted = finish(town, patience)
    if posted.problem and posted.queued:
        raise Refusal(posted.problem)
    return Result(run_id=run_id, letters=posted.sent, problem=posted.problem)


@job
def weekly(town: Town, as_of: date, patience: float) -> Result:
    """The weekly letters: once a week, on its first working day that a run has been published by."""
    from pipelines.posting import weekly as post_week

    if current(town) is None:
        return Result(letters=0)
    run_id, posted = post_week(town, as_of, patience)
    if posted.problem and posted.queued:
        raise Refusal(posted.problem)
    return Result(run_id=run_id, letters=posted.sent, problem=posted.problem)
