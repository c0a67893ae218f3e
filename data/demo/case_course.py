"""The life of an ordinary case: received, assigned, worked on, perhaps stopped, mostly decided in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from data.demo.case_kinds import SUBJECTS, Kind
from data.demo.days import roll, term_end, work

LATE = 0.09  # share of cases that run over their term; most of them with a notice to the parties
NOTIFIED = 0.85
MOVES = {
    "decision": ("analiza akt", "pismo do strony", "oględziny", "projekt decyzji", "uzgodnienie wewnętrzne"),
    "answer": ("zebranie informacji", "projekt odpowiedzi", "uzgodnienie wewnętrzne"),
    "forward": ("kompletowanie akt",),
    "tacit": ("sprawdzenie zgłoszenia", "analiza projektu"),
}
REASONS = ("konieczność uzupełnienia materiału dowodowego", "oczekiwanie na dokumenty", "duża liczba stron")
DAY = timedelta(days=1)


class Event(NamedTuple):
    """One step of a case; `word` is a word of the contract or the office's own."""

    at: datetime
    word: str
    actor: str = ""
    document: str = ""
    until: date | None = None
    days: int | None = None
    new_date: date | None = None
    reason: str = ""
    told: bool | None = None
    works: bool | None = None


@dataclass(slots=True)
class Case:
    """One case as EZD holds it, with its events."""

    mark: str
    kind: str
    label: str
    title: str
    unit: str
    handler: str
    opened: date | None
    planned: date | None = None
    decided: date | None = None
    dispatched: date | None = None
    closed: date | None = None
    channel: str = "paper"
    segment: str = ""
    events: list[Event] = field(default_factory=list)


def at(day: date, rng: Random) -> datetime:
    """A moment of the day within office hours."""
    return datetime.combine(day, time(7, 30)) + timedelta(minutes=int(rng.random() * 480))


def course(rng: Random, kind: Kind, opened: date, handler: str, today: date) -> Case:
    """A case of that kind as it stands at the end of `today`."""
    title = f"{kind.label} – {rng.choice(SUBJECTS[kind.unit])}"
    case = Case("", kind.id, kind.label, title, kind.unit, handler, opened)
    case.channel = "electronic" if rng.random() < 0.45 or roll(opened) != opened else "paper"
    late = rng.random() < LATE and kind.steps != "tacit" and kind.longest > 0.85
    raw_end = term_end(opened, kind.n, kind.per)
    case.planned = work(raw_end, -max(1, kind.n // 10))
    days = (raw_end - opened).days
    share = rng.uniform(1.05, 1.5) if late else rng.triangular(0.2, kind.longest, 0.85 * kind.longest)
    stopped = int(rng.uniform(7, 24)) if rng.random() < kind.stop else 0
    end = max(roll(opened), work(opened + timedelta(days=int(days * share) + stopped), 0 if late else -1))

    case.events.append(Event(at(opened, rng), "received", document=f"RPW/{rng.randrange(10**6)}/{opened.year}"))
    assigned = work(opened, 0 if days < 10 else rng.randrange(2))
    if assigned <= today:
        case.events.append(Event(at(assigned, rng), "assigned", handler))
    stop_on = work(opened + timedelta(days=days // 4), 0)
    if stopped:
        _stop(case, rng, kind, stop_on, min(stop_on + timedelta(days=stopped), end), today)
    if late and kind.kpa and rng.random() < NOTIFIED:
        _notify(case, rng, raw_end + timedelta(days=stopped), end, today)
    _moves(case, rng, kind, assigned, min(end, today + DAY), today)
    if end <= today:
        _settle(case, rng, kind, end, today)
    case.events.sort()
    return case


def _stop(case: Case, rng: Random, kind: Kind, first: date, last: date, today: date) -> None:
    """A call to complete the application, or another authority's opinion; both ends are on paper."""
    asked, answered = ("opinion_asked", "opinion_received") if rng.random() < 0.6 else ("completion_call", "completed")
    days = (last - first).days + 7 if asked == "completion_call" else None
    if first <= today:
        document = f"{case.unit}/{rng.randrange(10**5)}/{first.year}"
        case.events.append(Event(at(first, rng), asked, case.handler, document, days=days))
    if roll(last) <= today:
        case.events.append(Event(at(roll(last), rng), answered, case.handler))


def _notify(case: Case, rng: Random, due: date, end: date, today: date) -> None:
    """The notice of article 36, sent a few days before the term, with a date the office then keeps."""
    sent = work(due, -rng.randrange(2, 6))
    if sent <= today:
        promised = max(end, work(today, 8) if end > today else end) + timedelta(days=7)
        event = Event(
            at(sent, rng), "notice_36", case.handler, new_date=promised, reason=rng.choice(REASONS), told=True
        )
        case.events.append(event)


def _moves(case: Case, rng: Random, kind: Kind, assigned: date, until: date, today: date) -> None:
    """Something happens every few working days, so that no ordinary case lies still for two weeks."""
    moves = MOVES[kind.steps]
    day = work(assigned, rng.randrange(2, 8))
    while day < until and day <= today:
        case.events.append(Event(at(day, rng), rng.choice(moves), case.handler))
        day = work(day, rng.randrange(4, 10))


def _settle(case: Case, rng: Random, kind: Kind, end: date, today: date) -> None:
    """Decided, sent the same day or the next, closed when it is final."""
    if kind.steps == "forward":
        case.events.append(Event(at(end, rng), "forwarded", case.handler))
        case.dispatched = case.closed = end
        case.events.append(Event(at(end, rng), "closed", case.handler))
        return
    case.decided, sent = end, work(end, rng.randrange(2) if kind.steps == "decision" else 0)
    works = False if kind.id == "road_lane_location_telecom" else None
    case.events.append(Event(at(end, rng), "decided", case.handler, works=works))
    if sent <= today:
        case.dispatched = sent
        case.events.append(Event(datetime.combine(sent, time(15, 45)), "dispatched", case.handler))
    final = work(end, rng.randrange(15, 22) if kind.steps == "decision" else 1)
    if final <= today:
        case.closed = final
        case.events.append(Event(at(final, rng), "closed", case.handler))
