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


def of_budget_day(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The day of the budget's calendar, what the act does on days off, its article, and the day it was done."""
    found = one(day, "from budget_day_facts where subject = $subject", subject)
    if found is None:
        return
    due = say("due date")
    yield Line(due, f"{found['what']}.")
    steps = [step("raw_end", on=found["raw_due_on"]), *rolling(found["raw_due_on"], found["due_on"], day.calendar)]
    for text in explain(steps, day.law, say.language):
        yield Line(due, text)
    yield Line(due, say("Basis: {law}, in force since {day:day}.", law=found["cited"], day=found["valid_from"]))
    if found["done_on"] is not None:
        yield Line(say("state"), say("Done on {day:day}.", day=found["done_on"]))
    elif found["registered"] == "no":
        text = say("The register of reports does not say whether it was done; a row called {id} would.", id=found["id"])
        yield Line(say("state"), text)
