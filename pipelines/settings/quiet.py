"""Hours in which no letter leaves, in the town's own time, whatever its clocks do in spring and autumn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)")
TRIES = 60  # ends of quiet hours and days off looked past before hours that leave no opening are found out


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `begin` until `end` (not included) by the clock on the wall; over midnight where the end comes first."""

    begin: time
    end: time

    def at(self, local: datetime) -> bool:
        """Whether it is quiet at this moment of the wall clock."""
        now = local.time()
        return self.begin <= now < self.end if self.begin < self.end else now >= self.begin or now < self.end

    def over(self, local: datetime) -> datetime:
        """When the quiet that holds at this moment ends, UTC. An hour that a clock skips ends as much later."""
        day = local.date() + timedelta(days=local.time() >= self.end)
        ends = [datetime.combine(day, self.end, local.tzinfo).replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
        return next((end for end in ends if end > local.astimezone(UTC)), ends[-1])


def read_quiet(text: str) -> Quiet:
    """`18:00-07:00`; a ValueError for anything else, and for hours that would never end."""
    found = HOURS.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not of the form 18:00-07:00")
    hours = Quiet(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
    if hours.begin == hours.end:
        raise ValueError(f"{text!r} never ends")
    return hours


def opening(
    now: datetime, zone: ZoneInfo, quiet: Sequence[Quiet], is_open: Callable[[date], bool] = lambda _: True
) -> datetime | None:
    """When a letter finished `now` may leave, UTC; None: at once, for it is not quiet.

    After quiet hours it leaves on a day the office is open. Where several people's hours leave no opening at all, the
    last of them do not count.
    """
    if not any(hours.at(now.astimezone(zone)) for hours in quiet):
        return None
    moment = now
    for _ in range(TRIES):
        local = moment.astimezone(zone)
        if loud := next((hours for hours in quiet if hours.at(local)), None):
            moment = loud.over(local)
        elif not is_open(local.date()):
            midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone)
            moment = midnight.astimezone(UTC)
        else:
            return moment.astimezone(UTC)
    return opening(now, zone, quiet[:-1], is_open)
