"""A text that is asked again is read once, and means the same on every connection and at every time."""

from __future__ import annotations

from threading import Thread

import duckdb
import pytest

from pipelines.store import queries
from pipelines.store.queries import execute

MADE = "create or replace temp table a as select getvariable('x') as x; create or replace temp view b as from a"


def x_of(con: duckdb.DuckDBPyConnection, x: int) -> list[tuple[int]]:
    con.execute("set variable x = ?", [x])
    execute(con, MADE)
    return con.execute("from b").fetchall()


def test_all_its_statements_are_executed_each_time_with_what_holds_then_and_on_each_connection() -> None:
    one, other = duckdb.connect(), duckdb.connect()
    assert [x_of(con, x) for x, con in enumerate((one, one, other, one.cursor()))] == [[(0,)], [(1,)], [(2,)], [(3,)]]
    assert one.execute("from b").fetchall() == [(1,)]


def test_a_question_gives_its_answer() -> None:
    con = duckdb.connect()
    assert [execute(con, "select 1 as one").fetchall() for _ in range(2)] == [[(1,)], [(1,)]]
    with pytest.raises(duckdb.ConversionException):
        execute(con, "select 1; select cast('x' as int)").fetchall()


def test_several_threads_may_ask_the_same_at_once() -> None:
    wrong: list[object] = []

    def ask() -> None:
        con = duckdb.connect()
        wrong.extend(found for x in range(50) if (found := x_of(con, x)) != [(x,)])

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_no_more_than_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_KEPT", 3)
    con = duckdb.connect()
    assert [execute(con, f"select {n}").fetchall() for n in range(9)] == [[(n,)] for n in range(9)]
    assert len(queries._PARSED) <= 3
