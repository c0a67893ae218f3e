"""Why, for cases: the days and sums beside the term itself — notice, prolonged end, call, fine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipelines.answers.why.line import Line
from pipelines.reading import Reading
from rules.law.explain import explain
from rules.law.steps import rolling
from rules.wording import Words


def beside(day: Reading, duty: dict[str, Any], say: Words) -> Iterator[Line]:
    """Each day that a rule of cases judges by; `duty` is a row of case_duties."""
    due, notice = say("due date"), say("notice")
    if duty["notice_by_on"] is not None:
        yield from _skipped(day, notice, duty["raw_notice_on"], duty["notice_by_on"], say)
        suspended = day.own_law.procedures[duty["procedure"]].notice_stops
        text = say(
            "The parties must be told of a delay by {day:day} ({law})[; {moves:phrases}].",
            day=duty["notice_by_on"], law=duty["notice"],
            moves="only_a_formal_suspension_moves_this_day" if suspended else None,
        )  # fmt: skip
        yield Line(notice, text)
    for on in duty["notices_on"]:
        yield Line(notice, say("A notice that counts was sent on {day:day}.", day=on))
    if duty["latest_due_on"] is not None:
        text = say(
            "Told in time: prolonged to {late:day} at the latest, safely to {safe:day} ({law}).",
            late=duty["latest_due_on"], safe=duty["latest_safe_on"], law=duty["term_law"],
        )  # fmt: skip
        yield Line(due, text)
    if duty["fee_on"] is not None:
        yield Line(due, say("A fee was asked: the answer leaves by {day:day}.", day=duty["fee_on"]))
    if duty["answer_by"] is not None:
        yield from _skipped(day, say("call"), duty["raw_answer_on"], duty["answer_by"], say)
        text = say(
            "Call to complete of {called:day}: an answer posted by {day:day} is in time.",
            called=duty["called_on"], day=duty["answer_by"],
        )  # fmt: skip
        yield Line(say("call"), text)
    if duty["penalty_per_day"] is not None and duty["days_fined"]:
        text = say(
            "{days:days} after {raw:day}, {rate:money} a day: {sum:money} ({law}).",
            days=duty["days_fined"], raw=duty["fine_from_on"], rate=duty["penalty_per_day"], sum=duty["fine"],
            law=duty["term_law"],
        )  # fmt: skip
        yield Line(say("fine"), text)


def _skipped(day: Reading, part: str, raw: date, rolled: date, say: Words) -> Iterator[Line]:
    """The days off between the raw end and the day as moved, each by its name."""
    for text in explain(rolling(raw, rolled, day.calendar)[:-1], day.law, say.language):
        yield Line(part, text)
