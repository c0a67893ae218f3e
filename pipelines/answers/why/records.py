"""Which records have a fault that is told of many at once, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one, source
from pipelines.answers.why.register import marks
from pipelines.reading import Reading
from rules.wording import Words


def of_records(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The first records of a fault by file and line, and how many have it."""
    fault = one(day, "from record_facts where subject = $subject", subject)
    if fault is None:
        return
    noun, part = fault["noun"], say("records")
    yield Line(part, say("{fault:phrases}: {n:number}.", fault=fault["faults"], n=fault["count"]))
    for mark in fault["examples"] if noun in marks() else ():
        for line in source(day, noun, marks()[noun], mark, say):
            yield Line(part, f"{mark}: {line.text}")
