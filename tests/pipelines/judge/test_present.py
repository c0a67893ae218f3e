"""A kind of facts that is called absent has none, so nothing is kept from the engine or from the second judge."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from pipelines import judge as judging
from pipelines.facts import RELATIONS
from pipelines.judge.event_coverage import materialize_gaps
from pipelines.judge.present import kinds_present
from pipelines.judge.subjects import SUBJECTS
from rules.engine.declare import RULES
from rules.engine.fault import EngineFault
from rules.engine.verdict import Verdict
from tests.pipelines.facts.test_idle import bare
from tests.rules.day import loaded, look_at, town_of

NEVER_ABSENT = {("feed", "feed")}  # it leans on the feeds of town.toml alone


@pytest.fixture(scope="module")
def nothing() -> duckdb.DuckDBPyConnection:
    """A town without any row, its relations made."""
    con = bare(town_of())
    materialize_gaps(con, town_of(), RULES.values())
    con.execute("delete from temp.law_horizon")
    return con


def facts(con: duckdb.DuckDBPyConnection, kind: tuple[str, str]) -> int:
    [(found,)] = con.execute(f"select count(*) from ({SUBJECTS[kind].facts})").fetchall()
    return found


@pytest.mark.parametrize("kind", set(SUBJECTS) - NEVER_ABSENT)
def test_an_absent_kind_has_no_facts(kind: tuple[str, str], nothing: duckdb.DuckDBPyConnection) -> None:
    assert kind not in kinds_present(nothing)
    assert facts(nothing, kind) == 0


def test_a_kind_is_there_with_the_first_row_of_what_it_leans_on(nothing: duckdb.DuckDBPyConnection) -> None:
    assert kinds_present(nothing) == NEVER_ABSENT
    with closing(nothing.cursor()) as con:
        for relation in RELATIONS:
            con.execute(f"create temp table {relation} as select 1 as n where {relation!r} = 'invoice_facts'")
        assert kinds_present(con) == {*NEVER_ABSENT, ("seller", "invoice")}


def test_a_verdict_on_a_kind_that_is_not_there_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    con, town = loaded({"cases": [{"case_id": "A.1", "kind": "kpa_ordinary", "unit": "A", "opened_on": "2026-11-02"}]})
    look_at(con, town, "2026-11-20", judged=False)
    invented = Verdict("seller", "", "I01", "high", "invoice/1", [], 1, None)
    truly = judging.judge_apart
    monkeypatch.setattr(judging, "judge_apart", lambda *given, **how: [*truly(*given, **how), invented])
    with pytest.raises(EngineFault, match="I01: the engine and the SQL judge differ on 1 items"):
        judging.judge(con, town)


def test_absent_relations_are_looked_for_among_todays_not_among_the_published() -> None:
    con = bare(town_of())
    con.execute("delete from temp.law_horizon")
    for relation in RELATIONS:
        con.execute(f"create table main.{relation} as select 1 as n")
    assert kinds_present(con) == NEVER_ABSENT
