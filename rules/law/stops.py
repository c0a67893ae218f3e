"""Time that does not count: stops that move the end of a term, and restarts that begin it anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.law.calendar import Calendar
from rules.law.steps import Step, step


@dataclass(frozen=True)
class Stop:
    """The clock stood from one day to another: `ends - begins` days; `ends` None while it still stands."""

    kind: str  # suspension, mediation, completion, opinion, hybrid, party_delay, independent_cause
    begins: date
    ends: date | None


@dataclass(frozen=True)
class Restart:
    """The party was asked to complete its request and did: the term begins anew. `on` None while it is awaited."""

    on: date | None
    asked_on: date | None = None


@dataclass(frozen=True)
class Ran:
    """The end of a term with its stops; `end` None while the clock stands, then `stopped_since` says from when."""

    end: date | None
    days: int
    stopped_since: date | None


def newest_start(
    start: date, restarts: Sequence[Restart], end: Callable[[date], date], steps: list[Step]
) -> tuple[date, date | None]:
    """The day the term runs from, and the day it was interrupted where the party's answer is still awaited.

    A request to complete that came after the term had run out changes nothing.
    """
    for restart in sorted(restarts, key=lambda r: (r.asked_on or r.on or date.max, r.on or date.max)):
        asked = restart.asked_on or restart.on
        if asked is None or (restart.on or asked) < start:
            continue
        if asked > end(start):
            steps.append(step("restart_too_late", asked_on=asked, end=end(start)))
        elif restart.on is None:
            steps.append(step("interrupted", asked_on=asked))
            return start, asked
        else:
            steps.append(step("restart", on=restart.on))
            start = restart.on
    return start, None


def run_on(
    end: date,
    start: date,
    stops: Sequence[Stop],
    counted: Collection[str],
    days: Calendar,
    *,
    by_working_days: bool,
    steps: list[Step],
) -> Ran:
    """The raw end moved by the union of the stops, each noted in `steps` with whether it counted and why.

    A stop that begins after the end as moved so far changes nothing. A term in working days is moved by the working
    days of the union, every other by its calendar days.
    """
    covered, total = start, 0
    for stop in sorted(stops, key=lambda s: (s.begins, s.ends or date.max)):
        if (verdict := _verdict(stop, start, end, counted)) is not None:
            steps.append(step("stop", **vars(stop), days=0, verdict=verdict))
            continue
        if stop.ends is None:
            steps.append(step("stop", **vars(stop), days=None, verdict="open"))
            return Ran(None, total, max(stop.begins, start))
        begins, covered = max(stop.begins, covered), max(stop.ends, covered)
        length = days.working_days(begins, covered) if by_working_days else (covered - begins).days
        length = max(0, length)
        end = days.nth_working(end, length) if by_working_days else end + timedelta(days=length)
        total += length
        steps.append(step("stop", **vars(stop), days=length, verdict="counted" if length else "covered"))
    if total:
        steps.append(step("moved", days=total, on=end, working=by_working_days))
    return Ran(end, total, None)


def stands(
    end: date, start: date, stops: Sequence[Stop], counted: Collection[str], days: Calendar, first: date
) -> bool:
    """Whether a term from `start` with this raw end still runs, or waits, on the `first` day of a standstill."""
    still = Stop("standstill", max(first, start), None)
    ran = run_on(end, start, (*stops, still), {*counted, "standstill"}, days, by_working_days=False, steps=[])
    return ran.end is None


def _verdict(stop: Stop, start: date, end: date, counted: Collection[str]) -> str | None:
    """Why a stop changes nothing; None where it counts."""
    if stop.kind not in counted:
        return "not_here"
    if stop.ends is not None and stop.ends < stop.begins:
        return "impossible"
    if stop.ends is not None and stop.ends <= start:
        return "before_start"
    return "after_end" if stop.begins > end else None
