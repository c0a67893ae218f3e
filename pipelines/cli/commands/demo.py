"""`ratusz demo`: a fictional town, the passes of its last month, its dashboards."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from pipelines.cli.commands.run import pass_over, summary
from pipelines.cli.forms import Format
from pipelines.cli.progress import bar
from pipelines.refusal import Refusal
from pipelines.run import Outcome
from pipelines.run import run as one_pass
from pipelines.schedule.jobs import done
from pipelines.schedule.runs import by_hand
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.town import Town, language_of
from rules.engine.warm import warm_judge
from rules.law.calendar import Calendar
from rules.wording import words

# Days back from the town's own: a month and a day ago are enough to see what came, grew, moved and went, and what
# people were told of it. Who only wants to look waits for each of them.
BACK = (30, 1)


def demo(root: Path, serve: bool, port: int) -> None:
    """Build the town and live its last month unless it is there, run a pass, print the summary, serve the dashboards.

    Raises:
        Refusal: the folder holds something else than a town.
    """
    settings, first = root / "town.toml", None
    with ExitStack() as judging:
        if not settings.exists():
            if root.exists() and any(root.iterdir()):
                say = words(language_of(root))
                raise Refusal(
                    say("{folder} is not empty and holds no town.toml.", folder=root),
                    say("Choose another folder with --town."),
                )
            importlib.import_module("data.demo").build(root)
            judging.enter_context(warm_judge())  # one process judges all of these days
            first = live(open_town(root))
        town = open_town(root)
        outcome = pass_over(town, None)
    if first:  # which has loaded all there is
        outcome = replace(outcome, unsaid=[*first.unsaid, *outcome.unsaid])
    summary(town, outcome, Format.table)
    if serve:  # in place of this process, so that the server carries neither the engine nor the contracts
        os.execv(sys.executable, [sys.executable, "-m", "dashboards.app", str(root), "--port", str(port), "--open"])  # noqa: S606


def live(town: Town) -> Outcome | None:
    """The passes of the month before the town's day, with their letters; the first of them. None: it names no day."""
    say = words(town.language)
    if town.as_of is None:
        return None
    days = list(days_before(town.as_of, Calendar(law_of(town), town.days_off)))
    with bar({str(day): say("The day {day:day}", day=day) for day in days}, say("Done")) as step:
        passes = []
        for day in days:
            step(str(day))
            passes.append(by_hand(town, "run", day, datetime.now(UTC), partial(one_pass, town, day), done))
    return passes[0]


def days_before(as_of: date, calendar: Calendar) -> Iterator[date]:
    """The days `BACK` from a day, the earliest first; where the office was closed, the last open one before."""
    for back in BACK:
        day = as_of - timedelta(days=back)
        while not calendar[day].open:
            day -= timedelta(days=1)
        yield day
