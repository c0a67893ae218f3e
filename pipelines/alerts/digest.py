"""What one letter says, in the reader's words: plain values that both templates show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pipelines.alerts.edition import Edition, FeedState, Finding
from pipelines.alerts.hold import Decision
from rules.wording import Words, words

LINES = 40  # as many as one sits through; the rest is counted, and stands on the page
SEVERITY = {"critical": ("◆", "critical"), "high": ("▲", "urgent"), "warn": ("●", "warning"), "info": ("○", "information")}


class Line(NamedTuple):
    """One finding as a reader sees it."""

    severity: str
    shape: str
    word: str
    sentence: str
    facts: str  # due date, time left, holder, amount
    basis: str  # rule and law


class Section(NamedTuple):
    """New or worse findings: a title that counts, the first lines, and how many more there are."""

    title: str
    lines: tuple[Line, ...]
    more: str


class Desk(NamedTuple):
    """What concerns one person: the reader (no title), or someone the reader stands in for."""

    title: str
    until: str
    sections: tuple[Section, ...]
    still_open: str
    resolved_title: str
    resolved: tuple[str, ...]


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
    stamps: tuple[str, ...]
    stamps_title: str
    footer: tuple[str, ...]


def digest(edition: Edition, town_name: str, zone: ZoneInfo, language: str, decisions: Sequence[Decision]) -> Digest:
    """The content of the letter that says `decisions`, all of one reader."""
    w = words(language)
    stale = [feed for feed in edition.feeds if feed.state in ("stale", "very_stale", "never", "held")]
    counts = _counts(w, decisions)
    return Digest(
        language=language,
        subject=w("Signals: {counts} – {town}, {day:day}", counts=counts, town=town_name, day=edition.day),
        heading=w("Signals as of {day:day}", day=edition.day),
        answer=counts[:1].upper() + counts[1:] + ".",
        warnings=tuple(_unknown(w, feed, zone) for feed in stale),
        caution=w("No signal does not mean that everything is on time.") if stale else "",
        desks=tuple(_desks(w, edition, decisions)),
        stamps=tuple(_stamp(w, feed, zone) for feed in edition.feeds),
        stamps_title=w("State of the data"),
        footer=(
            w("A signal is not a reproach: it shows what the data say. Look into the system of the office before you act."),
            w("Ratusz wrote this letter by itself, {town}. There is no need to reply.", town=town_name),
        ),
    )


def sentence(edition: Edition, finding: Finding, language: str, town_language: str) -> str:
    """The finding's sentence in the reader's language; in the town's where the rule's own sentence did not make it."""
    template = edition.sentences.get(finding.rule)
    if language == town_language or not template or not finding.details:
        return finding.message
    values = _values(template, {"subject": finding.subject, **json.loads(finding.details)})
    if words(town_language).sentence(template)(values) != finding.message:
        return finding.message
    return words(language).sentence(template)(values)


def _values(template: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON values of a sentence as the types its placeholders show; what is not there is unknown."""
    read = {"day": date.fromisoformat, "moment": datetime.fromisoformat, "money": lambda value: Decimal(str(value))}
    values: dict[str, Any] = {}
    for _, name, spec, _ in Formatter().parse(template):
        if name:
            value = details.get(name)
            values[name] = read[spec](value) if value is not None and spec in read else value
    return values


def _counts(w: Words, decisions: Iterable[Decision]) -> str:
    """'3 new, 1 graver, 2 resolved; past due: 2'."""
    reasons = [d.reason for d in decisions]
    parts = [
        w.count(reasons.count("new"), "{n} new", "{n} new ones") if "new" in reasons else "",
        w.count(reasons.count("worse"), "{n} graver", "{n} graver ones") if "worse" in reasons else "",
        w.count(reasons.count("resolved"), "{n} resolved", "{n} resolved ones") if "resolved" in reasons else "",
    ]
    late = sum(d.reason in ("new", "worse") and (d.notice.finding.days_left or 0) < 0 for d in decisions)
    text = ", ".join(part for part in parts if part)
    return w("{counts}; past due: {late}", counts=text, late=late) if late else text
