"""Why, for a row from which nothing was counted: which file and line it came from, what stands there, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.answers.why.line import Line, one, source
from pipelines.contracts import nouns
from pipelines.facts.left_out import NOT_JUDGED
from pipelines.reading import Reading
from pipelines.store.noun_views import seen
from rules.wording import Words

# what names persons, and the history's own columns, are no part of an answer
HIDDEN = {"title", "sender", "subject", "debtor", "email", "known_from", "known_to", "load_id", "feed", "line"}
SUBJECT = {"duties": ("duty", "period", "unit")}  # as its findings name it, where that is not the order of the key


def of_row(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The row of whatever noun is known by this mark, column by column under its canonical names.

    Of what had to be left out of the day only the place is told: its value is one that nobody can count with.
    """
    if left_out := list(_left_out(day, subject, say)):
        yield from left_out
        return
    for noun, key in {**marks(), **joined()}.items():
        row = one(day, f"from {noun} where {key} = $subject", subject)
        if row is None:
            continue
        yield from source(day, noun, key, subject, say)
        said = (f"{name}: {_shown(value, say)}" for name, value in row.items() if value is not None)
        yield Line(say("row"), "; ".join(text for text in said if text.split(":")[0] not in {key, *HIDDEN}) + ".")


def _left_out(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    asked = "select noun, feed from record_faults where subject = ? and fault = ?"
    for noun, feed in day.con.execute(asked, [subject, NOT_JUDGED]).fetchall():
        if noun in marks():  # a day judged afresh has no view that still shows it
            yield from source(day, f"({seen(day.con)[noun]})", marks()[noun], subject, say)
        text = say(
            "A value of it is out of range, so nothing is counted and no rule judges it; correct the value in {feed} "
            "and export it again.",
            feed=feed,
        )
        yield Line(say("not judged"), text)


@cache
def marks() -> Mapping[str, str]:
    """The nouns whose rows an office knows by one mark, and the column it stands in."""
    return {
        noun.name: noun.key[0] for noun in nouns().values() if len(noun.key) == 1 and not noun.columns[noun.key[0]].made
    }


@cache
def joined() -> Mapping[str, str]:
    """The nouns whose rows an office knows by several columns, and these with a stroke between: 'PL61…/2026-11-20'."""
    return {
        noun.name: f"""concat_ws('/', {", ".join(f'"{column}"' for column in SUBJECT.get(noun.name, noun.key))})"""
        for noun in nouns().values()
        if len(noun.key) > 1
    }


def _shown(value: Any, say: Words) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Decimal):
        return say.number(value)
    return say.day(value) if isinstance(value, date) else str(value)
