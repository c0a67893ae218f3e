"""Why a budget report is due when it is."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one, source
from pipelines.reading import Reading
from rules.law.explain import STANDING, explain
from rules.law.steps import rolling, step
from rules.wording import Words


def of_report(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The end of the period, the day of the law's calendar, each day off that moved it, and the day it was sent."""
    report = one(day, "from report_facts where subject = $subject", subject)
    if report is None:
        return
    yield from source(day, "reports", "concat_ws('/', report, period, level, unit)", subject, say)
    yield Line(say("due date"), say("The period ended on {day:day}.", day=report["period_end"]))
    if report["due_on"] is None:
        yield Line(say("due date"), say("The term of this report is not in the law's record; no day is computed."))
    else:
        raw, due = report["raw_due_on"], report["due_on"]
        for text in explain([step("raw_end", on=raw), *rolling(raw, due, day.calendar)], day.law, say.language):
            yield Line(say("due date"), text)
        text = say(
            "Basis: {law}. Source: {source} ({standing}), in force since {valid_from:day}.",
            law=report["term_law"], source=say(report["term_source"]), valid_from=report["term_since"],
            standing=say(STANDING.get(report["term_status"], report["term_status"])),
        )  # fmt: skip
        yield Line(say("due date"), text)
    if report["sent_on"] is not None:
        yield Line(say("state"), say("Sent on {day:day}.", day=report["sent_on"]))
