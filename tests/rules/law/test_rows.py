"""The law as rows: what SQL joins is what the record says."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from rules.law import read_law
from rules.law.rows import Rows, law_rows

LAW = read_law("PL")
TABLES = law_rows(LAW, date(2009, 1, 1), date(2030, 12, 31))


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table as DuckDB takes it."""
    con = duckdb.connect()
    for name, table in TABLES.items():
        con.execute(f"create table {name} ({', '.join(f'{column} {kind}' for column, kind in table.columns)})")
        con.executemany(f"insert into {name} values ({', '.join('?' * len(table.columns))})", table.rows[:300])
    yield con
    con.close()


@pytest.mark.parametrize("table", [pytest.param(table, id=name) for name, table in TABLES.items()])
def test_every_row_fills_its_columns(table: Rows) -> None:
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_duckdb_takes_every_table(con: duckdb.DuckDBPyConnection) -> None:
    counted = {name: con.execute(f"select count(*) from {name}").fetchall()[0][0] for name in TABLES}
    assert counted == {name: min(300, len(table.rows)) for name, table in TABLES.items()}


def test_a_threshold_is_found_by_its_day(con: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select whole from parameters where name = ? and ? between valid_from and coalesce(valid_to, date '9999-12-31')"
    )
    assert con.execute(query, ["discipline.minimum_amount", date(2026, 5, 1)]).fetchall() == [(777004,)]
    assert con.execute(query, ["D01.shrink", date(2026, 5, 1)]).fetchall() == [(3000,)]


def test_a_term_brings_its_notice_and_its_stops(con: duckdb.DuckDBPyConnection) -> None:
    query = """
        select n, unit, notice, list(stop order by stop) from terms join procedure_stops using (procedure)
        where id = 'tax_complex' group by all
    """
    stops = ["completion", "independent_cause", "opinion", "party_delay", "suspension"]
    assert con.execute(query).fetchall() == [(2, "month", "Ordynacja podatkowa art. 140", stops)]


def test_the_calendar_has_every_day_of_its_bounds() -> None:
    days = [row[0] for row in TABLES["calendar"].rows]
    assert (days[0], days[-1], len(days)) == (date(2009, 1, 1), date(2030, 12, 31), 8035)


def test_reports_due_hold_the_worked_example(con: duckdb.DuckDBPyConnection) -> None:
    found = [row for row in TABLES["reports_due"].rows if row[:3] == ("Rb-28S", "city", "2026-10")]
    assert [(row[3], row[4]) for row in found] == [(date(2026, 11, 22), date(2026, 11, 23))]
