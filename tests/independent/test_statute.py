"""The dated rules against an oracle written from the statutes alone, on random towns of many subjects.

Nothing here was written with the product's rules, facts or record of the law in sight: the sources are the law papers.
Fixed seeds; CI sees two towns, `RATUSZ_PROVE=full` at least 20,000 subject-days. A subject on a day counts once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.independent.bills import queue, queued
from tests.independent.make_invoices import HEALTH
from tests.independent.towns import RandomTown, random_town
from tests.independent.verdict import OPEN, Subject, differences, shown

FULL = os.environ.get("RATUSZ_PROVE") == "full"
AT_LEAST = 20_000
TOWNS = range(2, 30)


def compared(town: RandomTown) -> tuple[int, list[str]]:
    """How many subject-days were judged, and what differs."""
    judged, wrong = 0, []
    for day, found, open_bills in town.seen():
        for subject in town.subjects:
            verdict = subject.judge(day)
            judged += bool(verdict)
            wrong += differences(subject, verdict, day, found.get(subject.key, {}))
            if subject.key.startswith("F."):
                wrong += queue_differences(subject, day, open_bills.get(subject.key))
    return judged, wrong


def queue_differences(subject: Subject, day: date, row: Mapping[str, Any] | None) -> list[str]:
    """Whether the payment queue has the invoice on the day, with its due day, rest, interest and compensation."""
    [bill] = subject.rows["invoices"]
    if not queued(bill, subject.rows["payments"], day):
        return []
    wanted = queue(bill, subject.rows["payments"], bill["unit"] == HEALTH, day)
    if wanted is None or row is None:
        same = wanted is row
    else:
        same = all(value is OPEN or row[name] == value for name, value in wanted.items())
    told = f"{day} queue of {subject.key}\n  facts:   {shown(subject.rows)}\n  oracle:  {wanted}\n  product: {row}"
    return [] if same else [told]


# the end of July 2026, when the register of contracts begins to bind, and a leap day
@pytest.mark.parametrize("seed", [0, 1])
def test_what_the_product_says_is_what_the_statute_says(seed: int) -> None:
    judged, wrong = compared(random_town(seed, looks=2))
    assert not wrong, "\n".join([f"{len(wrong)} differences", *wrong[:20]])
    assert judged > 700


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="only with RATUSZ_PROVE=full")
@pytest.mark.timeout(3600)
def test_twenty_thousand_subject_days_agree() -> None:
    judged, wrong = 0, []
    for seed in TOWNS:
        more, differs = compared(random_town(seed, looks=2))
        judged += more
        wrong += [f"town {seed}, {difference}" for difference in differs]
    assert not wrong, "\n".join([f"{len(wrong)} differences of {judged} subject-days", *wrong[:40]])
    assert judged >= AT_LEAST
