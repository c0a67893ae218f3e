"""What was planted, by rule: the promise that the demo town holds something for each."""

from __future__ import annotations

from collections import defaultdict

from data.demo import (
    absence_stories,
    breaches,
    budget_stories,
    case_stories_special,
    case_stories_terms,
    contracts,
    documents,
    invoice_stories_money,
    invoice_stories_terms,
    ksef_stories,
    receivables,
    registers,
    reports,
    works,
)
from data.demo.planting import Planted

OF_ITS_OWN = (
    Planted("D01", "feeds", "gestorzy", None, "a source that never delivered"),
    Planted("D03", "law", None, None, "rates and dictionaries end with the year"),
)
PLANTED: tuple[Planted, ...] = (
    *case_stories_terms.PLANTED,
    *case_stories_special.PLANTED,
    *documents.PLANTED,
    *invoice_stories_terms.PLANTED,
    *invoice_stories_money.PLANTED,
    *ksef_stories.PLANTED,
    *budget_stories.PLANTED,
    *contracts.PLANTED,
    *registers.PLANTED,
    *breaches.PLANTED,
    *reports.PLANTED,
    *receivables.PLANTED,
    *absence_stories.PLANTED,
    *works.PLANTED,
    *OF_ITS_OWN,
)


def by_rule() -> dict[str, list[Planted]]:
    """Promises by rule id."""
    found: dict[str, list[Planted]] = defaultdict(list)
    for promise in PLANTED:
        found[promise.rule].append(promise)
    return dict(found)
