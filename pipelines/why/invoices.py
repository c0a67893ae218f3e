"""Why an invoice is due when it is, and what its delay costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipelines.reading import Reading
from pipelines.why.line import Line, calendar, one, source
from rules.law.explain import explain
from rules.law.interest import interest
from rules.law.payments import Bill, effective_due
from rules.wording import Words


def of_invoice(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The due day step by step, what was paid, what is left, the interest by half-year."""
    invoice = one(day, "from invoice_facts where invoice_id = $subject or number = $subject limit 1", subject)
    if invoice is None:
        return
    law, due = day.law, say("due date")
    yield from source(day, "invoices", "invoice_id", invoice["invoice_id"], say)
    found = effective_due(law, bill(invoice), calendar(day, law))
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
