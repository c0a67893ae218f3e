"""A year of ordinary leave around the absences that have a story."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

from data.demo.absence_stories import STORIES, Absence
from data.demo.days import work
from data.demo.people import Person

if TYPE_CHECKING:
    from data.demo.city import City

ABSENCES_A_YEAR = 5
QUIET = (date(2026, 10, 26), date(2026, 12, 31))  # people with a story have no other absence in these days
STAND_INS = ("e032", "e053")  # whoever replaces those who named nobody


def absences(city: City) -> list[Absence]:
    """The stories, then a year of ordinary leave: the substitute works, may sign what the absent may, and confirmed."""
    rng = city.rng("absences")
    busy: dict[str, list[tuple[date, date]]] = {}
    told = {who for story in STORIES for who in (story.employee, story.substitute)}
    for who in (*sorted(told), *STAND_INS):
        busy.setdefault(who, []).append(QUIET)
    rows = list(STORIES)
    for staff in city.officers.values():
        for person in staff if len(staff) > 2 else ():
            for _ in range(ABSENCES_A_YEAR):
                leave = _leave(rng, person, staff, busy, f"WU/2026/{len(rows) + 1}")
                if leave:
                    rows.append(leave)
    return rows


def _leave(
    rng: Random, person: Person, staff: list[Person], busy: dict[str, list[tuple[date, date]]], number: str
) -> Absence | None:
    """A few days off with somebody free to stand in; none where nobody is."""
    first = work(date(2026, 1, 2), rng.randrange(245))
    last = work(first, rng.choice((0, 1, 2, 4, 4, 9)))
    colleague = staff[(staff.index(person) + rng.randrange(1, len(staff))) % len(staff)]
    if person.authorised and not colleague.authorised:
        colleague = next((p for p in staff if p.authorised and p is not person), colleague)
    free = all(last < start or end < first for who in (person, colleague) for start, end in busy.get(who.id, ()))
    if not free or colleague is person or (person.authorised and not colleague.authorised):
        return None
    for who in (person, colleague):
        busy.setdefault(who.id, []).append((first, last))
    kind = "planned" if rng.random() < 0.8 else "unplanned"
    asked = work(first, -rng.randrange(3, 9)) if kind == "planned" else first
    return Absence(number, person.id, kind, first, last, colleague.id, asked, "approved", asked)
