"""A rule that needs an event no source exports is silent, and D01 says so once."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.judge.event_coverage import materialize_gaps, unheard
from rules.engine.declare import Book, Rule, c, m, rule, when_all
from tests.rules.day import town_of

METRYKA = '[feeds.metryka]\nnoun = "case_events"\nknows = ["received", "decided"]\n'
CHECKS = '[feeds.obieg]\nnoun = "case_events"\nknows = ["notice_36"]\n'
SHEET = '[feeds.arkusz]\nnoun = "case_events"\n'


@pytest.fixture
def notice_missing() -> Rule:
    """A rule that would cry at every late case where notices are kept on paper."""

    @rule(
        id="X1", noun="cases", docket="holder", about="case", severity="warn", to=("officer",), law=(), says="",
        needs=("notice_36", "extended"), book=Book(),
    )  # fmt: skip
    @when_all(c.case << (m.kind == "case") & (m.state == "open"))
    def late_and_nobody_told(c):
        """Nobody was told."""

    return late_and_nobody_told  # type: ignore[return-value]


def gaps(settings: str, *rules: Rule) -> list[tuple[str, ...]]:
    con = duckdb.connect()
    materialize_gaps(con, town_of(settings), rules)
    return con.execute("from feed_gaps order by feed").fetchall()


def test_what_no_source_exports_is_unheard(notice_missing):
    assert unheard(town_of(METRYKA), notice_missing) == ("notice_36", "extended")


def test_what_one_of_several_sources_exports_is_heard(notice_missing):
    assert unheard(town_of(METRYKA + CHECKS), notice_missing) == ("extended",)


@pytest.mark.parametrize("settings", ["", SHEET, METRYKA + SHEET])
def test_a_source_that_names_no_limit_may_tell_everything(settings, notice_missing):
    assert unheard(town_of(settings), notice_missing) == ()


def test_it_is_said_once_of_the_first_source(notice_missing):
    said = ("metryka", "events_not_exported", "extended", "X1")
    assert gaps(METRYKA + CHECKS, notice_missing) == [said]


def test_nothing_is_said_where_no_rule_needs_more():
    assert gaps(METRYKA) == []
