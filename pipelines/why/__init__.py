"""Why: every date and sum step by step, from the line of the file it came from to the article of the law."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.reading import Reading
from pipelines.refusal import Refusal
from pipelines.why.budget import of_budget_line
from pipelines.why.cases import of_case
from pipelines.why.contracts import of_contract
from pipelines.why.cover import of_cover, of_transfer
from pipelines.why.invoices import of_invoice
from pipelines.why.line import Line
from pipelines.why.money import of_figure, of_late_interest, of_plan_change, of_relation
from pipelines.why.people import of_absence, of_feed, of_table_of_law, of_works
from pipelines.why.reports import of_report
from rules.wording import Words, words

__all__ = ["Line", "why"]
ANSWERS = (
    of_case,
    of_invoice,
    of_cover,
    of_contract,
    of_report,
    of_relation,
    of_late_interest,
    of_figure,
    of_transfer,
    of_plan_change,
    of_budget_line,
    of_absence,
    of_works,
    of_feed,
    of_table_of_law,
)


def why(day: Reading, subject: str) -> list[Line]:
    """Everything known of a case, a document, an invoice (its id or number), a transfer, a budget line, an absence,
    works or a feed.

    Raises Refusal when nothing is known.

    Expects `findings_now` on the day's connection.
    """
    say = words(day.town.language)
    lines = [line for answer in ANSWERS for line in answer(day, subject, say)]
    if not lines:
        raise Refusal(
            say("Nothing is known of {subject} on {day:day}.", subject=subject, day=day.as_of),
            say("Look the mark up in the register; capitals and dots count."),
        )
    return [*lines, *_findings(day, subject, say)]


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
        text = say("{message} [Basis: {law}.]", message=message, law="; ".join(basis) or None).rstrip()
        yield Line(rule if by is None else say("{rule}, silenced by {by}", rule=rule, by=by), text)
    if not rows:
        yield Line(say("finding"), say("No signal."))
