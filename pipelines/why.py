"""Why: every date and sum step by step, from the line of the file it came from to the article of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import duckdb

from pipelines.reading import Reading
from pipelines.refusal import Refusal
from pipelines.why_cases import beside
from rules.law import Law
from rules.law.calendar import Calendar
from rules.law.explain import explain
from rules.law.interest import interest
from rules.law.payments import Bill, effective_due
from rules.law.stops import Restart, Stop
from rules.law.terms import deadline
from rules.wording import Words, words


class Line(NamedTuple):
    """One line of an answer: what it is about (fact, due date, interest, finding) and the sentence."""

    part: str
    text: str


def why(day: Reading, subject: str) -> list[Line]:
    """Everything known of a case, a document, an invoice (its id or number) or a budget line; Refusal if nothing is.

    Expects `findings_now` on the day's connection.
    """
    say = words(day.town.language)
    lines = [*_case(day, subject, say), *_invoice(day, subject, say), *_budget_line(day, subject, say)]
    if not lines:
        raise Refusal(
            say("Nothing is known of {subject} on {day:day}.", subject=subject, day=day.as_of),
            say("Look the mark up in the register; capitals and dots count."),
        )
    return [*lines, *_findings(day, subject, say)]


def _local(day: Reading, moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(day.town.zone)


def _one(day: Reading, sql: str, subject: str) -> dict[str, Any] | None:
    rows = day.con.sql(sql, params={"subject": subject}).pl().to_dicts()
    return rows[0] if rows else None


def _calendar(day: Reading, law: Law) -> Calendar:
    return Calendar(law, day.town.days_off)


def _source(day: Reading, noun: str, key: str, subject: str, say: Words) -> Iterator[Line]:
    rows = day.con.execute(
        f"select file, line, feed, known_from from {noun} join (select load_id, file from loads) using (load_id) "
        f"where {key} = ? order by known_from",
        [subject],
    ).fetchall()
    for file, line, feed, known_from in rows:
        text = say(
            "{feed}: {file}, line {line}, known since {at:moment}.",
            feed=feed,
            file=file,
            line=line,
            at=_local(day, known_from),
        )
        yield Line(say("source"), text)


def _case(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    case = _one(day, "from case_facts where subject = $subject", subject)
    if case is None:
        return
    yield from _source(day, case["noun"], "case_id" if case["noun"] == "cases" else "document_id", subject, say)
    if case["given_on"] is not None:
        yield Line(say("due date"), say("The register gives the due day {day:day}; it is final.", day=case["given_on"]))
    elif case["term"] is None:
        text = say("The kind {kind} has no term in the law's record and no due day was given.", kind=case["kind"])
        yield Line(say("due date"), text)
    else:
        law = day.law.for_town(day.town.rules, day.town.terms)
        found = deadline(
            law, case["kind"], case["start_on"] or case["opened_on"], _calendar(day, law), *times(day.con, subject)
        )
        for text in explain(found.steps, law, say.language):
            yield Line(say("due date"), text)
    if case["new_date"] is not None:
        yield Line(say("due date"), say("New date given to the parties: {day:day}.", day=case["new_date"]))
    duty = _one(day, "from case_duties where subject = $subject", subject)
    if duty is not None:
        yield from (Line(part, text) for part, text in beside(duty, say))
    if case["settled_on"] is not None:
        yield Line(say("state"), say("Settled on {day:day}.", day=case["settled_on"]))
    if case["holder_name"] is not None:
        text = say("Held by {name} since {day:day}.", name=case["holder_name"], day=case["held_since"])
        yield Line(say("state"), text)


def times(con: duckdb.DuckDBPyConnection, subject: str) -> tuple[list[Stop], list[Restart]]:
    """The stops and restarts of a case as the reference reads them."""
    rows = con.execute(
        "select stop, begins, ends, completed_on from case_stops where subject = ? order by begins, ends", [subject]
    ).fetchall()
    stops = [Stop(stop, begins, ends) for stop, begins, ends, _ in rows]
    return stops, [Restart(on, begins) for stop, begins, _, on in rows if stop == "completion"]


def _invoice(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    invoice = _one(day, "from invoice_facts where invoice_id = $subject or number = $subject limit 1", subject)
    if invoice is None:
        return
    law, due = day.law, say("due date")
    yield from _source(day, "invoices", "invoice_id", invoice["invoice_id"], say)
    found = effective_due(law, bill(invoice), _calendar(day, law))
    for text in explain(found.steps, law, say.language):
        yield Line(due, text)
    yield Line(due, say("How sure: {word:phrases}.", word=found.confidence))
    paid = day.con.execute(
        """
        select coalesce(paid_on, ordered_on), amount from payments
        where invoice_id = ? and coalesce(paid_on, ordered_on) <= getvariable('as_of') order by 1
        """,
        [invoice["invoice_id"]],
    ).fetchall()
    yield Line(say("sum"), say("To pay: {sum:money}.", sum=invoice["payable"]))
    for on, amount in paid:
        yield Line(say("sum"), say("Paid on {day:day}: {sum:money}.", day=on, sum=amount))
    yield Line(say("sum"), say("Left to pay: {sum:money}.", sum=invoice["remaining"]))
    seller = law.sellers.get(invoice["seller_kind"])
    if invoice["interest_so_far"] is None or seller is None or seller.interest is None or found.due_on is None:
        yield Line(say("interest"), say("Not counted: another currency, or the seller is a public body."))
        return
    until = min(day.as_of, invoice["paid_on"]) if invoice["remaining"] <= 0 and invoice["paid_on"] else day.as_of
    owed = interest(
        law, invoice["payable"], found.due_on, until, series=seller.interest, health=bool(invoice["health"]), paid=paid
    )
    for text in explain(owed.steps, law, say.language):
        yield Line(say("interest"), text)
    yield Line(say("interest"), say("Together: {sum:money}.", sum=invoice["interest_so_far"]))


def bill(invoice: dict[str, Any]) -> Bill:
    """A row of invoice_facts as the reference reads it."""
    dates = tuple(date.fromisoformat(text.strip()) for text in (invoice["due_dates"] or "").split("|") if text.strip())
    return Bill(
        received_on=invoice["received_on"],
        received_assumed=invoice["received_on_confidence"] == "assumed",
        issued_on=invoice["issued_on"],
        performed_on=invoice["performed_on"],
        acceptance_ended_on=invoice["acceptance_ended_on"],
        agreed_due_on=invoice["stated_due_on"],
        due_dates=dates,
        due_after_days=invoice["due_after_days"],
        due_after_event=invoice["due_after_event"],
        seller_kind=invoice["seller_kind"],
        health=bool(invoice["health"]),
    )


def _budget_line(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    line = _one(day, "from budget_facts where line = $subject and level = 'paragraf'", subject)
    if line is None:
        return
    rows = day.con.execute(
        """
        select measure, booked_on, amount, act, file, entry.line
        from budget as entry
        left join (select load_id, file from loads) using (load_id)
        where concat_ws('/', unit, year, side, dzial, rozdzial, paragraf) = ? and booked_on <= getvariable('as_of')
          and coalesce(state, 'entered') <> 'draft' and measure in ('plan', 'commitment', 'executed')
        order by list_position(['plan', 'commitment', 'executed'], measure), booked_on, entry.line
        """,
        [subject],
    ).fetchall()
    for measure, booked_on, amount, act, file, number in rows:
        text = say(
            "{day:day}: {sum:money}[, act {act}] ({file}, line {line}).",
            day=booked_on, sum=amount, act=act, file=file, line=number,
        )  # fmt: skip
        yield Line(say(measure), text)
    for measure, total in (("plan", "plan"), ("commitment", "committed"), ("executed", "executed")):
        yield Line(say(measure), say("Together: {sum:money}.", sum=line[total]))


def _findings(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    rows = day.con.execute(
        """
        select rule, message, law, inhibited_by from findings_now
        where (subject = $1 or subject in (select invoice_id from invoice_facts where number = $1))
          and status <> 'resolved'
        order by list_position(['critical', 'high', 'warn', 'info'], severity), rule
        """,
        [subject],
    ).fetchall()
    for rule, message, basis, by in rows:
        text = say("{message} [Basis: {law}.]", message=message, law="; ".join(basis) or None)
        yield Line(rule if by is None else say("{rule}, silenced by {by}", rule=rule, by=by), text)
    if not rows:
        yield Line(say("finding"), say("No signal."))
