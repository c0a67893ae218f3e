"""History keeps what each feed said and when; each test loads small registers and asks what was known on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines import contracts
from pipelines.store import history
from pipelines.store.warehouse import look, migrate

JANUARY = datetime(2026, 1, 1, 6)
Rows = list[dict[str, Any]]
Load = Callable[..., history.Difference]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        migrate(connection)
        history.prepare(connection, map(contracts.noun, contracts.NOUNS))
        yield connection


@pytest.fixture
def load(con: duckdb.DuckDBPyConnection) -> Load:
    """Load rows of a noun on the n-th day of January; the load's id is the day."""

    def run(
        noun: str, day: int, rows: Rows, feed: str = "ezd", *, whole: bool = True, cumulative: bool = False, unread=None
    ) -> history.Difference:
        its = contracts.noun(noun)
        schema = {name: column.dtype for name, column in its.columns.items()} | {"line": pl.Int64()}
        numbered = [{"line": line, **row} for line, row in enumerate(rows, start=2)]
        frame = pl.DataFrame(numbered, schema=schema)
        known = JANUARY + timedelta(days=day - 1)
        stamp = history.Stamp(feed, f"L{day:06}", known, cumulative)
        keys = None if unread is None else pl.DataFrame(unread, schema={key: schema[key] for key in its.key})
        difference = history.compare(con, its, stamp, frame, whole=whole, unread=keys)
        history.write(con, its, stamp, difference)
        con.execute(
            """
            insert into loads values
            (?, ?, ?, '', '', '', ?, ?, ?, ?, ?, ?, 0, ?, 'loaded', null, [], '', null, null, null, null)
            """,
            [
                stamp.load_id, feed, noun, stamp.load_id, known, known, frame.height,
                difference.begun, frame.height - difference.begun, difference.ended,
            ],
        ).fetchall()  # fmt: skip
        return difference

    return run


@pytest.fixture
def known(con: duckdb.DuckDBPyConnection) -> Callable[..., list[tuple[Any, ...]]]:
    """What a query gives with everything that was loaded by the evening of the n-th day of January."""

    def ask(day: int, query: str) -> list[tuple[Any, ...]]:
        look(con, date(2026, 1, 31), JANUARY.replace(day=day, hour=23))
        return con.execute(query).fetchall()

    return ask


def case(mark: str, unit: str = "WB", **more: Any) -> dict[str, Any]:
    return {"case_id": mark, "kind": "building_permit", "unit": unit, "opened_on": date(2026, 1, 2), **more}


def test_first_register_begins_a_version_of_every_row(load, known):
    assert load("cases", 1, [case("WB.1"), case("WB.2")]) == history.Difference(live=0, begun=2, ended=0, replaced=0)
    assert known(1, "select case_id, feed, line, load_id from cases order by 1") == [
        ("WB.1", "ezd", 2, "L000001"),
        ("WB.2", "ezd", 3, "L000001"),
    ]


def test_same_register_again_says_nothing_new_even_in_another_order(load, known):
    load("cases", 1, [case("WB.1"), case("WB.2")])
    assert load("cases", 2, [case("WB.2"), case("WB.1")]) == history.Difference(live=2, begun=0, ended=0, replaced=0)
    assert known(2, "select case_id, load_id, line from cases order by 1") == [
        ("WB.1", "L000001", 2),
        ("WB.2", "L000001", 3),
    ]


def test_a_correction_is_known_from_its_load_on_and_not_before(load, known):
    load("cases", 1, [case("WB.1", due_on=date(2026, 2, 1))])
    load("cases", 3, [case("WB.1", due_on=date(2026, 3, 1))])
    assert known(2, "select due_on from cases") == [(date(2026, 2, 1),)]
    assert known(3, "select due_on from cases") == [(date(2026, 3, 1),)]


def test_filling_and_emptying_a_cell_are_changes_and_empty_equals_empty(load, known):
    load("cases", 1, [case("WB.1"), case("WB.2", handler="e1"), case("WB.3")])
    assert load("cases", 2, [case("WB.1", handler="e1"), case("WB.2"), case("WB.3")]).begun == 2
    assert known(2, "select case_id, handler from cases order by 1") == [("WB.1", "e1"), ("WB.2", None), ("WB.3", None)]


def test_a_row_gone_from_the_whole_register_ends_its_version_and_keeps_its_past(load, known):
    load("cases", 1, [case("WB.1"), case("WB.2")])
    assert load("cases", 2, [case("WB.1")]).ended == 1
    assert known(1, "select count(*) from cases") == [(2,)]
    assert known(2, "select case_id from cases") == [("WB.1",)]


def test_a_row_that_comes_back_begins_a_new_version(load, known):
    load("cases", 1, [case("WB.1")])
    load("cases", 2, [case("WB.2")])
    load("cases", 3, [case("WB.1"), case("WB.2")])
    assert [known(day, "select string_agg(case_id, ' ' order by case_id) from cases") for day in (1, 2, 3)] == [
        [("WB.1",)],
        [("WB.2",)],
        [("WB.1 WB.2",)],
    ]


def test_a_to_b_to_a_is_three_versions(load, known, con):
    for day, unit in ((1, "A"), (2, "B"), (3, "A")):
        load("cases", day, [case("WB.1", unit)])
    assert [known(day, "select unit from cases")[0][0] for day in (1, 2, 3)] == ["A", "B", "A"]
    assert con.execute("select count(*), count(*) filter (known_to is null) from cases_history").fetchall() == [(3, 1)]


def test_what_could_not_be_read_has_not_vanished(load, known):
    load("cases", 1, [case("WB.1"), case("WB.2"), case("WB.3")])
    assert load("cases", 2, [case("WB.1")], unread=[{"case_id": "WB.2"}]).ended == 1
    assert known(2, "select case_id from cases order by 1") == [("WB.1",), ("WB.2",)]


def test_changes_add_and_correct_but_end_nothing(load, known):
    load("cases", 1, [case("WB.1"), case("WB.2")], whole=False)
    assert load("cases", 2, [case("WB.2", "SO"), case("WB.3")], whole=False) == history.Difference(2, 2, 0, 1)
    assert known(2, "select case_id, unit from cases order by 1") == [("WB.1", "WB"), ("WB.2", "SO"), ("WB.3", "WB")]


def test_two_feeds_of_a_noun_do_not_end_each_others_rows(load, known):
    load("cases", 1, [case("WB.1")], feed="ezd")
    load("cases", 2, [case("GK.1")], feed="paper")
    load("cases", 3, [case("WB.1"), case("WB.2")], feed="ezd")
    assert known(3, "select case_id, feed from cases order by 1") == [
        ("GK.1", "paper"),
        ("WB.1", "ezd"),
        ("WB.2", "ezd"),
    ]


def test_where_two_feeds_speak_of_one_case_the_last_statement_holds(load, known):
    load("cases", 1, [case("WB.1", "A")], feed="ezd")
    load("cases", 2, [case("WB.1", "B")], feed="paper")
    assert known(1, "select unit, feed from cases") == [("A", "ezd")]
    assert known(2, "select unit, feed from cases") == [("B", "paper")]
    load("cases", 3, [case("WB.1", "C")], feed="ezd")
    assert known(3, "select unit, feed from cases") == [("C", "ezd")]


def test_a_key_with_an_empty_part_is_the_same_thing_next_time(load, con):
    everything = {"employee": "e1", "substitute": "e2", "scope": None, "rank": None}
    load("substitutions", 1, [everything, {**everything, "scope": "WB"}])
    assert load("substitutions", 2, [everything, {**everything, "scope": "WB"}]) == history.Difference(2, 0, 0, 0)


LINE = {
    "report": "Rb-28S", "unit": "SP1", "year": 2026, "period": "2026-10", "side": "spending",
    "dzial": "801", "rozdzial": "80101", "paragraf": "4300", "measure": "executed",
}  # fmt: skip


@pytest.mark.parametrize(
    ("version", "amount"),
    [(2, Decimal("200.00")), (0, Decimal("100.00")), (None, Decimal("100.00"))],
    ids=["a higher version corrects", "a lower one is old news", "one without a number too"],
)
def test_the_highest_version_of_a_report_wins(load, known, version, amount):
    load("report_lines", 1, [{**LINE, "version": 1, "amount": Decimal("100.00")}], feed="rb", whole=False)
    load("report_lines", 2, [{**LINE, "version": version, "amount": Decimal("200.00")}], feed="rb", whole=False)
    assert known(2, "select amount from report_lines") == [(amount,)]


def wide(day: date, executed: str, paragraf: str = "4300") -> dict[str, Any]:
    return {
        "entry_id": f"{day}/{paragraf}", "year": day.year, "booked_on": day, "unit": "SP1", "side": "spending",
        "dzial": "801", "rozdzial": "80101", "paragraf": paragraf, "measure": "executed", "amount": Decimal(executed),
    }  # fmt: skip


def test_a_cumulative_table_becomes_changes_and_a_correction_moves_both_neighbours(load, known):
    january, february = date(2026, 1, 31), date(2026, 2, 28)
    load("budget", 1, [wide(january, "100.00")], cumulative=True)
    load("budget", 2, [wide(february, "250.00")], cumulative=True)
    amounts = "select booked_on, amount from budget order by 1"
    assert known(2, amounts) == [(january, Decimal("100.00")), (february, Decimal("150.00"))]
    load("budget", 3, [wide(january, "120.00")], cumulative=True)
    assert known(3, amounts) == [(january, Decimal("120.00")), (february, Decimal("130.00"))]
    assert known(2, amounts) == [(january, Decimal("100.00")), (february, Decimal("150.00"))]


def test_a_cumulative_table_is_the_whole_register_of_its_own_days_only(load, known):
    january, february = date(2026, 1, 31), date(2026, 2, 28)
    load("budget", 1, [wide(january, "1.00"), wide(january, "2.00", "4210")], cumulative=True)
    assert load("budget", 2, [wide(february, "5.00")], cumulative=True) == history.Difference(0, 1, 0, 0)
    assert load("budget", 3, [wide(january, "1.00")], cumulative=True) == history.Difference(2, 0, 1, 1)


def test_a_cumulative_table_starts_anew_each_year(load, known):
    load("budget", 1, [wide(date(2025, 12, 31), "900.00"), wide(date(2026, 1, 31), "10.00")], cumulative=True)
    assert known(1, "select sum(amount) from budget where year = 2026") == [(Decimal("10.00"),)]


def test_a_column_added_to_the_contract_is_added_to_history(con):
    con.execute('alter table cases_history drop column "segment"').fetchall()
    history.prepare(con, [contracts.noun("cases")])
    columns = con.execute("select column_name from duckdb_columns() where table_name = 'cases_history'").fetchall()
    assert ("segment",) in columns


def test_every_column_of_history_says_what_it_is(con):
    said = con.execute(
        "select comment from duckdb_columns() where table_name like '%\\_history' escape '\\'"
    ).fetchall()
    assert len(said) > 200
    assert all(comment for (comment,) in said)


def test_the_contracts_are_read_again_only_when_they_changed(con, monkeypatch):
    history.prepare_all(con)
    con.execute("alter table cases_history drop column segment").fetchall()
    columns = "select count(*) from duckdb_columns() where table_name = 'cases_history' and column_name = 'segment'"
    history.prepare_all(con)
    assert con.execute(columns).fetchall() == [(0,)]
    monkeypatch.setattr(contracts, "edition", lambda: "a newer one")
    history.prepare_all(con)
    assert con.execute(columns).fetchall() == [(1,)]


def test_a_first_register_is_written_just_as_one_that_is_compared(load, con):
    rows = [case("WB.1"), case("WB.2", handler="ą", due_on=date(2026, 3, 1)), case("WB.3", handler=None)]
    load("cases", 3, rows, feed="alone")
    load("cases", 1, [case("WB.0")], feed="compared")
    assert load("cases", 2, rows, feed="compared", whole=False) == history.Difference(
        live=1, begun=3, ended=0, replaced=0
    )
    alone, compared = (
        con.execute(
            "select * exclude (feed, load_id, known_from) from cases_history "
            "where feed = ? and case_id <> 'WB.0' order by case_id",
            [feed],
        ).fetchall()
        for feed in ("alone", "compared")
    )
    assert alone == compared
    assert len(alone) == 3


def test_what_was_compared_and_not_written_leaves_nothing_behind(load, con):
    its = contracts.noun("cases")
    frame = pl.DataFrame([{"line": 2, **case("WB.9")}], schema=con.sql("from cases_history").pl().schema).select(
        *its.columns, "line"
    )
    stamp = history.Stamp("ezd", "L000009", JANUARY)
    history.compare(con, its, stamp, frame, whole=True)
    assert load("cases", 1, [case("WB.1")]) == history.Difference(live=0, begun=1, ended=0, replaced=0)
    history.compare(con, its, stamp, frame, whole=True)
    assert load("cases", 2, [case("WB.1", "X")]) == history.Difference(live=1, begun=1, ended=0, replaced=1)
    assert con.execute("select case_id, unit from cases_history order by known_from").fetchall() == [
        ("WB.1", "WB"), ("WB.1", "X"),
    ]  # fmt: skip


def test_a_feed_whose_every_row_is_replaced_ends_no_row_of_another(load, con):
    load("cases", 1, [case("WB.1"), case("WB.2")])
    load("cases", 2, [case("WB.1")], feed="other")
    assert load("cases", 3, [case("WB.1", "X"), case("WB.3")]) == history.Difference(2, 2, 1, 2)
    live = "select feed, case_id, unit from cases_history where known_to is null order by all"
    assert con.execute(live).fetchall() == [
        ("ezd", "WB.1", "X"), ("ezd", "WB.3", "WB"), ("other", "WB.1", "WB"),
    ]  # fmt: skip


def test_of_a_register_with_one_correction_only_that_row_begins(load, con):
    load("cases", 1, [case("WB.1"), case("WB.2"), case("WB.3")])
    assert load("cases", 2, [case("WB.1"), case("WB.2", "X"), case("WB.3")]) == history.Difference(3, 1, 0, 1)
    begun = "select case_id, line from cases_history where known_from > (select min(known_from) from cases_history)"
    assert con.execute(begun).fetchall() == [("WB.2", 3)]
