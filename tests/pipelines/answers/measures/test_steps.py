"""Where cases wait: each step, each arrow and each way counted again in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean, median

import pytest

from tests.pipelines.answers.measures.register import AS_OF, made

SINCE = date(2026, 3, 1)
WIDE = {"unit": None, "service": None, "kind": None}


def trails(service: str | None = None) -> list[list[tuple[date, str, str]]]:
    """The steps of each case up to the one that settled it."""
    found = []
    for case in made():
        if service in (None, case.service):
            words = [word for _, word, _ in sorted(case.steps)]
            end = words.index("decided") + 1 if "decided" in words else len(words)
            found.append([(at.date(), word, actor) for at, word, actor in sorted(case.steps)[:end]])
    return found


@pytest.mark.parametrize("service", [None, "drzewa"])
def test_a_step_lasts_until_the_next_and_hands_over_where_the_person_changes(day, service):
    waits, handed, last = defaultdict(list), Counter(), defaultdict(list)
    for trail in trails(service):
        for (on, word, actor), (next_on, _, next_actor) in pairwise(trail):
            waits[word].append((next_on, (next_on - on).days))
            handed[word] += bool(actor and next_actor and actor != next_actor)
        if trail[-1][1] != "decided":
            last[trail[-1][1]].append((AS_OF - trail[-1][0]).days)
    told = day.query("answers/measures/steps.sql", since=SINCE.isoformat(), **WIDE | {"service": service}).to_dicts()
    assert {row["step"] for row in told} == {*waits, *last, "decided"}
    span = timedelta(days=(AS_OF - SINCE).days + 1)
    reached = Counter(word for trail in trails(service) for _, word, _ in trail)
    for row in told:
        assert row["reached"] == reached[row["step"]]
        days = [n for _, n in waits[row["step"]]]
        before = [n for on, n in waits[row["step"]] if SINCE - span <= on < SINCE]
        after = [n for on, n in waits[row["step"]] if on >= SINCE]
        assert (row["passed"], row["days"]) == (len(days), sum(days) if days else None)
        assert row["handed_over"] == handed[row["step"]]
        assert (row["waiting"], row["longest_days"]) == (len(last[row["step"]]), max(last[row["step"]], default=None))
        assert (row["before"], row["after"]) == (len(before), len(after))
        if days:
            assert row["p50_days"] == median(days)
            assert row["before_days"] == pytest.approx(mean(before))
            assert row["after_days"] == pytest.approx(mean(after))


def test_the_arrows_of_the_map_are_the_pairs_of_steps(day):
    pairs = defaultdict(list)
    for trail in trails():
        for (on, word, _), (next_on, next_word, _) in pairwise(trail):
            pairs[word, next_word].append((next_on - on).days)
    told = day.query("answers/measures/step_pairs.sql", **WIDE).to_dicts()
    assert {(row["step"], row["next_step"]): (row["passed"], row["p50_days"]) for row in told} == {
        pair: (len(days), median(days)) for pair, days in pairs.items()
    }


def test_a_way_says_a_step_once_that_repeats_at_once(day):
    ways = Counter()
    for trail in trails():
        if trail[-1][1] == "decided":
            words = [word for _, word, _ in trail]
            ways[tuple(word for word, after in zip(words, [*words[1:], ""], strict=True) if word != after)] += 1
    told = day.query("answers/measures/variants.sql", **WIDE).to_dicts()
    assert {tuple(row["steps"]): row["cases"] for row in told} == ways
    assert told[0]["cases"] == max(ways.values())
    assert (told[0]["all"], told[0]["ways"]) == (sum(ways.values()), len(ways))
