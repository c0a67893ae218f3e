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


def desks(say: Words, town: Town, view: RunView, decisions: Sequence[Decision]) -> Iterator[Desk]:
    """A desk per person of whom `decisions` say something, the reader's own first."""
    by_person: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.reason in SPOKEN - {"away"} or decision.reason == "repeat":
            by_person.setdefault(decision.notice.instead_of, []).append(decision)
    for person in sorted(by_person, key=lambda person: (person != "", name_of(view, person), person)):
        told = by_person[person]
        if person:
            title = _in_place_of(say, view, person, told[0].notice.to)
        else:
            title = say("Your own") if len(by_person) > 1 else ""
        yield Desk(
            title=title,
            sections=_sections(say, town, view, told),
            endings=_endings(say, town, view, told),
            still_open=_still_open(say, told),
        )


def _sections(say: Words, town: Town, view: RunView, told: Sequence[Decision]) -> tuple[Section, ...]:
    """New and graver findings, what stands unmoved or speaks again; the part with the gravest line first."""
    sections = (
        _section(say, town, view, "new", say("New"), told),
        _section(say, town, view, "worse", say("Graver than before"), told),
        _section(say, town, view, "escalated", say("Unmoved for too long"), told),
        _section(say, town, view, "again", say("Said again after a pause"), told),
    )
    spoken = [section for section in sections if section.lines]
    return tuple(sorted(spoken, key=lambda section: -GRAVITY[section.lines[0].severity]))


def _section(say: Words, town: Town, view: RunView, reason: str, title: str, told: Sequence[Decision]) -> Section:
    notices = [d.notice for d in told if d.reason == reason]
    return Section(
        title=f"{title} ({say.number(len(notices))})",
        lines=tuple(line(view, notice, say.language, town) for notice in notices[:LINES]),
        more=rest(
            say, view, [notice.finding for notice in notices[LINES:]],
            on_pages(say, town, notices[0].to, fresh=reason in ("new", "worse")) if notices else NOWHERE,
        ),
    )  # fmt: skip


def _endings(say: Words, town: Town, view: RunView, told: Sequence[Decision]) -> tuple[Ending, ...]:
    resolved, vanished = over(told, "resolved"), over(told, "vanished")
    endings = (
        (say("Resolved ({n})", n=len(resolved)), say("Told before; the data no longer show it."), resolved),
        (
            say("No longer in the data ({n})", n=len(vanished)),
            say("Told before; the register does not list it any more. Whether it is settled is not known."),
            vanished,
        ),
    )
    return tuple(
        Ending(
            title,
            note,
            tuple(say("it was: {sentence}", sentence=finding.message) for finding in findings[:LINES]),
            rest(say, view, findings[LINES:], NOWHERE if town.address else by_command(say, told[0].notice.to)),
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


def _still_open(say: Words, told: Iterable[Decision]) -> str:
    open_still = [d.notice.finding.severity for d in told if d.reason == "repeat"]
    if not open_still:
        return ""
    by_gravity = ", ".join(
        f"{gravity(say, severity).lower()}: {say.number(open_still.count(severity))}"
        for severity in GRAVEST_FIRST
        if severity in open_still
    )
    return say("Still open, told before: {n:number} ({by_gravity}).", n=len(open_still), by_gravity=by_gravity)


def _in_place_of(say: Words, view: RunView, person: str, reader: str) -> str:
    name = name_of(view, person)
    absence = view.away.get(person)
    if absence is None:  # the end of something told during an absence that is over
        return say("In place of {name}", name=name)
    if absence.substitute == reader:
        return say("In place of {name}, back on {day:day}", name=name, day=absence.return_on)
    return say("In place of {name}, back on {day:day}; nobody else stands in", name=name, day=absence.return_on)


def name_of(view: RunView, employee: str) -> str:
    """The name of somebody who works here, else what the data call them."""
    return view.people[employee].name if employee in view.people else employee
