"""The whole list of a letter as a workbook, for a reader who wishes for it: what it shows and what it counts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.alerts.hold.decision import Decision
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.desk import name_of
from pipelines.alerts.write.line import gravity, sentence
from pipelines.alerts.write.mime import Attachment
from pipelines.town import Town
from rules.wording import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listed(say: Words, town: Town, view: RunView, decisions: Sequence[Decision]) -> Attachment:
    """All that the letter says, counts or leaves out, gravest first; the same bytes for the same run."""
    from pipelines.formats.export import workbooks

    rows = [_row(say, town, view, decision) for decision in decisions]
    frame = pl.DataFrame(rows, schema=_columns(say), orient="row")
    return Attachment(f"ratusz-{view.day.isoformat()}.xlsx", XLSX, workbooks({say("Signals"): frame}, view.at))


def _columns(say: Words) -> dict[str, pl.DataType]:
    return {say("news"): pl.String(), **signal_columns(say), say("in place of"): pl.String()}


def _row(say: Words, town: Town, view: RunView, decision: Decision) -> tuple[object, ...]:
    notice = decision.notice
    instead_of = name_of(view, notice.instead_of) if notice.instead_of else None
    return _news(say, decision.reason), *signal_row(say, town, view, notice.finding), instead_of


def signal_columns(say: Words) -> dict[str, pl.DataType]:
    """The columns of a finding on a sheet, in the reader's words."""
    return {
        say("severity"): pl.String(), say("rule"): pl.String(), say("about"): pl.String(),
        say("subject"): pl.String(), say("signal"): pl.String(), say("due day"): pl.Date(),
        say("amount"): pl.Decimal(18, 2),
        say("held by"): pl.String(), say("law"): pl.String(),
    }  # fmt: skip


def signal_row(say: Words, town: Town, view: RunView, finding: Finding) -> tuple[object, ...]:
    """A finding in these columns."""
    title = view.titles.get(finding.rule)
    return (
        gravity(say, finding.severity), finding.rule, say(title) if title else None,
        finding.subject, sentence(view, finding, say.language, town.language), finding.due_on, finding.amount,
        name_of(view, finding.holder) if finding.holder else None, ", ".join(finding.law) or None,
    )  # fmt: skip


def _news(say: Words, reason: str) -> str:
    """A reason as the titles of the letter have it."""
    return {
        "new": say("New"),
        "worse": say("Graver than before"),
        "escalated": say("Unmoved for too long"),
        "again": say("Said again after a pause"),
        "resolved": say("Resolved"),
        "vanished": say("No longer in the data"),
        "away": say("While you were away"),
        "repeat": say("Still open"),
    }[reason]
