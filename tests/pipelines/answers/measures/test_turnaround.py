"""How long cases take: each number beside a count of the same cases in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from math import floor, sqrt
from statistics import mean, median

import pytest
from lifelines import KaplanMeierFitter

from tests.pipelines.answers.measures.register import AS_OF, SERVICES, Made, made

SINCE = date(2026, 3, 1)
ALL = {"unit": None, "service": None, "kind": None}


def days(before: bool, service: str) -> list[int]:
    """The lengths of what was settled on either side of the day, as long a time on both."""
    span = min((AS_OF - SINCE).days + 1, 365)
    first, last = (SINCE - timedelta(days=span), SINCE) if before else (SINCE, SINCE + timedelta(days=span))
    ended = [c for c in made() if c.service == service and c.settled_on and first <= c.settled_on < last]
    return [c.lasted for c in ended if c.lasted is not None]


def test_the_curve_of_those_still_open_is_that_of_kaplan_and_meier(day):
    told = {row["group"]: row for row in day.query("answers/measures/turnaround.sql", by="service").to_dicts()}
    for service in SERVICES:
        some = [c for c in made() if c.service == service]
        fitted = KaplanMeierFitter().fit(
            [((c.settled_on or AS_OF) - c.opened_on).days for c in some], [c.settled_on is not None for c in some]
        )
        curve = fitted.survival_function_["KM_estimate"]
        for column, share in (("survival_p50_days", 0.5), ("survival_p90_days", 0.1)):
            assert told[service][column] == min(curve[curve <= share + 1e-9].index), column


@pytest.mark.parametrize("service", [None, "drzewa"])
def test_the_limits_of_the_months_are_those_of_an_xmr_chart(day, service):
    found = defaultdict(list)
    for case in made():
        if case.settled_on and case.settled_on < date(2026, 11, 1) and service in (None, case.service):
            found[case.settled_on.replace(day=1)].append(case.lasted)
    medians = {month: median(lasted) for month, lasted in sorted(found.items()) if len(lasted) >= 5}
    steps = [abs(b - a) for a, b in zip(list(medians.values()), list(medians.values())[1:], strict=False)]
    centre, reach = mean(medians.values()), 2.66 * mean(steps)
    told = day.query("answers/measures/turnaround_months.sql", few=5, **ALL | {"service": service}).to_dicts()
    assert {row["month"]: row["p50_days"] for row in told} == medians
    assert {row["month"]: row["settled"] for row in told} == {month: len(found[month]) for month in medians}
    assert told[0]["centre"] == pytest.approx(centre)
    assert told[0]["upper_limit"] == pytest.approx(centre + reach)
    assert told[0]["lower_limit"] == pytest.approx(max(0, centre - reach))
    assert [row["beyond"] for row in told] == [abs(value - centre) > reach for value in medians.values()]


def test_no_month_is_told_of_fewer_cases_than_asked_for_and_none_has_limits_without_eight(day):
    told = day.query("answers/measures/turnaround_months.sql", few=10**6, **ALL)
    assert told.is_empty()
    many = day.query("answers/measures/turnaround_months.sql", few=46, **ALL)
    assert 0 < len(many) < 8
    assert many["centre"].null_count() == len(many)


def shift(strata: list[tuple[list[int], list[int]]]) -> tuple[float, int, int]:
    """Hodges and Lehmann over pairs within each stratum, with the bounds of the rank sum's normal approximation."""
    pairs = sorted(b - a for before, after in strata for b in before for a in after)
    variance = 0.0
    for before, after in strata:
        n, m, together = len(before), len(after), len(before) + len(after)
        ties = sum(k**3 - k for k in ((before + after).count(value) for value in set(before + after)))
        variance += n * m / 12 * (together + 1 - ties / (together * (together - 1)))
    rank = max(1, floor(len(pairs) / 2 - 1.959964 * sqrt(variance)))
    return median(pairs), pairs[rank - 1], pairs[-rank]


def test_the_days_gained_since_a_day_are_the_median_of_all_differences_within_a_service(day):
    told = {
        row["group"]: row
        for row in day.query(
            "answers/measures/turnaround_change.sql", since=SINCE.isoformat(), by="service", few=20
        ).to_dicts()
    }
    strata = [(days(True, service), days(False, service)) for service in SERVICES]
    for named, some in [
        ("", strata),
        *((service, [stratum]) for service, stratum in zip(SERVICES, strata, strict=True)),
    ]:
        row = told[named]
        assert (row["before"], row["after"]) == (sum(len(b) for b, _ in some), sum(len(a) for _, a in some))
        assert (row["days_gained"], row["gained_from"], row["gained_to"]) == pytest.approx(shift(some))
    assert told["drzewa"]["gained_from"] > 3, "the trees did become faster"
    assert told["zasiłek"]["gained_from"] <= 0 <= told["zasiłek"]["gained_to"]


def test_too_few_cases_on_a_side_give_no_days(day):
    told = day.query("answers/measures/turnaround_change.sql", since="2026-11-17", by="unit", few=20)
    assert len(told) > 1
    assert told["days_gained"].null_count() == len(told)


def electronic(some: list[Made]) -> float:
    return sum(c.channel == "electronic" for c in some) / len(some)


def test_the_letters_spared_are_those_that_the_share_of_before_would_have_put_on_paper(day):
    [told] = day.query("answers/measures/turnaround_channel.sql", since=SINCE.isoformat()).to_dicts()
    span = timedelta(days=(AS_OF - SINCE).days + 1)
    before = [c for c in made() if c.settled_on and SINCE - span <= c.settled_on < SINCE]
    after = [c for c in made() if c.settled_on and c.settled_on >= SINCE]
    assert (told["before"], told["after"]) == (len(before), len(after))
    assert told["share_before_bp"] == round(10000 * electronic(before))
    assert told["share_after_bp"] == round(10000 * electronic(after))
    # each case sends one letter; what was sent after the day itself is not there yet
    assert told["letters_after"] == len(after)
    assert told["paper_avoided"] == round(len(after) * (electronic(after) - electronic(before)))
    assert told["paper_avoided"] > 20
