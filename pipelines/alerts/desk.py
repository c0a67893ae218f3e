"""What a letter says of one desk: the reader's own, or that of somebody in whose place it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.alerts.edition import GRAVITY, SEVERITIES, Edition, Finding
from pipelines.alerts.hold import SPOKEN, Decision
from pipelines.alerts.line import Line, gravity, line
from pipelines.town import Town
from rules.wording import Words

LINES = 40  # of one section: as many as one sits through; the rest is counted, and stands on the pages


class Section(NamedTuple):
    """New or graver findings: a title that counts, the first lines, and how many more there are."""

    title: str
    lines: tuple[Line, ...]
    more: str


class Desk(NamedTuple):
    """What concerns one person: the reader, or somebody in whose place the letter is read."""

    title: str
    sections: tuple[Section, ...]
    resolved_title: str
    resolved_note: str
    resolved: tuple[str, ...]
    resolved_more: str
    still_open: str


def desks(w: Words, town: Town, edition: Edition, decisions: Sequence[Decision]) -> Iterator[Desk]:
    """A desk per person of whom `decisions` say something, the reader's own first."""
    by_person: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.reason in SPOKEN or decision.reason == "repeat":
            by_person.setdefault(decision.notice.instead_of, []).append(decision)
    for person in sorted(by_person, key=lambda person: (person != "", _name(edition, person), person)):
        told = by_person[person]
        if person:
            title = _in_place_of(w, edition, person, told[0].notice.to)
        else:
            title = w("Your own") if len(by_person) > 1 else ""
        over = gone(told)
        yield Desk(
            title=title,
            sections=_sections(w, town, edition, told),
            resolved_title=w("Resolved ({n})", n=len(over)),
            resolved_note=w("Told before; the data no longer show it."),
            resolved=tuple(w("it was: {sentence}", sentence=finding.message) for finding in over[:LINES]),
            resolved_more=_more(w, len(over) - LINES),
            still_open=_still_open(w, told),
        )


def _sections(w: Words, town: Town, edition: Edition, told: Sequence[Decision]) -> tuple[Section, ...]:
    """New and graver findings, the part with the gravest line first."""
    sections = (
        _section(w, town, edition, "new", w("New"), told),
        _section(w, town, edition, "worse", w("Graver than before"), told),
    )
    spoken = [section for section in sections if section.lines]
    return tuple(sorted(spoken, key=lambda section: -GRAVITY[section.lines[0].severity]))


def _section(w: Words, town: Town, edition: Edition, reason: str, title: str, told: Sequence[Decision]) -> Section:
    findings = [d.notice.finding for d in told if d.reason == reason]
    return Section(
        title=f"{title} ({w.number(len(findings))})",
        lines=tuple(line(edition, finding, w.language, town.language) for finding in findings[:LINES]),
        more=_more(w, len(findings) - LINES),
    )


def gone(told: Iterable[Decision]) -> list[Finding]:
    """What is resolved, once a subject: of several findings about it the gravest."""
    over: dict[tuple[str, str], Finding] = {}
    for finding in sorted((d.notice.finding for d in told if d.reason == "resolved"), key=lambda each: -each.gravity):
        over.setdefault((finding.noun, finding.subject), finding)
    return list(over.values())


def _more(w: Words, n: int) -> str:
    return w.count(n, "and {n} more, on the pages of Ratusz", "and {n} more, on the pages of Ratusz") if n > 0 else ""


def _still_open(w: Words, told: Iterable[Decision]) -> str:
    open_still = [d.notice.finding.severity for d in told if d.reason == "repeat"]
    if not open_still:
        return ""
    by_gravity = ", ".join(
        f"{gravity(w, severity).lower()}: {w.number(open_still.count(severity))}"
        for severity in reversed(SEVERITIES)
        if severity in open_still
    )
    return w("Still open, told before: {n:number} ({by_gravity}).", n=len(open_still), by_gravity=by_gravity)


def _in_place_of(w: Words, edition: Edition, person: str, reader: str) -> str:
    name = _name(edition, person)
    absence = edition.away.get(person)
    if absence is None:  # the end of something told during an absence that is over
        return w("In place of {name}", name=name)
    if absence.substitute == reader:
        return w("In place of {name}, back on {day:day}", name=name, day=absence.return_on)
    return w("In place of {name}, back on {day:day}; nobody else stands in", name=name, day=absence.return_on)


def _name(edition: Edition, employee: str) -> str:
    return edition.people[employee].name if employee in edition.people else employee
