"""The clock of a case: what stops it (KPA 35 § 5), what begins it anew, when it ends, what the parties were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.independent.polish_days import rolled, term_end

Row = dict[str, Any]
PAIRS = {
    "suspended": "resumed", "opinion_asked": "opinion_received", "hybrid_sent": "hybrid_delivered",
    "completion_call": "completed", "party_delay": None, "independent_cause": None,
}  # fmt: skip


# handed over by competence (KPA 65, 231) is settled here; withdrawn asks for a decision (KPA 105)
SETTLING = {"decided", "dispatched", "closed", "forwarded"}


def handed_over(events: list[Row], day: date) -> bool:
    """Whether it was handed over that very day: late or not, that is at most information, and which is not fixed."""
    return any(e["event"] == "forwarded" and e["at"] == day for e in events)


@dataclass(frozen=True)
class Stop:
    """Time that does not count: (begins, ends], ends None while it lasts; planned where its end lies ahead."""

    event: Row
    begins: date
    ends: date | None


def call_end(call: Row) -> date:
    """The last day of a call to complete (KPA 64 § 2, 57 § 4)."""
    return rolled(call["at"] + timedelta(call["days"]))


def stops_of(events: list[Row], day: date) -> list[Stop]:
    """The stops that have begun by a day, by their beginning; nothing later than the day is known but an `until`."""
    known = sorted((e for e in events if e["at"] <= day), key=lambda e: e["at"])
    stops = []
    for event in known:
        if event["event"] not in PAIRS:
            continue
        closing = PAIRS[event["event"]]
        ended = min((e["at"] for e in known if e["event"] == closing and e["at"] >= event["at"]), default=None)
        if event["event"] == "completion_call":
            last = call_end(event)
            ended = min(last, ended or last)
        stops.append(Stop(event, event["at"], event.get("until") or ended))
    return stops


def moved(end: date, stops: list[Stop]) -> date | None:
    """The end of a term with the union of its stops added, None while it stands; a stop that begins later is none."""
    covered = date.min
    for stop in stops:
        if stop.begins > end:
            continue
        if stop.ends is None:
            return None
        begins = max(stop.begins, covered)
        if stop.ends > begins:
            end += stop.ends - begins
            covered = stop.ends
    return end


@dataclass(frozen=True)
class Clock:
    """A case on a day. due, notice_by: raw last days, None while the clock stands; settled: the day, if it has come."""

    day: date
    start: date
    due: date | None
    notice_by: date | None
    stops: list[Stop]
    notices: list[Row]
    settled: date | None

    @property
    def due_on(self) -> date | None:
        """The last day moved off days off (KPA 57 § 4)."""
        return rolled(self.due) if self.due else None

    @property
    def unsure(self) -> bool:
        """Whether a stop still lasts whose end is only foreseen: an `until`, the last day of a call."""
        calls = [stop for stop in self.stops if stop.event["event"] == "completion_call"]
        return any(stop.ends and stop.ends > self.day for stop in self.stops) or any(
            stop.ends == self.day == call_end(stop.event) for stop in calls
        )


def clock_of(case: Row, events: list[Row], n: int, unit: str, day: date) -> Clock:
    """The clock of a case on a day; files that came back begin everything anew (AMENDMENTS 1.5)."""
    start = max([case["opened_on"], *(e["at"] for e in events if e["event"] == "returned" and e["at"] <= day)])
    events = [e for e in events if start <= e["at"] <= day and e["event"] != "returned"]
    stops = stops_of(events, day)
    raw = term_end(start, n, unit)
    ends = [case.get(name) for name in ("decided_on", "dispatched_on", "closed_on")]
    ends += [e["at"] for e in events if e["event"] in SETTLING and e["at"] > start]
    return Clock(
        day=day,
        start=start,
        due=moved(raw, stops),
        notice_by=moved(raw, [stop for stop in stops if stop.event["event"] == "suspended"]),
        stops=stops,
        notices=sorted((e for e in events if e["event"] == "notice_36"), key=lambda e: e["at"]),
        settled=min((d for d in ends if d is not None and start <= d <= day), default=None),
    )
