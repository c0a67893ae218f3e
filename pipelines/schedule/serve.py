"""`ratusz serve`: the schedule in a loop and the dashboards, each in a process of its own, until told to stop.

This process only watches the time. A tick in its own process gives back all its memory, and one that crashes takes
nothing along.
"""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.refusal import Refusal
from pipelines.schedule import heartbeat
from pipelines.schedule.ledger import upcoming
from pipelines.schedule.log import log
from pipelines.schedule.slots import entries
from pipelines.settings import open_town
from pipelines.store.state import open_state
from pipelines.town import Town
from rules.wording import words

LOOK = 1.0  # seconds between looks at the time and at the children
SOON = 15.0  # seconds after which the clock and town.toml are looked at again, at the latest
PAUSE = 10.0  # seconds between ticks, at least: what could not be done is not asked for in a hurry
STARTING = 10.0  # seconds in which the dashboards say what hinders them, such as a port that is taken
LIMIT, WITHIN = 5, 600.0  # so many deaths of the dashboards in so many seconds, and they are left alone
GRACE = 20.0  # seconds a child has for ending in order


def serve(town: Town, tick: Sequence[str], dashboards: Sequence[str], stop: threading.Event) -> None:
    """Run ticks when something is due and keep the dashboards up, until `stop` is set; then end both.

    tick, dashboards: the commands of the two processes. town.toml is read anew when it changes.

    Raises:
        Refusal: the dashboards did not come up; they have said why on standard error.
    """
    say = words(town.language)
    never_came = Refusal(
        say("The dashboards did not start."), say("What they said stands above; another port is chosen with --port.")
    )
    schedule, pages = _Schedule(town, tick), _Dashboards(dashboards, never_came)
    try:
        while not stop.wait(LOOK):
            pages.look()
            schedule.look()
    finally:
        _end(schedule.ticking, pages.process)
    log("ended")


class _Schedule:
    """The loop's half that ticks."""

    def __init__(self, town: Town, command: Sequence[str]) -> None:
        self.town = town
        self._read = _changed(town)
        self._command = command
        self._not_before = 0.0
        self._again = True  # at once: what an earlier process left in the middle is taken up, the time since is planned
        self.ticking: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        if self.ticking is not None:
            code = self.ticking.poll()
            if code is None:
                return
            if code < 0:
                log("the tick was killed", logging.ERROR, signal=-code)
            self.ticking = None
            self._again = code < 0
            self._not_before = time.monotonic() + PAUSE
        if time.monotonic() >= self._not_before and (self._again or self._is_due()):
            self._tick()

    def _tick(self) -> None:
        self._again = False
        self.ticking = start(self._command)

    def _is_due(self) -> bool:
        """Whether a tick has something to do; if not, it is asked again then, or soon: clocks are put right."""
        self._follow_settings()
        now = datetime.now(UTC)
        try:
            with closing(open_state(self.town)) as state:
                ahead = upcoming(state, entries(self.town), self.town.zone, now)
        except (sqlite3.Error, OSError) as error:  # a full disk, say: it may pass, and ending would not help
            log("the ledger cannot be used", logging.ERROR, problem=str(error))
            ahead = None
        left = SOON if ahead is None else (ahead[0] - now).total_seconds()
        self._not_before = time.monotonic() + min(left, SOON)
        return left <= 0

    def _follow_settings(self) -> None:
        """Take over a town.toml that was edited; while it has mistakes the last good one tells the time."""
        written = _changed(self.town)
        if written == self._read:
            return
        self._read = written
        try:
            self.town = open_town(self.town.root)
            log("town.toml was read anew")
        except Refusal as refusal:
            log("town.toml cannot be used", logging.ERROR, problem=refusal.message)
            heartbeat.ping(self.town, "fail", refusal.message)


@dataclass
class _Dashboards:
    """The loop's half that keeps the pages up; `never_came` is raised when they die at once."""

    command: Sequence[str]
    never_came: Refusal

    def __post_init__(self) -> None:
        self._begun = time.monotonic()
        self._deaths: list[float] = []
        self.process: subprocess.Popen[bytes] | None = start(self.command)

    def look(self) -> None:
        if self.process is None or (code := self.process.poll()) is None:
            return
        now = time.monotonic()
        if not self._deaths and now - self._begun < STARTING:
            raise self.never_came
        self._deaths = [death for death in self._deaths if now - death < WITHIN] + [now]
        if len(self._deaths) > LIMIT:
            self.process = None
            log("the dashboards died too often and are left alone; the schedule goes on", logging.ERROR, code=code)
            return
        log("the dashboards died and are started again", logging.WARNING, code=code, times=len(self._deaths))
        self.process = start(self.command)


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child in a process group of its own, so that Ctrl-C reaches this process alone, which ends them in order.

    Its standard input is a pipe that ends with this process, however that ends.
    """
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, process_group=0)  # noqa: S603 - our own commands


def _end(*children: subprocess.Popen[bytes] | None) -> None:
    running = [child for child in children if child is not None and child.poll() is None]
    for child in running:
        child.terminate()
    for child in running:
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            log("a child did not end in time and is killed", logging.WARNING, pid=child.pid)
            child.kill()
            child.wait()


def _changed(town: Town) -> int:
    try:
        return (town.root / "town.toml").stat().st_mtime_ns
    except FileNotFoundError:
        return 0
