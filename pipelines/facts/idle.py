"""Relations that cannot have a row today are made empty: to plan their SQL takes longer than to judge a small town."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

import duckdb

from pipelines.store.noun_views import with_rows

MATTERS, LEAVE, BUDGET, BILLS = ("cases", "documents"), ("absences",), ("budget", "report_lines"), ("invoices",)
DRIVEN_BY: Mapping[str, tuple[str, ...]] = {  # without a row of any of these nouns the relation has none
    "times_away": LEAVE,
    "stand_in_choices": LEAVE,
    "stand_ins": LEAVE,
    "case_stops": ("case_events",),
    "case_turns": ("case_events",),
    "unclosed_feeds": ("documents",),
    "case_facts": MATTERS,
    "case_duties": MATTERS,
    "decision_services": ("cases",),
    "service_facts": ("cases",),
    "desk_facts": MATTERS,
    "settlements": (*BILLS, "payments"),
    "invoice_facts": BILLS,
    "held_items": LEAVE,
    "leave_facts": LEAVE,
    "leave_needs": LEAVE,
    "hurdles": LEAVE,
    "budget_day_facts": (*BUDGET, "reports"),
    "budget_facts": BUDGET,
    "budget_month_facts": BUDGET,
    "cash_facts": (*BILLS, "balances", "income_forecast"),
    "line_facts": BUDGET,
    "code_facts": BUDGET,
    "contract_facts": ("contracts",),
    "reconcile_facts": BUDGET,
    "report_facts": ("reports",),
    "past_due_facts": BILLS,
    "late_interest_facts": BILLS,
    "relation_facts": (*BUDGET, "indicators"),
    "plan_change_facts": ("budget",),
    "allocation_facts": BILLS,
    "cover_facts": BILLS,
    "bill_facts": BILLS,
    "payment_facts": ("payments",),
    "claim_facts": BILLS,
    "surplus_facts": BILLS,
    "receivable_facts": ("receivables",),
    "work_facts": ("works",),
    "road_decisions": ("cases",),
    "deposit_facts": ("deposits",),
    "resolution_facts": ("resolutions",),
    "tender_facts": ("tenders",),
    "grant_facts": ("grants",),
    "duty_facts": ("duties",),
    "breach_facts": ("breaches",),
    "contract_use_facts": ("contracts",),
}


def without_rows(con: duckdb.DuckDBPyConnection, texts: Mapping[str, str]) -> dict[str, str]:
    """The statement that makes each relation empty whose nouns never had a row; `texts`: the SQL of all relations.

    None at all where the stored columns are those of other texts: then every relation is made by its own SQL.
    """
    of, statements = _stored()
    if of != mark(texts):
        return {}
    there = with_rows(con)
    return {relation: statements[relation] for relation, driving in DRIVEN_BY.items() if not there & {*driving}}


def not_asked(texts: Mapping[str, str], only: Collection[str]) -> dict[str, str]:
    """The statement that makes each relation empty on which none of `only` leans; `texts`: the SQL of all relations."""
    of, statements = _stored()
    if of != mark(texts):
        return {}
    asked = leaned_on(texts, only)
    return {relation: statement for relation, statement in statements.items() if relation not in asked}


def leaned_on(texts: Mapping[str, str], only: Collection[str]) -> list[str]:
    """The relations of `only` and those that they lean on, in the order of `texts`, the SQL of all relations."""
    asked = set(only)
    for relation in reversed(list(texts)):  # each leans on earlier ones alone
        if relation in asked:
            asked |= named_in(texts[relation])
    return [relation for relation in texts if relation in asked]


@cache
def named_in(query: str) -> frozenset[str]:
    """The words of a query, among them the relations that it reads."""
    return frozenset(re.findall(r"\w+", query))


def mark(texts: Mapping[str, str]) -> str:
    """sha256 of the SQL that the columns follow from."""
    return hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()


@cache
def _stored() -> tuple[str, dict[str, str]]:
    """What `empty_relations.sql` was written from, and its statement for each relation."""
    text = (resources.files("pipelines.facts") / "empty_relations.sql").read_text(encoding="utf-8")
    [of] = re.findall(r"^-- of (\w+)$", text, re.MULTILINE)
    statements = re.finditer(r"^create or replace temp table (\w+) .*?;$", text, re.MULTILINE | re.DOTALL)
    return of, {found[1]: found[0] for found in statements}
