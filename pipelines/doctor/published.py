"""Checks of what is published: that there is something, that it is of today, and that this program made it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from importlib.metadata import version

from pipelines.doctor.look import Look
from pipelines.doctor.trouble import Check, Trouble

OLD = timedelta(days=4)  # a run of Thursday still stands on the Monday after a long weekend
AHEAD = timedelta(minutes=10)  # so far two clocks may be apart


def nothing_published(look: Look) -> Iterator[Trouble]:
    """Nobody can see or be told anything before the first run."""
    if look.shut is not None:
        yield Trouble(look.shut.message, "critical", 1, look.shut.fix)


def old_run(look: Look) -> Iterator[Trouble]:
    """What is published speaks of its own day, not of today."""
    if look.register is None or look.town.as_of is not None:
        return
    last, today = look.register.last.as_of, look.now.astimezone(look.town.zone).date()
    if today - last > OLD:
        yield Trouble(
            look.say("the last run judged {day:day}", day=last), "critical", (today - last).days, "ratusz run"
        )


def clock_behind(look: Look) -> Iterator[Trouble]:
    """What was loaded later than now was loaded by another clock, or this one is wrong."""
    if look.register is not None and look.register.last.known_on.replace(tzinfo=UTC) - look.now > AHEAD:
        yield Trouble(
            look.say("the clock of this computer is behind the last run"), "critical", 1,
            look.say("Set the clock: `timedatectl status` shows whether it is kept by the network."),
        )  # fmt: skip


def other_program(look: Look) -> Iterator[Trouble]:
    """A newer program changed the warehouse, or an older one published what is shown."""
    if look.register is None:
        return
    if look.register.migrations:
        yield Trouble(
            look.say("a newer Ratusz has changed the warehouse; this one does not know how"), "critical",
            len(look.register.migrations), look.say("Install the newer version again: `uv tool upgrade ratusz`."),
        )  # fmt: skip
    if look.register.last.version != version("ratusz"):
        yield Trouble(
            look.say("what is published was made by version {there}, this is {here}",
                     there=look.register.last.version, here=version("ratusz")),
            "warn", 1, "ratusz run",
        )  # fmt: skip


def law_ends(look: Look) -> Iterator[Trouble]:
    """Nobody counts beyond what the law's record knows; D03 says the same of each part."""
    if look.register is None:
        return
    for severity, day in (("high", "high_day"), ("warn", "warn_day"), ("info", "info_day")):
        graver = {"high": (), "warn": ("high_day",), "info": ("high_day", "warn_day")}[severity]
        ended = [
            row
            for row in look.register.horizon
            if _reached(row["today"], row[day]) and not any(_reached(row["today"], row[later]) for later in graver)
        ]
        if ended:
            names = ", ".join(
                dict.fromkeys(row["display"] or look.say.phrases(row["words"] or row["name"]) for row in ended)
            )
            yield Trouble(
                look.say("the law's record ends, or ends soon: {names}", names=names), severity, len(ended),
                look.say("Install the newer version: `uv tool upgrade ratusz`; `ratusz rules --sources` says who "
                         "has to look."),
            )  # fmt: skip


def _reached(today: int, day: int | None) -> bool:
    return day is not None and today >= day


CHECKS: tuple[Check, ...] = (nothing_published, old_run, clock_behind, other_program, law_ends)
