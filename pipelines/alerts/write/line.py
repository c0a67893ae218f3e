"""One finding on one line of a letter, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from string import Formatter
from typing import Any, NamedTuple

from pipelines.alerts.route import Notice
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.links import Why, why
from pipelines.town import Town
from rules.wording import Words, words

SHAPES = {"critical": "◆", "high": "▲", "warn": "●", "info": "○"}  # seen where colour is not


class Line(NamedTuple):
    """A finding as a reader sees it; `facts` holds what the sentence does not say itself."""

    severity: str
    shape: str
    word: str
    sentence: str
    facts: str
    basis: str
    why: Why
    note: str = ""  # for how long nothing has moved, and who else knows


def line(view: RunView, notice: Notice, language: str, town: Town) -> Line:
    """The line of a finding: its sentence, due day, time left, who holds it since when, the amount, rule and law."""
    say, finding = words(language), notice.finding
    said = sentence(view, finding, language, town.language)
    return Line(
        severity=finding.severity,
        shape=SHAPES[finding.severity],
        word=gravity(say, finding.severity),
        sentence=said,
        facts=" · ".join(fact for text, fact in _facts(say, view, finding) if text not in said),
        basis=" · ".join(part for part in (finding.rule, ", ".join(finding.law)) if part),
        why=why(say, town, finding.subject),
        note=_climbed(say, view, notice) if notice.climb.step else "",
    )


def _climbed(say: Words, view: RunView, notice: Notice) -> str:
    """That nothing has moved, and who else knows: nobody's superior is told behind their back."""
    days = notice.climb.days
    unmoved = say.count(days, "Unmoved for {n} working day", "Unmoved for {n} working days")
    names = sorted(view.people[other].name for other in notice.others if other in view.people)
    return say("{unmoved}; also told: {names}.", unmoved=unmoved, names=", ".join(names)) if names else f"{unmoved}."


def gravity(say: Words, severity: str) -> str:
    """A severity in a word."""
    return {"critical": say("Critical"), "high": say("Urgent"), "warn": say("Warning"), "info": say("Information")}[
        severity
    ]


def _facts(say: Words, view: RunView, finding: Finding) -> list[tuple[str, str]]:
    """Each fact with the text by which a sentence that says it already is known."""
    facts: list[tuple[str, str]] = []
    if finding.due_on is not None:
        facts.append((say.day(finding.due_on), say("due {due_on:day}", due_on=finding.due_on)))
        left = finding.days_left or 0
        if left > 0 and finding.working_days_left is not None:
            left_in_words = say.left(finding.working_days_left)
            facts.append((left_in_words, left_in_words))
        elif left == 0:
            facts.append((say("due today"), say("due today")))
        elif finding.is_late:
            facts.append((say.days(-left), say("{days} past due", days=say.days(-left))))
    if finding.holder:
        person = view.people.get(finding.holder)
        name = person.name if person else say("{code} (nobody of that name works here)", code=finding.holder)
        facts.append((name, _at(say, finding.noun, name, finding.held_since)))
    if finding.amount is not None:
        facts.append((say.money(finding.amount), say.money(finding.amount)))
    return facts


def _at(say: Words, noun: str, name: str, since: date | None) -> str:
    """Who has it: a case is conducted by somebody, an invoice lies with somebody."""
    if noun == "invoices":
        return say("with {name}[ since {since:day}]", name=name, since=since)
    return say("held by {name}[ since {since:day}]", name=name, since=since)


def sentence(view: RunView, finding: Finding, language: str, town_language: str) -> str:
    """The finding's sentence in the reader's language; the town's own where the rule's template did not make it."""
    template = view.sentences.get((finding.rule, finding.severity))
    if language == town_language or not template or not finding.details:
        return finding.message
    values = _values(template, _known(finding))
    if words(town_language).sentence(template)(values) != finding.message:
        return finding.message
    return words(language).sentence(template)(values)


def _known(finding: Finding) -> dict[str, Any]:
    columns = ("subject", "due_on", "days_left", "working_days_left", "holder", "amount")
    return {**{name: getattr(finding, name) for name in columns}, **json.loads(finding.details or "{}")}


def _values(template: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence as the types its placeholders show, from JSON; what is not there is unknown."""
    read = {"day": date.fromisoformat, "moment": datetime.fromisoformat, "money": Decimal}
    values: dict[str, Any] = {}
    for _, name, spec, _ in Formatter().parse(template):
        if name:
            value = known.get(name)
            values[name] = read[spec](str(value)) if value is not None and spec in read else value
    return values
