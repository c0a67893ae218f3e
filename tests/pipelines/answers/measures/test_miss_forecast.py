"""What is foretold of open cases: the same from the same record by lifelines and plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from math import floor
from typing import Any

import pytest
from lifelines import KaplanMeierFitter

from pipelines.reading import Reading
from tests.pipelines.answers.measures.register import AS_OF

FEW = 30
MONTHS = [date(2026, month, 1) for month in range(6, 12)]
DAY = timedelta(days=1)


@pytest.fixture
def told(day: Reading) -> list[dict[str, Any]]:
    return day.query("answers/measures/miss_forecast.sql", few=FEW).to_dicts()


@pytest.fixture
def record(day: Reading) -> list[dict[str, Any]]:
    """The cases as facts, each with the days on which its clock stood."""
    stops = defaultdict(set)
    for subject, begins, ends in day.con.execute("select subject, begins, ends from case_stops").fetchall():
        stops[subject] |= {begins + n * DAY for n in range(1, ((ends or AS_OF) - begins).days + 1)}
    rows = day.con.execute(
        "select subject, kind, start_on, base_on, net_due_on, settled_on from case_facts where noun = 'cases'"
    ).fetchall()
    return [
        dict(zip(("subject", "kind", "start", "base", "due", "settled"), row, strict=True), stood=stops[row[0]])
        for row in rows
    ]


@pytest.fixture
def working(day: Reading) -> set[date]:
    return {found for (found,) in day.con.execute("select day from law_calendar where working").fetchall()}


def between(first: date, last: date, working: set[date]) -> int:
    return sum(first + n * DAY in working for n in range(1, (last - first).days + 1))


def gone(case: dict[str, Any], then: date, working: set[date]) -> float:
    """The share of the term gone by, in percent, without the days on which the clock stood."""
    days = working - {stood for stood in case["stood"] if stood <= then}
    return 100.0 / between(case["start"], case["base"], working) * between(case["start"], then, days)


def foretold(record: list[dict[str, Any]], then: date, working: set[date]) -> dict[str, float | None]:
    """The probability of each case that is open then with its day ahead."""
    seen = [case for case in record if case["start"] < then]
    done = [case["settled"] is not None and case["settled"] < then for case in seen]
    clock = [floor(gone(c, c["settled"] if d else then, working) + 1e-9) for c, d in zip(seen, done, strict=True)]
    found: dict[str, float | None] = {}
    curves = {}
    for kind in {case["kind"] for case in seen} | {None}:
        some = [at for at, case in enumerate(seen) if kind in (None, case["kind"])]
        fitted = KaplanMeierFitter().fit([clock[at] for at in some], [done[at] for at in some])
        curves[kind] = (some, fitted)
    for at, case in enumerate(seen):
        if done[at] or case["due"] is None or case["due"] < then or gone(case, then, working) > 100:
            continue
        some, own = curves[case["kind"]]
        _, every = curves[None]
        if sum(done[other] for other in some) < FEW:
            found[case["subject"]] = None
            continue
        # of those open when this percent of the term begins, the share open after all of it
        at_risk = sum(clock[other] >= clock[at] for other in some)
        share, of_all = (float(each.predict(100)) / float(each.predict(clock[at])) for each in (own, every))
        found[case["subject"]] = (share * at_risk + 20 * of_all) / (at_risk + 20)
    return found


@pytest.mark.parametrize("then", [*MONTHS, AS_OF])
def test_each_forecast_is_made_of_what_had_happened_by_then(told, record, working, then):
    ours = {row["subject"]: row["probability"] for row in told if row["foretold_on"] == then}
    assert len(ours) > 10
    assert ours == {subject: pytest.approx(share) for subject, share in foretold(record, then, working).items()}


def test_what_came_of_it_is_known_once_the_day_has_passed(told, record):
    cases = {case["subject"]: case for case in record}
    for row in told:
        case = cases[row["subject"]]
        missed = case["settled"] is None or case["settled"] > case["due"]
        assert row["missed"] is (missed if case["due"] < AS_OF else None), row


def test_it_foretells_better_than_the_share_that_missed_in_the_end(told):
    known = [row for row in told if row["missed"] is not None and row["probability"] is not None]
    base = sum(row["missed"] for row in known) / len(known)
    brier = sum((row["probability"] - row["missed"]) ** 2 for row in known) / len(known)
    assert len(known) > 100
    assert 0.05 < base < 0.5
    assert brier < base * (1 - base)
    assert sum(row["probability"] for row in known) / len(known) == pytest.approx(base, abs=0.06)


def test_of_a_kind_with_few_settled_cases_nothing_is_said(day):
    told = day.query("answers/measures/miss_forecast.sql", few=10**6)
    assert len(told) > 100
    assert told["probability"].null_count() == len(told)
