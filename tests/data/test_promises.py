"""What the demo town promises, the rules find: each planted story at the gravity it was planted for."""

from __future__ import annotations

import pytest

from data.demo.planted import PLANTED
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from rules.catalogue import RULES

MADE = ("D01", "D02", "D03", "P01", "P02", "P03", "W01", "W02")


@pytest.fixture(scope="module")
def found(demo_day):
    """(rule, noun, subject) -> severity of every finding of the demo's day."""
    town = open_town(demo_day)
    con, _ = open_snapshot(town)
    rows = con.execute(
        "select rule, noun, subject, severity from findings "
        "where inhibited_by is null and as_of = ? and status <> 'resolved'", [town.as_of]
    ).fetchall()  # fmt: skip
    con.close()
    assert rows
    return {tuple(row[:3]): row[3] for row in rows}


@pytest.mark.parametrize("rule", MADE)
def test_every_story_is_found_as_planted(found, rule):
    assert rule in RULES
    missed = [
        promise
        for promise in PLANTED
        if promise.rule == rule
        and not any(
            of == rule and noun == promise.noun and promise.subject in (None, subject)
            and promise.severity in (None, severity)
            for (of, noun, subject), severity in found.items()
        )
    ]  # fmt: skip
    assert not missed


def test_no_record_is_at_fault_that_was_not_planted_so(found):
    """A register of the demo that names what another lacks would be told as the office's own fault."""
    planted = {(promise.noun, promise.subject) for promise in PLANTED if promise.rule == "D02"}
    assert {(noun, subject) for rule, noun, subject in found if rule == "D02"} == planted


def test_a_town_where_most_is_well_hears_few_of_them(found):
    grave = [key for key, severity in found.items() if key[0] in MADE and severity != "info"]
    assert len(grave) < 40
