"""How a term runs: its raw end, the time that does not count, the day off it may end on, and why, step by step.

This is the reference; SQL does the same for whole tables and a property test holds the two equal.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.law.book import Law
from rules.law.calendar import Calendar
from rules.law.model import LawError, Term
from rules.law.steps import Step, basis, rolling, step
from rules.law.stops import Restart, Stop, newest_start, run_on, stands


@dataclass(frozen=True)
class Deadline:
    """When something is due, and why.

    `raw_due_on` is the end with stops, before it is moved off a day off; `due_on` after. Both None while the clock
    stands. `alert_on` is the one of the two the office is warned of.
    """

    term: Term
    start: date
    raw_due_on: date | None
    due_on: date | None
    stop_days: int
    stopped_since: date | None
    steps: tuple[Step, ...]

    @property
    def alert_on(self) -> date | None:
        """The raw end where missing it costs a power or a fine, else the rolled one."""
        return self.raw_due_on if self.term.alert_on == "raw" else self.due_on

    def left(self, day: date, days: Calendar) -> tuple[int, int] | None:
        """Calendar and working days from `day` to `alert_on`; negative when past, None while the clock stands."""
        if self.alert_on is None:
            return None
        return (self.alert_on - day).days, days.working_days(day, self.alert_on)


def end_of(n: int, unit: str, start: date, days: Calendar) -> date:
    """The raw end of a term of n days, working days, weeks, months or years; the start day is not counted.

    Months and years end on the day of the same number, or on the month's last.
    """
    if unit == "day":
        return start + timedelta(days=n)
    if unit == "week":
        return start + timedelta(weeks=n)
    if unit == "month":
        return _months_later(start, n)
    if unit == "year":
        return _months_later(start, 12 * n)
    if unit == "working_day":
        return days.nth_working(start, n)
    raise LawError(f"a term in {unit!r} cannot be counted")


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, gregorian.monthrange(year, month)[1]))


def deadline(
    law: Law,
    kind: str,
    start: date,
    days: Calendar,
    stops: Sequence[Stop] = (),
    restarts: Sequence[Restart] = (),
    counted: Collection[str] | None = None,
    as_of: date | None = None,
) -> Deadline:
    """The end of a term of this kind that began on `start`, by the law of that day.

    `counted` names the kinds of stops that count; left out: those of the term's procedure. With the procedure's
    `notice_stops` the answer is the day by which the parties must be told. `as_of`: before its first day a standstill
    is not known; left out: it is. Raises LawError for an unknown kind and for a term without a number (what must be
    done at once has no end to compute).
    """
    term = law.on(start).term(kind)
    if term.n is None:
        raise LawError(f"{kind} has no number of days: it is due at once")
    n, unit = term.n, term.unit
    steps = [step("start", on=start), step("term", kind=kind, name=term.name, n=n, unit=unit)]
    restarting = restarts if term.clock == "restart" else ()
    begin, interrupted_since = newest_start(start, restarting, lambda day: end_of(n, unit, day, days), steps)
    raw = end_of(n, unit, begin, days)
    if interrupted_since is not None:
        return Deadline(term, begin, None, None, 0, interrupted_since, (*steps, basis(term)))
    ours = law.procedures[term.procedure].stops if counted is None else counted
    still = term.standstill
    if still is not None and begin <= still.last and (as_of is None or as_of >= still.first):
        if stands(raw, begin, stops, ours, days, still.first):
            begin, raw = still.last, end_of(n, unit, still.last, days)
            steps.append(step("standstill", **vars(still), other=raw + timedelta(days=1)))
        else:
            steps.append(step("standstill_unclear", **vars(still)))
    steps.append(step("raw_end", on=raw))
    ran = run_on(raw, begin, stops, ours, days, by_working_days=unit == "working_day", steps=steps)
    due = None if ran.end is None else days.roll(ran.end)
    steps += rolling(ran.end, due, days)
    if term.alert_on == "raw" and ran.end != due:
        steps.append(step("safe", on=ran.end))
    return Deadline(term, begin, ran.end, due, ran.days, ran.stopped_since, (*steps, basis(term)))


def notice_by(
    law: Law, kind: str, start: date, days: Calendar, stops: Sequence[Stop] = (), restarts: Sequence[Restart] = ()
) -> Deadline:
    """When the parties must be told of the delay: only a formal suspension moves it, not the office's innocence."""
    procedure = law.procedures[law.on(start).term(kind).procedure]
    return deadline(law, kind, start, days, stops, restarts, counted=procedure.notice_stops)


def prolonged(due: Deadline, filed_on: date, told_on: date, days: Calendar) -> tuple[date, date] | None:
    """The latest ends (safe, rolled) when the parties were told in time; None where no extension came to be.

    The safe end counts from the raw end of the term, the rolled one from its rolled end.
    """
    extension = due.term.extension
    if extension is None or due.raw_due_on is None or due.due_on is None or told_on > due.due_on:
        return None
    bases = (filed_on, filed_on) if extension.since == "filing" else (due.raw_due_on, due.due_on)
    safe, late = (end_of(extension.n, extension.unit, base, days) for base in bases)
    return safe, days.roll(late)


def fine(due: Deadline, settled_on: date) -> int:
    """What the days after the safe end may cost, in whole units of the currency; 0 where the term has no fine.

    A term that had passed before a standstill is fined up to it: whether the fine grew on, no text says.
    """
    if due.raw_due_on is None or due.term.penalty_per_day is None:
        return 0
    still = due.term.standstill
    if still is not None and due.raw_due_on < still.first:
        settled_on = min(settled_on, still.first - timedelta(days=1))
    return max(0, (settled_on - due.raw_due_on).days) * due.term.penalty_per_day
