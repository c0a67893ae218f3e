"""Why something has to be done by a day: the row of the register, the number of the law, each day off, the interest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pipelines.answers.why.line import Line, one, source
from pipelines.answers.why.numbers import numbers, origin
from pipelines.answers.why.register import of_row
from pipelines.reading import Reading
from rules.law.explain import explain
from rules.law.interest import interest
from rules.law.steps import rolling, step
from rules.wording import Words

# relations with a row per subject: `raw_due_on`, `due_on`, and `term`, the name of the number they were counted by
DATED = ("deposit_facts", "resolution_facts", "tender_facts", "grant_facts", "duty_facts")
PARTS = ("return_first_part", "return_the_rest")  # of a security, in the order in which they go back


def of_dated(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """What the register says of it, what is owed next, how its last day was counted, and what being late costs."""
    for relation in DATED:
        fact = one(day, f"from {relation} where subject = $subject", subject)
        if fact is None:
            continue
        if relation == "duty_facts":  # an office knows a duty by three columns, and one that is expected has no row yet
            yield from source(day, "duties", "concat_ws('/', duty, period, unit)", subject, say)
        else:
            yield from of_row(day, subject, say)
        if fact.get("task") is not None:
            yield from _next(day, fact, say)
        raw, due = fact["raw_due_on"], fact["due_on"]
        if raw is None:
            continue
        steps = [step("raw_end", on=raw), *(rolling(raw, due, day.calendar) if raw != due else ())]
        yield from (Line(say("due date"), text) for text in explain(steps, day.law, say.language))
        if fact["term"] is not None:
            yield from numbers(day, say, fact["term"])
        if fact.get("interest") is not None:
            yield from _interest(day, fact, say)


def _next(day: Reading, fact: dict[str, Any], say: Words) -> Iterator[Line]:
    """What has to be done next and, of a security that goes back in two parts, by which number the part was counted."""
    text = say(
        "What is owed next: {task:phrases}[, {owed:money} of {value:money}].",
        task=fact["task"], owed=fact.get("owed"), value=fact.get("value"),
    )  # fmt: skip
    yield Line(say("state"), text)
    if fact["task"] in PARTS:
        yield from numbers(day, say, "deposits.kept_share")


def _interest(day: Reading, fact: dict[str, Any], say: Words) -> Iterator[Line]:
    """The interest as on tax arrears, rate by rate, and how the law rounds it."""
    part, until = say("interest"), min(fact["done_on"] or day.as_of, day.as_of)
    since = fact["interest_from"] - timedelta(days=1) if fact.get("interest_from") else fact["due_on"]
    owed = interest(day.law, fact["owed"], since, until, series="tax_arrears")
    yield from (Line(part, text) for text in explain(owed.steps, day.law, say.language))
    for rate in day.law.series("tax_arrears"):
        if rate.valid_from <= until and (rate.valid_to or date.max) > since:
            yield Line(part, say("Rate {rate:rate} a year. {origin}", rate=rate.rate_bp, origin=origin(say, rate)))
    text = say(
        "Interest is rounded to full złoty ({law}): {sum:money}[, counted to {through:day}].",
        law=day.own_law.on(day.as_of).parameters["tax_arrears.rounded_to"].law, sum=fact["interest"],
        through=fact["interest_through"],
    )  # fmt: skip
    yield Line(part, text)
    text = say(
        "Interest of no more than three times the fee for registering a letter is not charged (Ordynacja podatkowa "
        "art. 54 § 1 pkt 5); the record does not hold that fee."
    )
    yield Line(part, text)
