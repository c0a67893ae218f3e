"""One month of cases, counted again from the register it was made of."""

from __future__ import annotations

from datetime import date
from statistics import median

import pytest

from tests.pipelines.answers.measures.register import SERVICES, made

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


@pytest.mark.parametrize("service", ["", *SERVICES])
def test_a_month_is_what_came_what_was_settled_and_what_stood_at_its_end(day, service):
    due = dict(day.con.execute("select subject, net_due_on from case_facts where noun = 'cases'").fetchall())
    told = {
        row["group"]: row
        for row in day.query("answers/measures/month.sql", month=str(FIRST), by="service", few=5).to_dicts()
    }
    some = [c for c in made() if service in ("", c.service)]
    done = [c for c in some if c.settled_on and FIRST <= c.settled_on <= LAST]
    stood = [c for c in some if c.opened_on <= LAST and (c.settled_on is None or c.settled_on > LAST)]
    row = told[service]
    assert len(done) >= 5
    assert (row["opened"], row["settled"]) == (sum(FIRST <= c.opened_on <= LAST for c in some), len(done))
    assert row["in_time"] == sum(c.settled_on <= due[c.case_id] for c in done)
    assert row["late"] == sum(c.settled_on > due[c.case_id] for c in done)
    assert row["in_time_bp"] == round(10000 * row["in_time"] / len(done))
    assert row["p50_days"] == median([c.lasted for c in done if c.lasted is not None])
    assert row["open_at_end"] == len(stood)
    assert row["late_at_end"] == sum(due[c.case_id] is not None and due[c.case_id] <= LAST for c in stood)


def test_of_too_few_settled_cases_a_month_has_no_percentile(day):
    told = day.query("answers/measures/month.sql", month=str(FIRST), by="unit", few=10**6)
    assert told["p50_days"].null_count() == len(told) > 1
    assert told["settled"].min() > 0
