"""What one letter says, in the reader's words: plain values that the text and the HTML template both show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.alerts import freshness
from pipelines.alerts.edition import GRAVITY, SEVERITIES, Edition, Finding
from pipelines.alerts.hold import SPOKEN, Decision
from pipelines.alerts.line import Line, gravity, line
from pipelines.town import Town
from rules.wording import Words, words

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


@dataclass(frozen=True)
class Digest:
    """One letter's content."""

    language: str
    subject: str
    heading: str
    answer: str
    warnings: tuple[str, ...]
    caution: str
    desks: tuple[Desk, ...]
    stamps_title: str
    stamps: tuple[str, ...]
    footer: tuple[str, ...]


def digest(town: Town, edition: Edition, language: str, decisions: Sequence[Decision]) -> Digest:
    """The content of the letter that says `decisions`, all of one reader, gravest first."""
    w = words(language)
    unknown = freshness.unknown(w, edition.feeds, town)
    counts, late = _counts(w, decisions), sum(map(_is_late, decisions))
    said = w("{counts}; past due: {late}", counts=counts, late=late) if late else counts
    return Digest(
        language=language,
        subject=f"{said} – {town.name}, {w.day(edition.day)}",
        heading=f"{town.name}, {w.day(edition.day)}",
        answer=f"{said}.",
        warnings=unknown,
        caution=w("No signal does not mean that everything is on time.") if unknown else "",
        desks=tuple(_desks(w, town, edition, decisions)),
        stamps_title=w("State of the data"),
        stamps=freshness.stamps(w, edition.feeds, town),
        footer=(
            w("A signal is not a reproach: it shows what the data say. Look into your system before you act."),
            w("Written by Ratusz, {town}. No reply is needed.", town=town.name),
        ),
    )


def _counts(w: Words, decisions: Sequence[Decision]) -> str:
    """'3 new signals, 1 graver, 2 resolved': the first count names what is counted."""
    new, worse = (sum(d.reason == reason for d in decisions) for reason in ("new", "worse"))
    resolved = len(_gone(decisions))
    named = (
        w.count(new, "{n} new signal", "{n} new signals"),
        w.count(worse, "{n} graver signal", "{n} graver signals"),
        w.count(resolved, "{n} resolved signal", "{n} resolved signals"),
    )
    short = (
        w.count(new, "{n} new", "{n} new"),
        w.count(worse, "{n} graver", "{n} graver"),
        w.count(resolved, "{n} resolved", "{n} resolved"),
    )
    said = [place for place, n in enumerate((new, worse, resolved)) if n]
    return ", ".join([named[said[0]], *(short[place] for place in said[1:])])


def _is_late(decision: Decision) -> bool:
    return decision.reason in ("new", "worse") and (decision.notice.finding.days_left or 0) < 0


def _desks(w: Words, town: Town, edition: Edition, decisions: Sequence[Decision]) -> Iterable[Desk]:
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
        gone = _gone(told)
        sections = [
            _section(w, town, edition, "new", w("New"), told),
            _section(w, town, edition, "worse", w("Graver than before"), told),
        ]
        sections = [section for section in sections if section.lines]
        sections.sort(key=lambda section: -GRAVITY[section.lines[0].severity])
        yield Desk(
            title=title,
            sections=tuple(sections),
            resolved_title=w("Resolved ({n})", n=len(gone)),
            resolved_note=w("Told before; the data no longer show it."),
            resolved=tuple(w("it was: {sentence}", sentence=finding.message) for finding in gone[:LINES]),
            resolved_more=_more(w, len(gone) - LINES),
            still_open=_still_open(w, told),
        )


def _section(w: Words, town: Town, edition: Edition, reason: str, title: str, told: Sequence[Decision]) -> Section:
    findings = [d.notice.finding for d in told if d.reason == reason]
    return Section(
        title=f"{title} ({w.number(len(findings))})",
        lines=tuple(line(edition, finding, w.language, town.language) for finding in findings[:LINES]),
        more=_more(w, len(findings) - LINES),
    )


def _gone(told: Iterable[Decision]) -> list[Finding]:
    """What is resolved, once a subject: of several findings about it the gravest."""
    gone = [d.notice.finding for d in told if d.reason == "resolved"]
    gone.sort(key=lambda finding: -finding.gravity)
    return list({(finding.noun, finding.subject): finding for finding in reversed(gone)}.values())[::-1]


def _more(w: Words, n: int) -> str:
    return w.count(n, "and {n} more, on the pages of Ratusz", "and {n} more, on the pages of Ratusz") if n > 0 else ""


def _still_open(w: Words, told: Iterable[Decision]) -> str:
    open_still = [d.notice.finding.severity for d in told if d.reason == "repeat"]
    if not open_still:
        return ""
    by_gravity = ", ".join(
        f"{gravity(w, severity)}: {w.number(open_still.count(severity))}"
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
