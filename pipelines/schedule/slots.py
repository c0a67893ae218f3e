"""From cron expressions to slots: which moments are due, and what becomes of those that were slept through. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cronsim import CronSim

from pipelines.settings.kinds import age
from pipelines.town import Town

PUNCTUAL = timedelta(minutes=15)  # a slot begun no later than this after its moment was not slept through
REMEMBERED = timedelta(days=31)  # moments slept through longer ago are not even written down


@dataclass(frozen=True, slots=True)
class Entry:
    """One [[schedule]] of town.toml; without a cron it has the moments of the job it comes after."""

    job: str
    cron: str | None = None
    after: str | None = None
    catch_up: str = "once"  # once: one run for all that were missed | all: each | skip: none
    within: timedelta | None = None  # older moments are missed for good
    retries: int = 3


DEFAULT = (
    Entry("run", "30 5 * * *"),
    Entry("weekly", "0 6 * * 1-5", after="run"),  # the first working day of a week does it, the others find it done
    Entry("letters", "*/15 7-16 * * 1-5"),  # what waits for the mail server, while there are people to read it
)


class Due(NamedTuple):
    """A moment of a job (UTC) and what becomes of it; `instead` is the later moment that is run in its place."""

    slot: datetime
    state: str  # waiting | skipped | missed
    instead: datetime | None = None


def entries(town: Town) -> tuple[Entry, ...]:
    """The town's schedule, or the usual one where town.toml has none."""
    written = tuple(Entry(**{**table, "within": age(table.get("within"))}) for table in town.schedule)
    return written or DEFAULT


def moments(schedule: Sequence[Entry], job: str, zone: ZoneInfo, since: datetime) -> Iterator[tuple[datetime, Entry]]:
    """The moments of a job after `since` in order, without end, in UTC, each with the entry it comes from."""
    ahead = [(crons, entry) for cron, entry in _crons(schedule, job) if (crons := _Ahead(cron, zone, since)).next]
    last = since
    while ahead:
        crons, entry = min(ahead, key=lambda pair: pair[0].next or _NEVER)
        moment = crons.next
        if moment is None:
            return
        if moment != last:  # two entries may name the same moment: it is one slot
            yield moment, entry
        last = moment
        crons.step()


def due(schedule: Sequence[Entry], job: str, zone: ZoneInfo, since: datetime, now: datetime) -> list[Due]:
    """What becomes of every moment of a job in (since, now]; both in UTC."""
    passed: list[tuple[datetime, Entry]] = []
    for moment, entry in moments(schedule, job, zone, max(since, now - REMEMBERED)):
        if moment > now:
            break
        passed.append((moment, entry))
    newest = max((moment for moment, entry in passed if _in_time(entry, moment, now)), default=None)
    return [_becomes(entry, moment, now, newest) for moment, entry in passed]


def jobs(schedule: Sequence[Entry]) -> tuple[str, ...]:
    """The jobs of a schedule, each once, every one behind the job it comes after."""
    ordered: list[str] = []

    def add(job: str) -> None:
        for entry in schedule:
            if entry.job == job and entry.after:
                add(entry.after)
        if job not in ordered:
            ordered.append(job)

    for entry in schedule:
        add(entry.job)
    return tuple(ordered)


def _becomes(entry: Entry, moment: datetime, now: datetime, newest: datetime | None) -> Due:
    if not _in_time(entry, moment, now):
        return Due(moment, "missed")
    if entry.catch_up == "all" or moment == newest:
        return Due(moment, "waiting")
    return Due(moment, "skipped", newest)


def _in_time(entry: Entry, moment: datetime, now: datetime) -> bool:
    """Whether it may still be run."""
    limits = [limit for limit in (entry.within, PUNCTUAL if entry.catch_up == "skip" else None) if limit is not None]
    return now - moment <= min(limits, default=timedelta.max)


def _crons(schedule: Sequence[Entry], job: str) -> Iterator[tuple[str, Entry]]:
    """The cron expressions of a job; settings have seen to it that `after` names a job and makes no circle."""
    for entry in schedule:
        if entry.job == job and entry.cron is not None:
            yield entry.cron, entry
        elif entry.job == job and entry.after is not None:
            yield from ((cron, entry) for cron, _ in _crons(schedule, entry.after))


class _Ahead:
    """A cron expression and its next moment, None after the last."""

    def __init__(self, cron: str, zone: ZoneInfo, since: datetime) -> None:
        self._since = since
        self._moments = CronSim(_by_the_clock(cron), since.astimezone(zone))
        self.step()

    def step(self) -> None:
        """To the next moment; in the doubled hour of autumn cronsim begins before it was told to."""
        self.next = next((at for moment in self._moments if (at := moment.astimezone(UTC)) > self._since), None)


def _by_the_clock(cron: str) -> str:
    """The expression so that it means hours of the town's clock, unless it says every hour.

    cronsim, like Debian's cron, takes `*/30 2 * * *` by time gone by, since it has a star: not at all on the day
    without that hour, four times on the day that has it twice. Written as `0-59/30` it is taken by the clock.
    """
    *seconds, minute, hour, day, month, weekday = cron.split()
    if hour == "*":
        return cron
    minute, hour = re.sub(r"^\*", "0-59", minute), re.sub(r"^\*", "0-23", hour)
    return " ".join((*seconds, minute, hour, day, month, weekday))


_NEVER = datetime.max.replace(tzinfo=UTC)
