"""Why: absences, works, sources and the law's record, each from the line it came from."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.reading import Reading
from pipelines.why.line import Line, one, source
from rules.wording import Words


def of_absence(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Who is away and until when, who stands in and how that was found, what falls due meanwhile."""
    absence = one(day, "select * from absences where absence = $subject", subject)
    if absence is None:
        return
    yield from source(day, "absences", "absence", subject, say)
    state = say("state")
    text = say(
        "Away from {first_day:day} to {last_day:day}.", first_day=absence["first_day"], last_day=absence["last_day"]
    )
    yield Line(state, text)
    rows = day.con.execute(
        """
        select kind, unit, source, substitute, passed, return_on from stand_in_choices where absence = ?
        order by kind, unit
        """,
        [subject],
    ).fetchall()
    for kind, unit, how, substitute, passed, return_on in rows:
        scope = " / ".join(part for part in (kind, unit) if part) or None
        if scope is None:
            yield Line(state, say("Back on {day:day}, the first working day after it.", day=return_on))
        text = say(
            "Stands in[ for {scope}]: {substitute} ({how:phrases})[, after {passed}].",
            scope=scope, substitute=substitute, how=f"substitute_{how}", passed=", ".join(passed[1:]) or None,
        )  # fmt: skip
        yield Line(state, text)
    duties = day.con.execute(
        "select subject, due_on, due_meanwhile from duties where absence = ? order by due_on, subject", [subject]
    ).fetchall()
    for item, due_on, meanwhile in duties:
        text = say(
            "{item}: due {day:day}[, {when:phrases}].",
            item=item,
            day=due_on,
            when=(meanwhile and "by_the_return") or None,
        )
        yield Line(say("due date"), text)


def of_works(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """When the works are, and until when others on the segment count as close."""
    works = one(day, "select * from work_facts where works_id = $subject", subject)
    if works is None:
        return
    yield from source(day, "works", "works_id", subject, say)
    text = say("On segment {segment} from {first_day:day} to {last_day:day}.", **works)
    yield Line(say("state"), text)
    rows = day.con.execute(
        "select works_id, first_day, last_day from work_facts where segment = ? and works_id <> ? order by place",
        [works["segment"], subject],
    ).fetchall()
    for other, first_day, last_day in rows:
        text = say(
            "{other} there from {first_day:day} to {last_day:day}.", other=other, first_day=first_day, last_day=last_day
        )
        yield Line(say("state"), text)


def of_feed(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """When the source last delivered, and what age was agreed."""
    feed = one(day, "select * from feed_facts where feed = $subject", subject)
    if feed is None:
        return
    if feed["last_success"] is None:
        yield Line(say("source"), say("No data ever came."))
    else:
        text = say("Last data of {last_success:moment}[, {age_minutes} minutes of expected time ago].", **feed)
        yield Line(say("source"), text)
    if feed["max_age_minutes"] is not None:
        yield Line(say("source"), say("Agreed age of the data: {max_age_minutes} minutes.", **feed))


def of_table_of_law(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """How far a table of the law's record reaches, and from where each of its last numbers is."""
    table = one(day, "select * from law_horizon where item = $subject", subject)
    if table is None:
        return
    yield Line(say("source"), say("The record reaches {last_on:day}.", last_on=table["last_on"]))
    rows = day.con.execute(
        """
        select valid_from, law, source, status from (
            select series as name, valid_from, valid_to, law, source, status from law_rates
            union all select name, valid_from, valid_to, law, source, status from law_parameters
            union all select id, valid_from, valid_to, law, source, status from law_terms
        )
        where name = ? and valid_to = ?
        """,
        [table["name"], table["last_on"]],
    ).fetchall()
    for valid_from, law, origin, status in rows:
        text = say(
            "The last entry holds from {valid_from:day}[, {law}][, read in: {origin}] ({status}).",
            valid_from=valid_from,
            law=law or None,
            origin=origin or None,
            status=status,
        )
        yield Line(say("source"), text)
