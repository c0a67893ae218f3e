"""A day replayed among others has the findings of that day judged alone."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.answers.findings import materialize_findings
from pipelines.reading import reading
from pipelines.replay import parts, replay
from pipelines.replay.backtest import days_known, days_of_business
from pipelines.replay.each_day import Day
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from rules.catalogue import RULES
from rules.law import read_law

TOLD = """
    rule, noun, subject, severity, n, because, inhibited_by, due_on, raw_due_on, days_left, working_days_left, unit,
    holder, amount, recipients, law
"""


def known_on(root: Path) -> datetime:
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        [(moment,)] = con.execute("select max(known_on) from runs").fetchall()
    return moment


def replayed(root: Path, days: list[Day]) -> dict[date, list[Any]]:
    town = open_town(root)
    con, _ = open_snapshot(town)
    with closing(con):
        return {
            day.as_of: con.execute(
                f"select {TOLD} from findings_told where on_day = ? order by all", [day.as_of]
            ).fetchall()
            for part in replay(con, town, read_law(town.jurisdiction), days)
            for day in part.days
        }


def judged_alone(root: Path, day: Day) -> list[Any]:
    with reading(open_town(root), *day) as one:
        materialize_findings(one)
        return one.con.execute(f"select {TOLD} from findings_now where status <> 'resolved' order by all").fetchall()


@pytest.mark.parametrize("first", [date(2025, 12, 29), date(2026, 6, 28), date(2026, 11, 14)])
def test_by_business_dates_each_day_says_what_it_says_alone(yesterday, first):
    """Over the turn of the year and of the half-year, when numbers of the law change, and in the busiest week."""
    days = days_of_business(first, first + timedelta(days=5), known_on(yesterday))
    found = replayed(yesterday, days)
    for day in days[::3]:
        assert found[day.as_of] == judged_alone(yesterday, day)
        assert found[day.as_of]


def test_as_known_then_each_day_says_what_it_says_alone(plain_yesterday):
    """Each day knows something else: the first nothing yet, the others what was loaded by a moment of the first run."""
    last = known_on(plain_yesterday)
    moments = [last - timedelta(days=1), last - timedelta(seconds=1), last]
    days = [Day(date(2026, 11, 17 + n), moment) for n, moment in enumerate(moments)]
    found = replayed(plain_yesterday, days)
    for day in days:
        assert found[day.as_of] == judged_alone(plain_yesterday, day)
    assert len(found[days[0].as_of]) < len(found[days[2].as_of])


def test_a_day_known_ends_at_midnight_of_the_town(yesterday):
    winter, *_, summer = days_known(open_town(yesterday), date(2026, 3, 28), date(2026, 3, 29))
    assert winter.known_on.isoformat() == "2026-03-28T22:59:59.999999"
    assert summer.known_on.isoformat() == "2026-03-29T21:59:59.999999"


def test_days_judged_at_once_stand_under_the_same_numbers_of_the_law():
    law = read_law("PL")
    days = days_of_business(date(2025, 12, 1), date(2026, 1, 31), datetime(2026, 2, 1))
    found = list(parts(law, days, at_once=20))
    assert [day for part in found for day in part] == days
    assert all(len(part) <= 20 for part in found)
    assert date(2026, 1, 1) in {part[0].as_of for part in found}


def test_what_a_rule_foretells_is_said_by_a_rule_at_a_severity_it_can_reach():
    for rule in RULES.values():
        for outcome, severities in rule.foretells.items():
            assert set(severities) <= set(RULES[outcome].levels), rule.id
            assert RULES[outcome].noun == rule.noun, rule.id
