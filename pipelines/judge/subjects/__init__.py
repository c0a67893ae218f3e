"""What the rules speak of: the facts of each kind as the engine reads them, and as a finding describes them."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.judge.subjects import (
    breaches,
    budget,
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
    law,
    people,
    plan_changes,
    receivables,
    reports,
    resolutions,
    tenders,
    transfers,
    works,
)
from pipelines.judge.subjects.subject import Subject

GROUPS = (
    cases, people, invoices, cover, transfers, claims, budget, contracts, reports, debts, plan_changes,
    contract_use, receivables, deposits, duties, grants, resolutions, breaches, tenders, works, feeds, law,
)  # fmt: skip
SUBJECTS: Mapping[tuple[str, str], Subject] = {
    (one.docket, one.kind): one for group in GROUPS for one in group.SUBJECTS
}
DOCKETS = tuple(dict.fromkeys(docket for docket, _ in SUBJECTS))


def of_docket(docket: str) -> list[Subject]:
    """The kinds of facts that lie in a docket."""
    return [one for (name, _), one in SUBJECTS.items() if name == docket]
