"""What the rules may know about a day: relations derived from the live rows by the SQL file beside each noun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import resources

import duckdb

from pipelines import feeds
from pipelines.law_tables import lay_law
from pipelines.town import Town
from pipelines.warehouse import look
from rules.law import Law

RELATIONS: Mapping[str, str] = {  # in the order in which they may lean on each other
    "times_away": "times_away.sql",
    "stand_in_choices": "substitutions.sql",
    "stand_ins": "absences.sql",
    "case_stops": "case_events.sql",
    "case_facts": "cases.sql",
    "case_duties": "case_duties.sql",
    "desk_facts": "desk.sql",
    "settlements": "settlements.sql",
    "invoice_facts": "invoices.sql",
    "duties": "duties.sql",
    "leave_facts": "leave.sql",
    "leave_needs": "leave_needs.sql",
    "hurdles": "hurdles.sql",
    "budget_facts": "budget.sql",
    "line_facts": "lines.sql",
    "code_facts": "codes.sql",
    "contract_facts": "contracts.sql",
    "reconcile_facts": "reconcile.sql",
    "report_facts": "reports.sql",
    "past_due_facts": "past_due.sql",
    "late_interest_facts": "late_interest.sql",
    "relation_facts": "relations.sql",
    "transfer_facts": "transfers.sql",
    "record_facts": "records.sql",
    "allocation_facts": "allocations.sql",
    "payment_facts": "payments.sql",
    "claim_facts": "claims.sql",
    "work_facts": "works.sql",
    "road_decisions": "road_decisions.sql",
    "law_horizon": "law_horizon.sql",
}


def sql(name: str) -> str:
    """The text of a SQL file of this package."""
    return (resources.files("pipelines") / name).read_text(encoding="utf-8")


def derive(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date, known_on: datetime) -> None:
    """Make the fact relations of a day as TEMP tables, which shadow the published ones of the same name.

    as_of: the day judged for; what is dated later has not happened. known_on: UTC; what was loaded later is unknown.
    """
    look(con, as_of, known_on, town.timezone)
    con.execute("set variable znak = ?", [town.znak])
    con.execute("set variable last_real_day = ?", [last_real_day(town, known_on)])
    lay_law(con, town, law, as_of)
    feeds.lay(con, town, law, as_of, known_on)
    for relation, file in RELATIONS.items():
        con.execute(f"create or replace temp table {relation} as {sql(file)}")


def last_real_day(town: Town, known_on: datetime) -> date:
    """The last day that can have begun anywhere in the office when this was known; in a demo town time stands still."""
    day = known_on.replace(tzinfo=UTC).astimezone(town.zone).date()
    return day if town.as_of is None else min(day, town.as_of)
