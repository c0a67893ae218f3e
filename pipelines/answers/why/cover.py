"""Why an invoice fits into the line that pays it or does not, and what is known of its transfers."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, source
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.wording import Words

PARTS = sql("answers/why/cover.sql")
TRANSFERS = """
    select payment_id, ordered_on, amount, account_answer, invoice_id
    from payment_facts
    where payment_id = $1 or invoice_id in (select invoice_id from invoice_facts where invoice_id = $1 or number = $1)
    order by ordered_on, payment_id
"""


def of_cover(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """What each line has left for the invoice: the plan, what was executed, what was approved before it."""
    rows = day.con.execute(PARTS, [subject]).fetchall()
    for line, named, plan, executed, share, before, free in rows:
        if named == "no":
            yield Line(say("budget line"), say("No line is named for {sum:money}.", sum=share))
            continue
        if named == "not_known":
            text = say(
                "{line}: codes of the classification before, which the plan of the year of payment does not have; "
                "assign {sum:money} to a line of it.",
                line=line, sum=share,
            )  # fmt: skip
            yield Line(say("budget line"), text)
            continue
        text = say(
            "{line}: plan {plan:money}, executed {executed:money}, approved before it {before:money}, "
            "left {free:money}; this invoice takes {sum:money}.",
            line=line, plan=plan, executed=executed, before=before, free=free, sum=share,
        )  # fmt: skip
        yield Line(say("budget line"), text)


def of_transfer(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """The transfers of an invoice, or one transfer by its own number with the file it came from."""
    for payment, ordered_on, amount, answer, invoice in day.con.execute(TRANSFERS, [subject]).fetchall():
        if payment == subject:
            yield from source(day, "payments", "payment_id", payment, say)
        text = say(
            "{payment}, ordered on {day:day} for invoice {invoice}: {sum:money}[; VAT register: {answer:phrases}].",
            payment=payment, day=ordered_on, invoice=invoice, sum=amount, answer=answer,
        )  # fmt: skip
        yield Line(say("transfer"), text)
