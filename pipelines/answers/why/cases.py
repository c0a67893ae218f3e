"""Why a case is due when it is."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from pipelines.answers.why.duties import beside
from pipelines.answers.why.line import Line, one, source
from pipelines.answers.why.service import of_service
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.law.explain import explain
from rules.law.stops import Restart, Stop
from rules.law.terms import deadline
from rules.wording import Words


def of_case(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The start, the term, each stop, the end, the notice and who holds it."""
    case = one(day, "from case_facts where subject = $subject", subject)
    if case is None:
        return
    yield from source(day, case["noun"], "case_id" if case["noun"] == "cases" else "document_id", subject, say)
    yield from _events(day, subject, say)
    given, fined = case["given_on"], case["penalty_per_day"] is not None
    if given is not None and not fined:
        yield Line(say("due date"), say("The register gives the due day {day:day}; it is final.", day=given))
    elif given is None and case["term"] is None:
        text = say("The kind {kind} has no term in the law's record and no due day was given.", kind=case["kind"])
        yield Line(say("due date"), text)
    else:
        if given is not None:
            text = say("The register gives the due day {day:day}; the fine counts from the law's own term.", day=given)
            yield Line(say("due date"), text)
        law = day.own_law
        found = deadline(
            law, case["kind"], case["opened_on" if case["anew"] else "start_on"] or case["opened_on"], day.calendar,
            *times(day.con, subject), as_of=day.as_of,
        )  # fmt: skip
        for text in explain(found.steps, law, say.language):
            yield Line(say("due date"), text)
    if case["told_date"] is not None:
        text = say(
            "New date given {to_whom:phrases}: {day:day}[; the law allows {latest:day} at the latest].",
            to_whom=f"to_the_{case['audience'] or 'parties'}", day=case["told_date"],
            latest=None if case["new_date"] == case["told_date"] else case["new_date"],
        )  # fmt: skip
        yield Line(say("due date"), text)
    duty = one(day, "from case_duties where subject = $subject", subject)
    if duty is not None:
        yield from beside(day, duty, say)
    if case["withdrawn_on"] is not None and case["settled_on"] is None:
        text = say(
            "The request was withdrawn on {day:day}; a decision that discontinues the case is still owed[ ({law})].",
            day=case["withdrawn_on"], law=case["discontinued_by"],
        )  # fmt: skip
        yield Line(say("state"), text)
    if case["settled_on"] is not None:
        yield Line(say("state"), say("Settled on {day:day}.", day=case["settled_on"]))
        yield from of_service(day, subject, say)
    if case["holder_name"] is not None:
        text = say("Held by {name} since {day:day}.", name=case["holder_name"], day=case["held_since"])
        yield Line(say("state"), text)


def _events(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """What happened by the day, with what each event says of dates, and the file and line it came from."""
    rows = day.con.execute(
        sql("answers/why/events.sql"),
        [subject],
    ).fetchall()
    for on, event, until, days, new_date, reason, untold, file, number in rows:
        text = say(
            "{day:day}: {event:phrases}[, {days:days}][, until {until:day}][, new date {new_date:day}]"
            "[, {reason:phrases}][, {untold:phrases}] ({file}, line {line}).",
            day=on, event=event, days=days, until=until, new_date=new_date, reason=reason,
            untold="without_the_right_to_a_ponaglenie" if untold else None, file=file, line=number,
        )  # fmt: skip
        yield Line(say("event"), text)


def times(con: duckdb.DuckDBPyConnection, subject: str) -> tuple[list[Stop], list[Restart]]:
    """The stops and restarts of a case as the reference reads them."""
    rows = con.execute(
        "select stop, begins, ends, completed_on from case_stops where subject = ? order by begins, ends", [subject]
    ).fetchall()
    stops = [Stop(stop, begins, ends) for stop, begins, ends, _ in rows]
    return stops, [Restart(on, begins) for stop, begins, _, on in rows if stop == "completion"]
