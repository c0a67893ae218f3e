"""Why a letter or a case counts as lying still."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one, source
from pipelines.reading import Reading
from rules.wording import Words


def of_desk(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Since when nobody has it or nothing was done, in days of work, and how many of them are bearable."""
    matter = one(day, "from desk_facts where subject = $subject", subject)
    if matter is None:
        return
    if matter["noun"] == "documents" and one(day, "from case_facts where subject = $subject", subject) is None:
        yield from source(day, "documents", "document_id", subject, say)
    if matter["unassigned"] == "yes":
        text = say("Received on {day:day} and given to nobody.", day=matter["received_on"])
    else:
        text = say("Last step on {day:day}.", day=matter["last_step_on"])
    yield Line(say("state"), text)
    text = say(
        "The office has the next move: {idle:working_days} without one; more than {most:working_days} are a signal.",
        idle=matter["idle_working_days"], most=matter["idle_most"],
    )  # fmt: skip
    yield Line(say("state"), text)
