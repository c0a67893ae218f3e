"""What changes in the course of ordinary cases: some change hands, and one service has become slower at one step.

Every change has random numbers of its own, so that the rest of the town stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from data.demo.case_course import MOVES, Case, Event, course
from data.demo.case_kinds import Kind
from data.demo.days import roll, term_end

HANDED_OVER = 0.2  # share of the cases that somebody else began
SLOWER, SLOWER_SINCE, SLOWER_AT = "6131", date(2026, 3, 1), "oględziny"  # felling of trees: who goes to look at them
QUICK = 0.55  # share of the term that a case took at most before
OWN = frozenset(word for words in MOVES.values() for word in words)


def changed(rng: Random, case: Case, kind: Kind, opened: date, colleagues: list[str], today: date) -> Case:
    """The case with what these changes make of it; colleagues: the officers of its unit."""
    if kind.jrwa == SLOWER and case.decided and case.decided <= roll(term_end(opened, kind.n, kind.per)):
        if opened < SLOWER_SINCE:
            case = course(rng, replace(kind, longest=QUICK), opened, case.handler, today)
        else:
            case.events = _lying_after_the_visit(case.events)
    others = [one for one in colleagues if one != case.handler]
    if others and rng.random() < HANDED_OVER:
        case.events = _begun_by(rng.choice(others), case.events)
    return case


def _lying_after_the_visit(events: list[Event]) -> list[Event]:
    """Nothing of the office's own follows the visit to the place but the decision."""
    own = [event for event in events if event.word in OWN]
    visit = next((event for event in own if event.word == SLOWER_AT), own[0] if own else None)
    if visit is None:
        return events
    kept = [event for event in events if event.word not in OWN or event.at <= visit.at]
    return [event._replace(word=SLOWER_AT) if event == visit else event for event in kept]


def _begun_by(colleague: str, events: list[Event]) -> list[Event]:
    """The first half of the steps was somebody else's."""
    own = [event.at for event in events if event.word in OWN]
    turn = own[len(own) // 2] if own else events[0].at
    return [event._replace(actor=colleague) if event.actor and event.at < turn else event for event in events]
