"""What a letter says of one desk: the reader's own, or that of somebody in whose place it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.alerts.hold.decision import SPOKEN, Decision
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.line import Line, gravity, line
from pipelines.alerts.write.rest import LINES, NOWHERE, Rest, by_command, on_pages, rest
from pipelines.town import Town
from rules.severity import GRAVEST_FIRST, GRAVITY
from rules.wording import Words


class Section(NamedTuple):
    """Findings that stand and why they are said: a title that counts, the gravest lines, and what else there is."""

    title: str
    lines: tuple[Line, ...]
    more: Rest | None


class Ending(NamedTuple):
    """What was told and stands no longer, in plain sentences under a title that counts and a note that says why."""

    title: str
    note: str
    sentences: tuple[str, ...]
    more: Rest | None


class Desk(NamedTuple):
    """What concerns one person: the reader, or somebody in whose place the letter is read."""

    title: str
    sections: tuple[Section, ...]
    endings: tuple[Ending, ...]
    still_open: str


def desks(w: Words, town: Town, view: RunView, decisions: Sequence[Decision]) -> Iterator[Desk]:
    """A desk per person of whom `decisions` say something, the reader's own first."""
    by_person: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.reason in SPOKEN - {"away"} or decision.reason == "repeat":
            by_person.setdefault(decision.notice.instead_of, []).append(decision)
    for person in sorted(by_person, key=lambda person: (person != "", name_of(view, person), person)):
        told = by_person[person]
        if person:
            title = _in_place_of(w, view, person, told[0].notice.to)
        else:
            title = w("Your own") if len(by_person) > 1 else ""
        yield Desk(
            title=title,
            sections=_sections(w, town, view, told),
            endings=_endings(w, town, view, told),
            still_open=_still_open(w, told),
        )


def _sections(w: Words, town: Town, view: RunView, told: Sequence[Decision]) -> tuple[Section, ...]:
    """New and graver findings, what stands unmoved or speaks again; the part with the gravest line first."""
    sections = (
        _section(w, town, view, "new", w("New"), told),
        _section(w, town, view, "worse", w("Graver than before"), told),
        _section(w, town, view, "escalated", w("Unmoved for too long"), told),
        _section(w, town, view, "again", w("Said again after a pause"), told),
    )
    spoken = [section for section in sections if section.lines]
    return tuple(sorted(spoken, key=lambda section: -GRAVITY[section.lines[0].severity]))


def _section(w: Words, town: Town, view: RunView, reason: str, title: str, told: Sequence[Decision]) -> Section:
    notices = [d.notice for d in told if d.reason == reason]
    return Section(
        title=f"{title} ({w.number(len(notices))})",
        lines=tuple(line(view, notice, w.language, town) for notice in notices[:LINES]),
        more=rest(
            w, view, [notice.finding for notice in notices[LINES:]],
            on_pages(w, town, notices[0].to, fresh=reason in ("new", "worse")) if notices else NOWHERE,
        ),
    )  # fmt: skip


def _endings(w: Words, town: Town, view: RunView, told: Sequence[Decision]) -> tuple[Ending, ...]:
    resolved, vanished = over(told, "resolved"), over(told, "vanished")
    endings = (
        (w("Resolved ({n})", n=len(resolved)), w("Told before; the data no longer show it."), resolved),
        (
            w("No longer in the data ({n})", n=len(vanished)),
            w("Told before; the register does not list it any more. Whether it is settled is not known."),
            vanished,
        ),
    )
    return tuple(
        Ending(
            title,
            note,
            tuple(w("it was: {sentence}", sentence=finding.message) for finding in findings[:LINES]),
            rest(w, view, findings[LINES:], NOWHERE if town.address else by_command(w, told[0].notice.to)),
        )
        for title, note, findings in endings
        if findings
    )


def over(told: Iterable[Decision], reason: str) -> list[Finding]:
    """What is over for this reason, once a subject: of several findings about it the gravest."""
    over: dict[tuple[str, str], Finding] = {}
    for finding in sorted((d.notice.finding for d in told if d.reason == reason), key=lambda each: -each.gravity):
        over.setdefault((finding.noun, finding.subject), finding)
    return list(over.values())


def _still_open(w: Words, told: Iterable[Decision]) -> str:
    open_still = [d.notice.finding.severity for d in told if d.reason == "repeat"]
    if not open_still:
        return ""
    by_gravity = ", ".join(
        f"{gravity(w, severity).lower()}: {w.number(open_still.count(severity))}"
        for severity in GRAVEST_FIRST
        if severity in open_still
    )
    return w("Still open, told before: {n:number} ({by_gravity}).", n=len(open_still), by_gravity=by_gravity)


def _in_place_of(w: Words, view: RunView, person: str, reader: str) -> str:
    name = name_of(view, person)
    absence = view.away.get(person)
    if absence is None:  # the end of something told during an absence that is over
        return w("In place of {name}", name=name)
    if absence.substitute == reader:
        return w("In place of {name}, back on {day:day}", name=name, day=absence.return_on)
    return w("In place of {name}, back on {day:day}; nobody else stands in", name=name, day=absence.return_on)


def name_of(view: RunView, employee: str) -> str:
    """The name of somebody who works here, else what the data call them."""
    return view.people[employee].name if employee in view.people else employee
