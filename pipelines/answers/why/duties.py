"""Why, for cases: the days and sums beside the term itself — notice, prolonged end, call, fine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipelines.answers.why.line import Line
from pipelines.reading import Reading
from rules.law.explain import UNITS, explain
from rules.law.steps import rolling
from rules.wording import Words


def beside(day: Reading, duty: dict[str, Any], say: Words) -> Iterator[Line]:
    """Each day that a rule of cases judges by; `duty` is a row of case_duties."""
    due, notice = say("due date"), say("notice")
    if duty["notice_by_on"] is not None:
        yield from _skipped(day, notice, duty["raw_notice_on"], duty["notice_by_on"], say)
        suspended = day.own_law.procedures[duty["procedure"]].notice_stops
        text = say(
            "A delay must be told {to_whom:phrases} by {day:day} ({law})[; {moves:phrases}].",
            to_whom=duty["to_whom"], day=duty["notice_by_on"], law=duty["notice"],
            moves="only_a_formal_suspension_moves_this_day" if suspended else None,
        )  # fmt: skip
        yield Line(notice, text)
    for on in duty["notices_on"]:
        yield Line(notice, say("A notice that counts was sent on {day:day}.", day=on))
    if duty["incomplete_on"] is not None:
        text = say(
            "The notice of {day:day} does not count: it is without {lacking:phrases}.",
            day=duty["incomplete_on"], lacking=duty["lacking"],
        )  # fmt: skip
        yield Line(notice, text)
    if duty["told_late_on"] is not None:
        text = say(
            "The notice of {day:day} does not count: it came after the term, {net:day}.",
            day=duty["told_late_on"], net=duty["net_due_on"],
        )  # fmt: skip
        yield Line(notice, text)
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
    if duty["fined_through"] is not None:
        text = say("Counted to {day:day}: whether the fine grows since then, no text says.", day=duty["fined_through"])
        yield Line(say("fine"), text)
    term = day.own_law.on(duty["opened_on"]).term(duty["kind"]) if duty["penalty_per_day"] is not None else None
    if term is not None and term.demand is not None:
        length = say.count(term.demand.n, *UNITS[term.demand.unit])
        text = say(
            "The fine is imposed only where the applicant demands it, within {length} of the service of the decision "
            "({law}).",
            length=length, law=term.demand.law,
        )  # fmt: skip
        yield Line(say("fine"), text)
    if duty["signed_on"] is not None:
        text = say(
            "Decision signed on {day:day}, no dispatch seen; it binds from its service.",
            day=duty["signed_on"],
        )
        yield Line(say("state"), text)


def _skipped(day: Reading, part: str, raw: date, rolled: date, say: Words) -> Iterator[Line]:
    """The days off between the raw end and the day as moved, each by its name."""
    for text in explain(rolling(raw, rolled, day.calendar)[:-1], day.law, say.language):
        yield Line(part, text)
