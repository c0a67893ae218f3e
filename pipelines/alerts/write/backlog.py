"""The state on the day letters begin: what stands and no letter will tell of, as a sheet for each head of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pipelines.alerts.route import last_resort
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.route.superiors import heads_of
from pipelines.alerts.write.listed import XLSX, signal_columns, signal_row
from pipelines.alerts.write.mime import Attachment
from pipelines.formats.export import workbooks
from pipelines.town import Town
from rules.wording import words


def backlog(town: Town, view: RunView, findings: Iterable[Finding]) -> Mapping[str, Attachment]:
    """A workbook per head: the findings of the units under them, gravest first, the earliest due day first.

    What is of no unit with a head is for the stewards, else the mayor; the reader is empty where there is neither.
    """
    nobody = last_resort(view)
    told: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=_order):
        for reader in dict.fromkeys([*heads_of(view, finding)] or nobody):
            told.setdefault(reader, []).append(finding)
    return {reader: _sheet(town, view, reader, found) for reader, found in sorted(told.items())}


def _order(finding: Finding) -> tuple[object, ...]:
    return (-finding.gravity, finding.due_on is None, finding.due_on or "", finding.identity)


def _sheet(town: Town, view: RunView, reader: str, findings: list[Finding]) -> Attachment:
    say = words(view.people[reader].language if reader in view.people else town.language)
    rows = [signal_row(say, town, view, finding) for finding in findings]
    frame = pl.DataFrame(rows, schema=signal_columns(say), orient="row")
    name = f"{view.day.isoformat()}-{reader or 'nobody'}-stan-na-dzien-startu.xlsx"
    return Attachment(name, XLSX, workbooks({say("State on the first day"): frame}, view.at))
