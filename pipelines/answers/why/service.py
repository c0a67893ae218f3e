"""Why a decision counts as served, and why it is final from a day: each party, the last day of the appeal, days off."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, listed, one
from pipelines.reading import Reading
from rules.law.explain import explain
from rules.law.steps import rolling, step
from rules.wording import Words

PARTIES = """
    select * replace (nullif(party, '') as party), if(nothing_told, 'nothing_is_told_since', null) as nothing
    from decision_services where subject = ? order by party
"""
PARTY = (
    "Sent[ on {sent_on:day}][ to party {party}][; left at the post on {left_on:day}][; in the box of e-delivery since "
    "{boxed_on:day}][; received on {received_on:day}][; served on {served_on:day}][, as the law presumes "
    "({presumed_law})][; appeal given up on {waived_on:day}][; {nothing:phrases}]."
)
END = (
    "[The decision is final from {final_on:day}: nobody can appeal any more unless somebody did.]",
    "[The decision is final from {waived_final_on:day}: all parties gave up the appeal.]",
    "[When it is final cannot be told: {uncertain:phrases}.]",
)


def of_service(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Of a case whose decision was sent: what is told of each party, and the end of the appeal step by step."""
    part = say("service")
    yield from listed(day, part, say.sentence(PARTY), PARTIES, subject)
    fact = one(day, "from service_facts where subject = $subject", subject)
    if fact is None:
        return
    raw, end = fact["raw_appeal_on"], fact["appeal_by"]
    if raw is not None:
        steps = [step("raw_end", on=raw), *(rolling(raw, end, day.calendar) if raw != end else ())]
        yield from (Line(part, text) for text in explain(steps, day.law, say.language))
    yield from (Line(part, text) for sentence in END if (text := say.sentence(sentence)(fact)))
