"""While you were away: what a substitute was told, for whoever is here again, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.alerts.decision import Decision, Meanwhile
from pipelines.alerts.edition import Edition, Finding, Return
from pipelines.alerts.memory import Ledger, StoodIn
from pipelines.alerts.route import Notice
from pipelines.gravity import Identity

if TYPE_CHECKING:
    from datetime import date

    import duckdb

Settled = Mapping[tuple[str, str], tuple[str, "date"]]  # noun, subject: who settled it (empty: not known) and when


def back(edition: Edition, ledger: Ledger, settled: Settled) -> list[Decision]:
    """A decision per finding that was told in the place of somebody who has returned, until they have been told.

    The part belongs to the first letter after the return; a return nobody could be told of (a day off, no run) waits.
    """
    standing = {f.identity: f for f in edition.findings if f.status != "resolved" and not f.inhibited_by}
    return [
        Decision(Notice(_as_told(told), employee), "away", meanwhile=_meanwhile(edition, told, standing, settled))
        for employee, absence in sorted(edition.returned.items())
        if employee in edition.people and not _welcomed(ledger, employee, absence)
        for told in _told_instead(ledger, employee, absence)
    ]


def _welcomed(ledger: Ledger, employee: str, absence: Return) -> bool:
    day = ledger.welcomed.get(employee)
    return day is not None and day > absence.last_day


def _told_instead(ledger: Ledger, employee: str, absence: Return) -> list[StoodIn]:
    """The last that was told of each finding in this absence."""
    last: dict[Identity, StoodIn] = {
        told.identity: told for told in ledger.stood_in.get(employee, ()) if told.day >= absence.first_day
    }
    return list(last.values())


def _as_told(told: StoodIn) -> Finding:
    return Finding(*told.identity, told.severity, "unchanged", told.sentence)


def _meanwhile(edition: Edition, told: StoodIn, standing: Mapping[Identity, Finding], settled: Settled) -> Meanwhile:
    rule, noun, subject = told.identity
    by, on = settled.get((noun, subject), ("", None))
    if on is not None and on >= told.first_told:
        return Meanwhile(told.to, told.day, "settled", by, on)
    alike = (rule, *edition.foretells.get(rule, ()))  # what it warned of may have come meanwhile
    finding = next((found for each in alike if (found := standing.get((each, noun, subject)))), None)
    if finding is None:
        return Meanwhile(told.to, told.day, "gone")
    if act := edition.act("acknowledge", finding):
        return Meanwhile(told.to, told.day, "acknowledged", act.author, act.at.astimezone(edition.at.tzinfo).date())
    return Meanwhile(told.to, told.day, "open", finding.holder or "")


def read_settled(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> Settled:
    """Which of the cases and documents told of in somebody's place are settled, by whose step and when."""
    subjects = sorted({told.identity[2] for tolds in ledger.stood_in.values() for told in tolds})
    rows = con.execute(_SETTLED, {"subjects": subjects}).fetchall() if subjects else []
    return {(noun, subject): (by or "", on) for noun, subject, by, on in rows}


_SETTLED = """
select noun, subject, coalesce(last_actor, handler), settled_on
from case_facts
where settled_on is not null and list_contains($subjects, subject)
"""
