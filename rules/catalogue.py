"""Every rule: importing this module declares them all, so `RULES` is whole here and nothing lists rules elsewhere."""

from __future__ import annotations

from rules import (
    breaches,
    budget,
    case_kinds,
    case_moves,
    case_notices,
    cases,
    claims,
    contract_use,
    contracts,
    cover,
    debts,
    deposits,
    duties,
    feeds,
    grants,
    invoices,
    law_horizon,
    people,
    plan_changes,
    receivables,
    reports,
    resolutions,
    service,
    tenders,
    transfers,
    works,
)
from rules.engine.declare import RULES

__all__ = ["DECLARING", "PAGES_ONLY", "RULES"]

# each declared its rules when it was imported
DECLARING = (
    breaches,
    budget,
    case_kinds,
    case_moves,
    case_notices,
    cases,
    claims,
    contract_use,
    contracts,
    cover,
    debts,
    deposits,
    duties,
    feeds,
    grants,
    invoices,
    law_horizon,
    people,
    plan_changes,
    receivables,
    reports,
    resolutions,
    service,
    tenders,
    transfers,
    works,
)
PAGES_ONLY = frozenset(rule.id for rule in RULES.values() if rule.pages_only)
