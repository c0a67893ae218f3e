"""Relations that are made empty without their SQL are what their SQL would make of them.

`uv run python -m tests.pipelines.facts.test_idle` writes the stored columns anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import contracts, facts
from pipelines.facts import RELATIONS, derive, relations
from pipelines.facts.idle import DRIVEN_BY, leaned_on, mark, without_rows
from pipelines.settings import open_town, read_town
from pipelines.settings.town_law import law_of
from pipelines.store import history
from pipelines.store.noun_views import seen
from pipelines.store.warehouse import look, migrate
from pipelines.town import Town
from tests.pipelines.zabrzeg import YESTERDAY

STORED = Path(facts.__file__).with_name("empty_relations.sql")
LATER = datetime(2027, 1, 1)
CASE = {"case_id": "A.1.2026", "kind": "kpa_ordinary", "unit": "A", "opened_on": date(2026, 11, 2)}


def bare(town: Town) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory whose nouns have no row, and its relations each made by its own SQL."""
    con = duckdb.connect()
    migrate(con)
    history.prepare(con, map(contracts.noun, contracts.NOUNS))
    by_own_sql(con, town, YESTERDAY)
    return con


def by_own_sql(con: duckdb.DuckDBPyConnection, town: Town, as_of: date) -> None:
    """The relations of a day, none of them made empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "without_rows", lambda *_: {})
        derive(con, town, law_of(town), as_of, LATER)


def columns(con: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[Any, ...]]:
    return [(name, kind) for name, kind, *_ in con.execute(f"describe temp.{relation}").fetchall()]


def written(con: duckdb.DuckDBPyConnection) -> str:
    """The text of `empty_relations.sql`, from relations that their own SQL has made."""
    text = (
        "-- The fact relations without a row, with the columns their own SQL gives them; written, not edited:\n"
        "-- uv run python -m tests.pipelines.facts.test_idle\n"
        "-- a row per fact where there are any; here there are none\n"
        f"-- of {mark(relations())}\n"
    )
    for relation in RELATIONS:
        listed = ",\n".join(f'    "{name}" {kind.lower().replace(",", ", ")}' for name, kind in columns(con, relation))
        text += f"create or replace temp table {relation} (\n{listed}\n);\n"
    return text


@pytest.fixture(scope="module")
def town() -> Town:
    return read_town(Path("/nowhere"), '[town]\nname = "Zabrzeg"\n[feeds.cases]\n')


def test_the_stored_columns_are_those_of_the_sql(town: Town) -> None:
    with closing(bare(town)) as con:
        assert STORED.read_text("utf-8") == written(con)


@pytest.fixture(scope="module")
def demo(yesterday: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demo town and a register of letters that never says closed, each relation of yesterday by its own SQL."""
    copied = shutil.copy(yesterday / "ratusz.duckdb", tmp_path_factory.mktemp("idle"))
    with closing(duckdb.connect(copied)) as con:
        con.execute(
            """
            insert into documents_history by name
            select 'RPW/never/' || n as document_id, date '2025-01-07' as received_on, 'never' as feed,
                n + 1 as line, 'L000001' as load_id, false as cumulative, timestamp '2026-11-03' as known_from
            from range(1, 1001) as letters(n)
            """
        )
        by_own_sql(con, open_town(yesterday), YESTERDAY)
        yield con


@pytest.mark.parametrize("nouns", sorted(set(DRIVEN_BY.values())))
def test_a_relation_has_no_row_where_its_nouns_have_none_whatever_else_there_is(
    nouns: tuple[str, ...], demo: duckdb.DuckDBPyConnection
) -> None:
    told = seen(demo)
    driven = [relation for relation, driving in DRIVEN_BY.items() if driving == nouns]
    assert any(demo.execute(f"from temp.{relation} limit 1").fetchall() for relation in driven), "else nothing is shown"
    demo.begin()
    try:
        for noun in nouns:
            demo.execute(f"create or replace temp view {noun} as select * from ({told[noun]}) where false")
        for relation in leaned_on(relations(), driven):  # what it leans on is without those rows as well
            demo.execute(f"create or replace temp table {relation} as {relations()[relation]}")
        assert [demo.execute(f"from {relation} limit 1").fetchall() for relation in driven] == [[] for _ in driven]
    finally:
        demo.rollback()


def test_the_relations_of_a_small_town_are_the_same_either_way(town: Town) -> None:
    with closing(bare(town)) as con:
        con.execute(
            """
            insert into cases_history by name
            select ? as case_id, ? as kind, ? as unit, ? as opened_on, 'cases' as feed, 2 as line,
                'L000001' as load_id, false as cumulative, timestamp '2026-11-03' as known_from
            """,
            list(CASE.values()),
        )
        by_own_sql(con, town, YESTERDAY)
        slow = {name: (columns(con, name), con.sql(f"from temp.{name}").fetchall()) for name in RELATIONS}
        derive(con, town, law_of(town), YESTERDAY, LATER)
        assert {name: (columns(con, name), con.sql(f"from temp.{name}").fetchall()) for name in RELATIONS} == slow
        assert slow["case_facts"][1], "the case is there"


def test_only_what_nothing_drives_is_made_empty(town: Town) -> None:
    with closing(bare(town)) as con:
        look(con, YESTERDAY, LATER)
        assert set(without_rows(con, relations())) == set(DRIVEN_BY)
        con.execute("insert into cases_history (case_id) values ('A.1.2026')")
        assert set(DRIVEN_BY) - set(without_rows(con, relations())) == {
            "case_facts", "case_duties", "decision_services", "desk_facts", "road_decisions", "service_facts",
        }  # fmt: skip


def test_nothing_is_made_empty_where_the_sql_is_another_than_the_stored_columns_are_of(town: Town) -> None:
    with closing(bare(town)) as con:
        assert without_rows(con, {**relations(), "case_facts": "select 1 as another"}) == {}


if __name__ == "__main__":
    STORED.write_text(written(bare(read_town(Path("/nowhere"), '[town]\nname = "Zabrzeg"\n'))), "utf-8")
