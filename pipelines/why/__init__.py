"""Why: every date and sum step by step, from the line of the file it came from to the article of the law."""

from __future__ import annotations

from pipelines.judge import RULES
from pipelines.knows import lay_gaps
from pipelines.law_tables import lay_law
from pipelines.reading import Reading
from pipelines.refusal import Refusal
from pipelines.why.budget import of_budget_line
from pipelines.why.cases import of_case
from pipelines.why.contracts import of_contract
from pipelines.why.cover import of_cover, of_transfer
from pipelines.why.desk import of_desk
from pipelines.why.feeds import of_feed, of_table_of_law
from pipelines.why.invoices import of_invoice
from pipelines.why.line import Line
from pipelines.why.money import of_figure, of_late_interest, of_plan_change, of_relation
from pipelines.why.people import of_absence
from pipelines.why.register import of_row
from pipelines.why.reports import of_report
from pipelines.why.spoken import lay_looked, of_rules
from pipelines.why.works import of_road_decision, of_works
from rules.wording import words

__all__ = ["Line", "prepare", "why"]
ANSWERS = (
    of_case,
    of_desk,
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
    of_road_decision,
    of_feed,
    of_table_of_law,
)


def why(day: Reading, subject: str) -> list[Line]:
    """Everything known of a case, a document, an invoice (its id or number), a transfer, a budget line, an absence,
    works or a feed.

    Raises Refusal when nothing is known.

    Expects `findings_now` on the day's connection.
    """
    say = words(day.town.language, day.law.currency)
    _count(day)
    lines = [line for answer in ANSWERS for line in answer(day, subject, say)] or list(of_row(day, subject, say))
    lines += of_rules(day, subject, say)
    if not lines:
        raise Refusal(
            say("Nothing is known of {subject} on {day:day}.", subject=subject, day=day.as_of),
            say("Look the mark up in the register; capitals and dots count."),
        )
    return lines


def prepare(day: Reading) -> None:
    """Work out once what the answers share, where many subjects will be asked about."""
    _count(day)
    lay_looked(day)


def _count(day: Reading) -> None:
    """Make the relations of the law, once: a published day keeps its facts, not the tables they were counted with."""
    if day.run_id is None or day.counted:
        return
    lay_law(day.con, day.town, day.law, day.as_of)
    lay_gaps(day.con, day.town, RULES.values())
    day.counted = True
