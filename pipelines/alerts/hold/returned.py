"""While you were away: what a substitute was told, for whoever is here again, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.alerts.hold.decision import Decision, WhileAway
from pipelines.alerts.hold.notification_log import NotificationLog, StoodIn
from pipelines.alerts.route import Notice
from pipelines.alerts.route.finding import Finding, Identity
from pipelines.alerts.route.run_view import Return, RunView

if TYPE_CHECKING:
    from datetime import date

    import duckdb

Settled = Mapping[tuple[str, str], tuple[str, "date"]]  # noun, subject: who settled it (empty: not known) and when


def returned(view: RunView, log: NotificationLog, settled: Settled) -> list[Decision]:
    """A decision per finding that was told in the place of somebody who has returned, until they have been told.

    The part belongs to the first letter after the return; a return nobody could be told of (a day off, no run) waits.
    """
    standing = {f.identity: f for f in view.findings if f.status != "resolved" and not f.inhibited_by}
    return [
        Decision(Notice(_as_told(told), employee), "away", while_away=_while_away(view, told, standing, settled))
        for employee, absence in sorted(view.returned.items())
        if employee in view.people and not _welcomed(log, employee, absence)
        for told in _told_instead(log, employee, absence)
    ]


def _welcomed(log: NotificationLog, employee: str, absence: Return) -> bool:
    day = log.welcomed.get(employee)
    return day is not None and day > absence.last_day


def _told_instead(log: NotificationLog, employee: str, absence: Return) -> list[StoodIn]:
    """The last that was told of each finding in this absence."""
    last: dict[Identity, StoodIn] = {
        told.identity: told for told in log.stood_in.get(employee, ()) if told.day >= absence.first_day
    }
    return list(last.values())


def _as_told(told: StoodIn) -> Finding:
    return Finding(*told.identity, told.severity, "unchanged", told.sentence)


def _while_away(view: RunView, told: StoodIn, standing: Mapping[Identity, Finding], settled: Settled) -> WhileAway:
    rule, noun, subject = told.identity
    by, on = settled.get((noun, subject), ("", None))
    if on is not None and on >= told.first_told:
        return WhileAway(told.to, told.day, "settled", by, on)
    alike = (rule, *view.foretells.get(rule, ()))  # what it warned of may have come meanwhile
    finding = next((found for each in alike if (found := standing.get((each, noun, subject)))), None)
    if finding is None:
        return WhileAway(told.to, told.day, "gone")
    if act := view.act("acknowledge", finding):
        return WhileAway(told.to, told.day, "acknowledged", act.author, act.at.astimezone(view.at.tzinfo).date())
    return WhileAway(told.to, told.day, "open", finding.holder or "")


def read_settled(con: duckdb.DuckDBPyConnection, log: NotificationLog) -> Settled:
    """Which of the cases and documents told of in somebody's place are settled, by whose step and when."""
    subjects = sorted({told.identity[2] for tolds in log.stood_in.values() for told in tolds})
    rows = con.execute(_SETTLED, {"subjects": subjects}).fetchall() if subjects else []
    return {(noun, subject): (by or "", on) for noun, subject, by, on in rows}


_SETTLED = """
select noun, subject, coalesce(last_actor, handler), settled_on
from case_facts
where settled_on is not null and list_contains($subjects, subject)
"""
