"""Facts: what the rules may know of a day, relations derived from the live rows, each by the SQL file of its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache

import duckdb

from pipelines.facts.feed_facts import materialize_feeds
from pipelines.facts.idle import DRIVEN_BY, not_asked, without_rows
from pipelines.facts.law_tables import materialize_law
from pipelines.facts.left_out import TOLD, derived
from pipelines.store.moments import zoned
from pipelines.store.queries import execute, sql
from pipelines.store.warehouse import look
from pipelines.town import Town
from rules.law import Law

RELATIONS = (  # each made by the SQL file of its name, in the order in which they may lean on each other
    "times_away",
    "stand_in_choices",
    "stand_ins",
    "case_stops",
    "unclosed_feeds",
    "case_turns",
    "case_facts",
    "case_duties",
    "decision_services",
    "service_facts",
    "desk_facts",
    "settlements",
    "invoice_facts",
    "held_items",
    "leave_facts",
    "leave_needs",
    "hurdles",
    "budget_facts",
    "budget_month_facts",
    "cash_facts",
    "line_facts",
    "code_facts",
    "contract_facts",
    "reconcile_facts",
    "report_facts",
    "budget_day_facts",
    "past_due_facts",
    "late_interest_facts",
    "relation_facts",
    "plan_change_facts",
    "record_faults",
    "record_facts",
    "allocation_facts",
    "cover_facts",
    "payment_facts",
    "bill_facts",
    "claim_facts",
    "surplus_facts",
    "receivable_facts",
    "work_facts",
    "road_decisions",
    "deposit_facts",
    "resolution_facts",
    "tender_facts",
    "grant_facts",
    "duty_facts",
    "breach_facts",
    "contract_use_facts",
    "law_horizon",
)

FOUND_ONCE = """
    create or replace temp table invoices_found as from invoices;
    create or replace temp view invoices as from invoices_found;
    create or replace temp table payment_matches_found as from payment_matches;
    create or replace temp view payment_matches as from payment_matches_found
"""  # many relations read these, and which transfer pays what, or which rows are one invoice, takes a while


@cache
def relations() -> Mapping[str, str]:
    """The SQL of each relation, in order."""
    return {relation: sql(f"facts/{relation}.sql") for relation in RELATIONS}


def derive(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    law: Law,
    as_of: date,
    known_on: datetime,
    only: Collection[str] | None = None,
) -> None:
    """Make the fact relations of a day as TEMP tables, which shadow the published ones of the same name.

    as_of: the day judged for; what is dated later has not happened. known_on: UTC; what was loaded later is unknown.
    only: the relations that are asked for; those on which none of them leans are made empty. None: all are.
    A subject whose facts cannot be derived is left out of the nouns and stands in the TEMP table `left_out`.
    """
    look(con, as_of, known_on, town.timezone, town.order)
    materialize_feeds(con, town, law, as_of, known_on)
    derive_seen(con, town, law, as_of, known_on, only)


def derive_seen(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    law: Law,
    as_of: date,
    known_on: datetime,
    only: Collection[str] | None = None,
) -> None:
    """As `derive`, on a connection that looks at the day already and has its `feed_facts`."""
    execute(con, FOUND_ONCE)
    say_of_the_town(con, town)
    say_of_the_units(con)
    con.execute("set variable last_real_day = ?", [last_real_day(town, known_on)])
    materialize_law(con, town, law, as_of)
    texts = relations()
    empty = without_rows(con, texts) | ({} if only is None else not_asked(texts, only))
    made = [(name, empty.get(name, f"create or replace temp table {name} as {text}")) for name, text in texts.items()]
    made.insert(RELATIONS.index("record_faults") + 1, ("record_faults", TOLD))
    derived(con, made, DRIVEN_BY)


def say_of_the_town(con: duckdb.DuckDBPyConnection, town: Town) -> None:
    """Set what the facts ask of the town itself: `znak`, `town_nip` (null where not given)."""
    con.execute("set variable znak = ?", [town.znak])
    con.execute("set variable town_nip = cast(? as varchar)", [town.nip])


def say_of_the_units(con: duckdb.DuckDBPyConnection, units: str = "units") -> None:
    """Set `successors`: what became of each unit that was closed or renamed. units: the relation that lists them."""
    query = sql("facts/unit_successors.sql").replace("from units", f"from {units}")
    links: dict[str, list[dict[str, object]]] = {}
    for unit, successor, after_day, _ in con.execute(query).fetchall():
        links.setdefault(unit, []).append({"after_day": after_day, "successor": successor})
    con.execute(
        "set variable successors = map_from_entries("
        "?::struct(k varchar, v struct(after_day date, successor varchar)[])[])",
        [[{"k": unit, "v": chain} for unit, chain in links.items()]],
    )


def last_real_day(town: Town, known_on: datetime) -> date:
    """The last day that can have begun anywhere in the office when this was known; in a demo town time stands still."""
    day = zoned(known_on, town.zone).date()
    return day if town.as_of is None else min(day, town.as_of)
