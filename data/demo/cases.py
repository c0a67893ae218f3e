"""The three exports about cases: the register of EZD, the record of each (metryka), and the officers' return sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from data.demo import case_stories_special, case_stories_terms
from data.demo.case_course import Case, Event, course
from data.demo.case_kinds import KINDS, Kind
from data.demo.case_turns import changed
from data.demo.days import roll
from data.demo.exports import csv_file, header, pl_day, pl_moment, pl_yes, xlsx_file
from data.demo.words import CASE_WORDS, CHANNELS, STOP_REASONS

if TYPE_CHECKING:
    from data.demo.city import City

CASES = 2960  # ordinary ones at scale 1; the stories come on top
FIRST_DAY = date(2025, 1, 2)
# beside them what the first departments in EZD have long settled, as many every month: 36 months to compare with
EARLIER, EARLIER_FROM, EARLIER_TO = 520, date(2023, 9, 1), date(2025, 12, 31)
STORIES = (*case_stories_terms.STORIES, *case_stories_special.STORIES)
# what no EZD exports: the officer writes it down in a sheet
SHEET = frozenset({"notice_36", "extended", "fee_notice", "completion_call", "suspended", "resumed"})
SEGMENTS = 400
Counts = dict[tuple[str, str, int], int]  # how many files a unit has in a class and year

REGISTER_HEADER = header(
    "Znak sprawy;Klasa JRWA;Rodzaj sprawy;Tytuł;Komórka;Prowadzący;Data wszczęcia;Termin wewnętrzny",
    "Data rozstrzygnięcia;Data wysłania;Data zakończenia;Kanał;Odcinek drogi",
)
RECORD_HEADER = header("Znak sprawy;Data i godzina;Czynność;Osoba;Dokument;Planowane roboty")
SHEET_HEADER = header(
    "Znak sprawy;Data;Czynność;Osoba;Dokument;Do dnia;Dni;Nowy termin;Przyczyna;Pouczenie;Nr pytania",
)
# clerks' mistakes: a day that does not exist, no day at all, words for a moment
UNDATED = ("OS.6131.150.2026", "OS.6131.151.2026")
BAD_CASES = tuple(
    [mark, "6131", "Zezwolenie na usunięcie drzew", "", "OS", "e059", opened, "", "", "", "", "papier", ""]
    for mark, opened in zip(UNDATED, ("31.11.2026", ""), strict=True)
)
BAD_EVENTS = (["OS.6131.141.2026", "wczoraj", "oględziny", "e057", "", ""],)


def write(city: City) -> list[Case]:
    """Write the three files and give back the cases of the mail register's time, for the mail that belongs to them."""
    counts: dict[tuple[str, str, int], int] = defaultdict(int)
    late = [*STORIES, *_ordinary(city, counts)]
    cases = [*late, *_earlier(city, counts)]
    register = _chain(map(_register_row, cases), BAD_CASES)
    csv_file(city.inbox("ezd_sprawy", "sprawy-2026-11-20.csv"), REGISTER_HEADER, register, encoding="cp1250")
    record = _chain(_record(cases), BAD_EVENTS)
    csv_file(city.inbox("ezd_metryka", "metryka-2026-11-20.csv"), RECORD_HEADER, record, encoding="cp1250")
    xlsx_file(city.inbox("arkusze", "arkusz-zwrotny-2026-11.xlsx"), {"Czynności": (SHEET_HEADER, _sheet(cases))})
    return late


def _chain(rows: Iterable[list[str]], bad: Iterable[list[str]]) -> Iterator[list[str]]:
    yield from rows
    yield from bad


def _ordinary(city: City, counts: Counts) -> Iterator[Case]:
    """Ordinary cases by day of opening, numbered as they came."""
    rng = city.rng("cases")
    days = (city.today - FIRST_DAY).days + 1
    opened = sorted(_opening(rng, days) for _ in range(city.about(CASES)))
    yield from _opened(city, rng, counts, [FIRST_DAY + timedelta(days=day) for day in opened])


def _earlier(city: City, counts: Counts) -> Iterator[Case]:
    """Cases of three years back, all of them closed; a file that is not closed yet is left to the ordinary ones."""
    rng = city.rng("earlier cases")
    days = (EARLIER_TO - EARLIER_FROM).days + 1
    opened = sorted(roll(EARLIER_FROM + timedelta(days=rng.randrange(days))) for _ in range(city.about(EARLIER)))
    yield from (case for case in _opened(city, rng, counts, opened) if case.closed)


def _opened(city: City, rng: Random, counts: Counts, opened: list[date]) -> Iterator[Case]:
    """A case for each of these days; the numbers of the stories are left free."""
    taken = {*UNDATED, *(story.mark for story in STORIES)}
    kinds = rng.choices(KINDS, [kind.share for kind in KINDS], k=len(opened))
    turns = city.rng(f"turns of {len(opened)} cases")
    for start, kind in zip(opened, kinds, strict=True):
        officers = [officer.id for officer in city.officers[kind.unit]]
        case = course(rng, kind, start, rng.choice(officers), city.today)
        case = changed(turns, case, kind, start, officers, city.today)
        case.mark = _mark(kind, start.year, counts, taken)
        if kind.unit == "DR":
            case.segment = f"ZBG-{rng.randrange(1, SEGMENTS):04d}"
        yield case


def _opening(rng: Random, days: int) -> int:
    """Day of opening: more of them every month, as departments move to EZD; few at weekends."""
    day = int(days * rng.random() ** 0.4)
    weekday = (FIRST_DAY + timedelta(days=day)).weekday()
    return day if weekday < 5 or rng.random() < 0.15 else max(0, day - 2)


def _mark(kind: Kind, year: int, counts: Counts, taken: set[str]) -> str:
    while True:
        counts[kind.unit, kind.jrwa, year] += 1
        mark = f"{kind.unit}.{kind.jrwa}.{counts[kind.unit, kind.jrwa, year]}.{year}"
        if mark not in taken:
            return mark


def _register_row(case: Case) -> list[str]:
    jrwa = case.mark.split(".")[1] if "." in case.mark else ""
    dates = (case.opened, case.planned, case.decided, case.dispatched, case.closed)
    who = [case.mark, jrwa, case.label, case.title, case.unit, case.handler]
    return [*who, *map(pl_day, dates), CHANNELS[case.channel], case.segment]


def _record(cases: Iterable[Case]) -> Iterator[list[str]]:
    for case in cases:
        for e in case.events:
            if e.word not in SHEET:
                word = CASE_WORDS.get(e.word, e.word)
                yield [case.mark, pl_moment(e.at), word, e.actor, e.document, pl_yes(e.works)]


def _sheet(cases: Iterable[Case]) -> Iterator[list[Any]]:
    for case in cases:
        for event in case.events:
            if event.word in SHEET:
                yield _sheet_row(case, event)


def _sheet_row(case: Case, e: Event) -> list[Any]:
    reason = STOP_REASONS.get(e.reason, e.reason)
    word = CASE_WORDS[e.word]
    return [
        case.mark,
        e.at.date(),
        word,
        e.actor,
        e.document,
        e.until,
        e.days,
        e.new_date,
        reason,
        pl_yes(e.told),
        None,
    ]
