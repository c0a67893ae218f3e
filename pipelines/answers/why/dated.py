"""Why something has to be done by a day: the row of the register, the number of the law, each day off that counts."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one, source
from pipelines.answers.why.numbers import numbers
from pipelines.answers.why.register import of_row
from pipelines.reading import Reading
from rules.law.explain import explain
from rules.law.steps import rolling, step
from rules.wording import Words

# relations with a row per subject: `raw_due_on`, `due_on`, and `term`, the name of the number they were counted by
DATED = ("deposit_facts", "resolution_facts", "tender_facts", "grant_facts", "duty_facts")


def of_dated(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """What the register says of it, and how its last day was counted."""
    for relation in DATED:
        fact = one(day, f"from {relation} where subject = $subject", subject)
        if fact is None:
            continue
        if relation == "duty_facts":  # an office knows a duty by three columns, and one that is expected has no row yet
            yield from source(day, "duties", "concat_ws('/', duty, period, unit)", subject, say)
        else:
            yield from of_row(day, subject, say)
        raw, due = fact["raw_due_on"], fact["due_on"]
        if raw is None:
            continue
        steps = [step("raw_end", on=raw), *(rolling(raw, due, day.calendar) if raw != due else ())]
        yield from (Line(say("due date"), text) for text in explain(steps, day.law, say.language))
        if fact["term"] is not None:
            yield from numbers(day, say, fact["term"])
