"""Checks of the machine: schedule, backup, room on the disk, folders, libraries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

from pipelines.doctor.look import BACKUP, Look
from pipelines.doctor.trouble import Check, Trouble

LEAST_FREE = 500_000_000  # bytes: exports, letters, the log
COPIES = 3  # a pass publishes a new copy beside the last one, and the warehouse grows
BACKUP_AGE = timedelta(days=8)  # a copy a week


def schedule(look: Look) -> Iterator[Trouble]:
    """A town that nobody runs is silent."""
    if look.slots is None:
        yield Trouble(
            look.say("the schedule never ran"), "high", 1,
            look.say("Start it: `ratusz serve`, or as a service: `ratusz service`."),
        )  # fmt: skip
    elif look.slots:
        yield Trouble(look.say("tasks of the schedule failed, or were slept through"), "high", len(look.slots),
                      look.say("`ratusz runs` says which and why."))  # fmt: skip


def backup(look: Look) -> Iterator[Trouble]:
    """What is not copied elsewhere is lost with the disk."""
    if look.backup is None or look.now - look.backup > BACKUP_AGE:
        yield Trouble(
            look.say("no backup of the town's folder is known of")
            if look.backup is None
            else look.say("the last backup is of {at:moment}", at=look.backup.astimezone(look.town.zone)),
            "warn", 1,
            look.say("Copy the folder {folder} to another machine, then touch {file} in it: pipelines/README.pl.md.",
                     folder=look.town.root, file=BACKUP),
        )  # fmt: skip


def room(look: Look) -> Iterator[Trouble]:
    """A full disk stops the run."""
    if look.free < max(LEAST_FREE, COPIES * look.needed):
        yield Trouble(
            look.say("the disk is nearly full: {free:number} MB are free", free=look.free // 1_000_000), "critical", 1,
            look.say("Make room on it, or move {folder} to a larger one.", folder=look.town.root),
        )  # fmt: skip


def folders(look: Look) -> Iterator[Trouble]:
    """What cannot be written to stops the loading, the letters or the publishing."""
    shut = [path for path in dict.fromkeys(look.folders)
            if path.exists() and not (path.is_dir() and os.access(path, os.R_OK | os.W_OK | os.X_OK))]  # fmt: skip
    for path in shut:
        yield Trouble(
            look.say("{folder} is no folder that can be written to", folder=path), "critical", 1,
            look.say("Let the user that runs Ratusz read and write all of the folder {folder}.", folder=look.town.root),
        )  # fmt: skip


def libraries(look: Look) -> Iterator[Trouble]:
    """Another library than the program was proved with may count otherwise."""
    for each in look.unfit:
        yield Trouble(
            look.say("library {asked}: installed is {there}", asked=each.asked, there=each.there or "–"), "high", 1,
            look.say("Install Ratusz anew: `uv tool install --force ratusz`."),
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (schedule, backup, room, folders, libraries)
