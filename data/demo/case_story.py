"""How a case with a story is told: its mark, who has it, when it came, and what happened."""

from __future__ import annotations

from datetime import date, datetime, time

from data.demo.case_course import Case, Event
from data.demo.case_kinds import BY_JRWA
from data.demo.days import AS_OF, work

NOON = time(12, 0)


def on(word: str, day: date, **more: object) -> Event:
    """An event at noon of that day."""
    return Event(datetime.combine(day, NOON), word, **more)  # type: ignore[arg-type]


def day(month: int, number: int, year: int = 2026) -> date:
    """A day of 2026 unless said."""
    return date(year, month, number)


def case(
    mark: str,
    handler: str,
    opened: date,
    *events: Event,
    kind: str = "",
    label: str = "",
    lively: bool = True,
    assigned: bool = True,
    **more: object,
) -> Case:
    """A case from its mark: received, assigned the next day, and a move in the last few days unless it lies still."""
    known = BY_JRWA.get(mark.split(".")[1]) if "." in mark else None
    told = label or (known.label if known else "Inna sprawa")
    steps = [on("received", opened)]
    if assigned:
        steps.append(on("assigned", work(opened, 1), actor=handler))
    if lively:
        steps.append(on("analiza akt", max(work(opened, 1), work(AS_OF, -3)), actor=handler))
    unit, kind = mark.split(".")[0], kind or (known.id if known else "")
    filled = [event._replace(actor=event.actor or handler) for event in events]
    made = Case(mark, kind, told, told, unit, handler if assigned else "", opened, events=sorted(steps + filled))
    for name, value in more.items():
        setattr(made, name, value)
    return made


def notice(sent: date, new_date: date | None, *, told: bool = True) -> Event:
    """A notice of article 36."""
    return on("notice_36", sent, new_date=new_date, reason="oczekiwanie na opinię biegłego", told=told)
