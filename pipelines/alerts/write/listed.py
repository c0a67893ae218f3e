"""The whole list of a letter as a workbook, for a reader who wishes for it: what it shows and what it counts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.alerts.hold.decision import Decision
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.desk import name_of
from pipelines.alerts.write.line import gravity, sentence
from pipelines.alerts.write.mime import Attachment
from pipelines.town import Town
from rules.wording import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listed(w: Words, town: Town, view: RunView, decisions: Sequence[Decision]) -> Attachment:
    """All that the letter says, counts or leaves out, gravest first; the same bytes for the same run."""
    from pipelines.output import workbooks

    rows = [_row(w, town, view, decision) for decision in decisions]
    frame = pl.DataFrame(rows, schema=_columns(w), orient="row")
    return Attachment(f"ratusz-{view.day.isoformat()}.xlsx", XLSX, workbooks({w("Signals"): frame}, view.at))


def _columns(w: Words) -> dict[str, pl.DataType]:
    return {
        w("news"): pl.String(), w("severity"): pl.String(), w("rule"): pl.String(), w("about"): pl.String(),
        w("subject"): pl.String(), w("signal"): pl.String(), w("due day"): pl.Date(), w("amount"): pl.Decimal(18, 2),
        w("held by"): pl.String(), w("law"): pl.String(), w("in place of"): pl.String(),
    }  # fmt: skip


def _row(w: Words, town: Town, view: RunView, decision: Decision) -> tuple[object, ...]:
    notice, finding = decision.notice, decision.notice.finding
    title = view.titles.get(finding.rule)
    return (
        _news(w, decision.reason), gravity(w, finding.severity), finding.rule, w(title) if title else None,
        finding.subject, sentence(view, finding, w.language, town.language), finding.due_on, finding.amount,
        name_of(view, finding.holder) if finding.holder else None, ", ".join(finding.law) or None,
        name_of(view, notice.instead_of) if notice.instead_of else None,
    )  # fmt: skip


def _news(w: Words, reason: str) -> str:
    """A reason as the titles of the letter have it."""
    return {
        "new": w("New"),
        "worse": w("Graver than before"),
        "escalated": w("Unmoved for too long"),
        "again": w("Said again after a pause"),
        "resolved": w("Resolved"),
        "vanished": w("No longer in the data"),
        "away": w("While you were away"),
        "repeat": w("Still open"),
    }[reason]
