"""Why: every date and sum step by step, from the line of the file it came from to the article of the law."""

from __future__ import annotations

from pipelines.answers.findings import materialize_findings
from pipelines.answers.why.breaches import of_breach
from pipelines.answers.why.budget import of_budget_line
from pipelines.answers.why.cases import of_case
from pipelines.answers.why.contracts import of_contract
from pipelines.answers.why.cover import of_cover, of_transfer
from pipelines.answers.why.dated import of_dated
from pipelines.answers.why.desk import of_desk
from pipelines.answers.why.feeds import of_feed, of_table_of_law
from pipelines.answers.why.invoice_rows import mark_of
from pipelines.answers.why.invoices import of_invoice
from pipelines.answers.why.line import Line
from pipelines.answers.why.money import of_figure, of_late_interest, of_plan_change, of_relation
from pipelines.answers.why.people import of_absence
from pipelines.answers.why.records import of_records
from pipelines.answers.why.register import of_row
from pipelines.answers.why.reports import of_budget_day, of_report
from pipelines.answers.why.spoken import materialize_looked, of_rules
from pipelines.answers.why.works import of_road_decision, of_works
from pipelines.facts import say_of_the_town, say_of_the_units
from pipelines.facts.law_tables import materialize_law
from pipelines.judge.event_coverage import materialize_gaps
from pipelines.reading import Reading
from pipelines.refusal import Refusal
from rules.catalogue import RULES
from rules.wording import words

__all__ = ["Line", "prepare", "why"]
ANSWERS = (
    of_case,
    of_desk,
    of_invoice,
    of_cover,
    of_contract,
    of_report,
    of_budget_day,
    of_dated,
    of_breach,
    of_relation,
    of_late_interest,
    of_figure,
    of_transfer,
    of_plan_change,
    of_budget_line,
    of_absence,
    of_works,
    of_road_decision,
    of_records,
    of_feed,
    of_table_of_law,
)


def why(day: Reading, subject: str) -> list[Line]:
    """Everything known of a case, a document, an invoice (its id or number), a transfer, a budget line, an absence,
    works or a feed.

    Raises Refusal when nothing is known.
    """
    materialize_findings(day)
    say = words(day.town.language, day.law.currency)
    _count(day)
    subject = mark_of(day, subject)
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
    materialize_findings(day)
    _count(day)
    materialize_looked(day)


def _count(day: Reading) -> None:
    """Make the relations of the law, once: a published day keeps its facts, not the tables they were counted with."""
    if day.run_id is None or day.counted:
        return
    say_of_the_town(day.con, day.town)
    say_of_the_units(day.con)
    materialize_law(day.con, day.town, day.law, day.as_of)
    materialize_gaps(day.con, day.town, RULES.values())
    day.counted = True
