"""Why works on a street meet others, and what a decision on the road lane said of them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, listed, one, source
from pipelines.answers.why.numbers import numbers
from pipelines.reading import Reading
from rules.wording import Words


def of_works(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """When the works are, and until when others on the segment count as close."""
    works = one(
        day,
        """
        select *, date '2000-01-01' + cast(close_until as integer) as close_on from work_facts where works_id = $subject
        """,
        subject,
    )
    if works is None:
        return
    yield from source(day, "works", "works_id", subject, say)
    text = say("On segment {segment} from {first_day:day} to {last_day:day}.", **works)
    yield Line(say("state"), text)
    yield Line(
        say("state"), say("Works on the segment that begin by {day:day} are close to it.", day=works["close_on"])
    )
    if works["renews_surface"] == "yes":  # who opens a road lays a cable duct, but for a short one
        yield from numbers(day, say, "road_works.duct_exempt_length")
    yield from _on_segment(day, works["segment"], subject, say)


def of_road_decision(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """What a decision on the road lane said of planned works, until when that binds, and the works there are."""
    decision = one(day, "from road_decisions where case_id = $subject", subject)
    if decision is None:
        return
    text = say(
        "Decision of {day:day} on segment {segment}: {said:phrases}; that covers the time until {until:day}.",
        day=decision["decided_on"], segment=decision["segment"], until=decision["holds_until"],
        said={"none": "no_works_are_planned", "works": "works_are_planned"}.get(
            decision["statement"], "nothing_is_said_of_works"
        ),
    )  # fmt: skip
    yield Line(say("state"), text)
    yield from _on_segment(day, decision["segment"], "", say)


def _on_segment(day: Reading, segment: str, own: str, say: Words) -> Iterator[Line]:
    yield from listed(
        day, say("state"),
        say.sentence("{other} there from {first_day:day} to {last_day:day} ({file}, line {line})."),
        """
        select works_id as other, fact.first_day, fact.last_day, file, works.line
        from work_facts as fact
        join works using (works_id)
        left join (select load_id, file from loads) using (load_id)
        where fact.segment = ? and works_id <> ?
        order by place
        """,
        segment, own,
    )  # fmt: skip
