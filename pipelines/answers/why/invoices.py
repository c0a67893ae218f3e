"""Why an invoice is due when it is, and what its delay costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pipelines.answers.why.invoice_rows import sources
from pipelines.answers.why.line import Line, one
from pipelines.answers.why.numbers import origin
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.law.explain import explain
from rules.law.interest import band_of, interest
from rules.law.model import Parameter
from rules.law.payments import Bill, Due, effective_due
from rules.wording import Words

SETTLED = {
    "payment": "Paid on {day:day}: {sum:money} ({what}; {file}, line {line}).",
    "register_says": "Paid on {day:day} by the register of invoices: {sum:money} ({what}; {file}, line {line}).",
    "seller_says": "Paid on {day:day} by the seller's words: {sum:money} ({file}, line {line}).",
    "credit_note": "Taken off by the credit note received on {day:day}: {sum:money} ({what}; {file}, line {line}).",
}

RETURNED = "Came back on {day:day}: {sum:money} ({what}; {file}, line {line})."


def of_invoice(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The due day step by step, what was paid, what is left, the interest by half-year."""
    invoice = one(day, "from invoice_facts where invoice_id = $subject or number = $subject limit 1", subject)
    if invoice is None:
        return
    law, due, currency = day.law, say("due date"), invoice["currency"]
    yield from sources(day, invoice["invoice_id"], say)
    found = effective_due(law, bill(invoice), day.calendar)
    if invoice["state"] == "not_ours":
        text = say("The buyer is no unit of this town; the invoice is kept apart and is no debt of ours.")
        yield Line(say("state"), text)
    for text in explain(found.steps, law, say.language):
        yield Line(due, text)
    yield Line(due, say("How sure: {word:phrases}.", word=found.confidence))
    if found.cap_on is not None and not found.over_cap:
        yield Line(due, say("The longest term the law allows ends on {day:day}; it is kept.", day=found.cap_on))
    paid = day.con.execute(
        sql("answers/why/settlements.sql"),
        [invoice["invoice_id"]],
    ).fetchall()
    yield Line(say("sum"), say("To pay: {sum:money}.", sum=invoice["payable"], currency=currency))
    for on, booked, counts, by_what, of_what, file, line in paid:
        said = RETURNED if by_what == "payment" and booked < 0 else SETTLED[by_what]
        text = say(said, day=on, sum=abs(booked), currency=currency, what=of_what, file=file, line=line)
        yield Line(say("sum"), text)
        if 0 <= counts < booked:
            text = say(
                "Of it {sum:money} came back ({what}): that part never paid.",
                sum=booked - counts, currency=currency, what=of_what,
            )  # fmt: skip
            yield Line(say("sum"), text)
    yield from _put_off(invoice, say)
    yield Line(say("sum"), say("Left to pay: {sum:money}.", sum=invoice["remaining"], currency=currency))
    yield from _cost(day, invoice, found, [(on, counts) for on, _, counts, *_ in paid], say)


def _cost(
    day: Reading, invoice: dict[str, Any], found: Due, paid: list[tuple[date, Decimal]], say: Words
) -> Iterator[Line]:
    """The interest by half-year, each rate with its source, and the flat compensation with its article."""
    law, part, due_on = day.law, say("interest"), found.due_on
    seller = law.sellers.get(invoice["seller_kind"])
    if invoice["interest_so_far"] is None or seller is None or seller.interest is None or due_on is None:
        if currency_differs := invoice["currency"] != law.currency:
            why_not = "Not counted: the invoice is in another currency ({currency})."
        elif invoice["split_unknown"]:
            why_not = "Not counted: several due days, and nobody states which sum belongs to which."
        elif due_on is None:
            why_not = "Not counted: no due day is known."
        else:
            why_not = "Not counted: the seller is a public body."
        yield Line(part, say(why_not, currency=invoice["currency"]) if currency_differs else say(why_not))
        return
    until = min(day.as_of, invoice["paid_on"]) if invoice["remaining"] <= 0 and invoice["paid_on"] else day.as_of
    main = invoice["to_pay"] - invoice["contested"] - invoice["retained"]
    sums = [(main, due_on, paid)]
    if invoice["retained"] and invoice["retained_due_on"]:
        sums.append((invoice["retained"], invoice["retained_due_on"], beyond(main, paid)))
    for amount, due, settled in sums:
        owed = interest(law, amount, due, until, series=seller.interest, health=bool(invoice["health"]), paid=settled)
        for text in explain(owed.steps, law, say.language):
            yield Line(part, text)
    for rate in law.series(seller.interest):
        if rate.valid_from <= until and (rate.valid_to or date.max) > due_on < until:
            points = rate.health_bp if invoice["health"] and rate.health_bp is not None else rate.rate_bp
            text = say("Rate {rate:rate} a year. {origin}", rate=points, origin=origin(say, rate))
            yield Line(part, text)
    yield Line(part, say("Together: {sum:money}.", sum=invoice["interest_so_far"]))
    if invoice["compensation_eur"]:
        band = band_of(law, invoice["fell_due"], due_on)
        text = say(
            "{eur} euro flat. {origin}", eur=invoice["compensation_eur"], origin=origin(say, band) if band else ""
        )
        yield Line(say("compensation"), text.rstrip())
        yield from _conversion(day, law.on(due_on).parameters.get("payments.compensation_rate_months"), due_on, say)


def _put_off(invoice: dict[str, Any], say: Words) -> Iterator[Line]:
    """What of the sum cannot be asked for today: a discount earned, a part in dispute, a part kept as security."""
    currency = invoice["currency"]
    if discount := invoice["payable"] - invoice["to_pay"]:
        text = say("Paid early, so the cash discount is taken off: {sum:money}.", sum=discount, currency=currency)
        yield Line(say("sum"), text)
    if invoice["contested"]:
        text = say("Disputed, so not due meanwhile: {sum:money}.", sum=invoice["contested"], currency=currency)
        yield Line(say("sum"), text)
    if invoice["retained"]:
        text = say(
            "Kept as security by the contract: {sum:money}[, to be paid out by {day:day}].",
            sum=invoice["retained"], day=invoice["retained_due_on"], currency=currency,
        )  # fmt: skip
        yield Line(say("sum"), text)


def beyond(first: Decimal, paid: list[tuple[date, Decimal]]) -> list[tuple[date, Decimal]]:
    """What each payment leaves, by its day, once the first so many złoty are paid: that part pays another sum."""
    left, gone = [], Decimal(0)
    for on, amount in sorted(paid):
        left.append((on, max(gone + amount - first, Decimal(0)) - max(gone - first, Decimal(0))))
        gone += amount
    return left


def _conversion(day: Reading, back: Parameter | None, due_on: date, say: Words) -> Iterator[Line]:
    """The day whose rate of exchange turns the flat sum into the town's money."""
    if back is None or back.whole is None:
        return
    months = due_on.year * 12 + due_on.month - back.whole  # of the month that follows it, counted from 0
    on = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    while not day.calendar[on].working:
        on -= timedelta(days=1)
    text = say("Converted at the mean rate of exchange of {day:day}. {origin}", day=on, origin=origin(say, back))
    yield Line(say("compensation"), text)


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
