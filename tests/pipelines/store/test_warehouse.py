"""The warehouse opens once for writing, migrates as a whole, and is looked at with two clocks."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import contracts
from pipelines.refusal import Refusal
from pipelines.store import history
from pipelines.store.warehouse import look, migrate, open_warehouse, transaction, utc
from pipelines.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "town", text="", name="Zabrzeg")


def tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}


def test_opening_makes_the_tables_with_memory_once(town):
    with open_warehouse(town) as con:
        assert {"loads", "runs", "findings", "law_files", "unjudged", "nouns"} <= tables(con)
        first = con.execute("from migrations").fetchall()
    with open_warehouse(town) as con:
        assert con.execute("from migrations").fetchall() == first


def test_a_migration_that_fails_leaves_nothing_behind(monkeypatch, tmp_path):
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001_good.sql").write_text("create table good (a integer)")
    (tmp_path / "migrations" / "0002_bad.sql").write_text(
        "create table half (a integer); create table half (a integer)"
    )
    monkeypatch.setattr("pipelines.store.warehouse.resources.files", lambda package: tmp_path)
    con = duckdb.connect()
    with pytest.raises(duckdb.CatalogException):
        migrate(con)
    assert tables(con) == {"migrations", "good"}
    assert con.execute("select name from migrations").fetchall() == [("0001_good.sql",)]


def test_every_table_says_a_row_per_what_and_every_column_what_it_is():
    folder = Path(__file__).parents[3] / "pipelines" / "store" / "migrations"
    scripts = sorted(folder.rglob("*.sql"))
    assert scripts
    for script in scripts:
        lines = script.read_text("utf-8").splitlines()
        made = False  # the columns of a table, not those that a statement copies
        for at, line in enumerate(lines):
            if line.startswith("create table"):
                made = True
                assert lines[at - 1].startswith("-- a row per "), f"{script.name}: {line}"
            elif line.startswith(")"):
                made = False
            elif made and line.startswith("    ") and not line.strip().startswith(("check", "primary key")):
                assert "-- " in line or "check (" in line, f"{script.name}: {line}"


def test_a_second_process_is_refused_with_a_word(town):
    with open_warehouse(town):
        pass
    script = (
        f"import duckdb, sys; c = duckdb.connect({str(town.warehouse)!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(Refusal, match=r"ratusz\.duckdb"):
            open_warehouse(town)
        other.communicate()


def test_a_transaction_is_all_or_nothing():
    con = duckdb.connect()
    con.execute("create table t (a integer)")
    with pytest.raises(duckdb.ConversionException), transaction(con):
        con.execute("insert into t values (1); insert into t values ('one')").fetchall()
    assert con.execute("from t").fetchall() == []


def test_moments_are_kept_in_utc():
    warsaw_winter = timezone(timedelta(hours=1))
    assert utc(datetime(2026, 1, 1, 7, tzinfo=warsaw_winter)) == datetime(2026, 1, 1, 6)


@pytest.fixture
def snapshot(town) -> Path:
    """A closed warehouse in which case WB.1 moved from unit A to unit B on 2 January."""
    with open_warehouse(town) as con:
        history.prepare(con, map(contracts.noun, contracts.NOUNS))
        con.execute("""
            insert into cases_history (case_id, unit, feed, load_id, known_from, known_to) values
            ('WB.1', 'A', 'ezd', 'L000001', '2026-01-01 06:00', '2026-01-02 06:00'),
            ('WB.1', 'B', 'ezd', 'L000002', '2026-01-02 06:00', null)
        """).fetchall()
        con.execute("checkpoint").fetchall()
    return town.warehouse


def test_look_works_on_a_locked_read_only_copy(snapshot):
    settings: dict[str, Any] = {"enable_external_access": False, "lock_configuration": True}
    with duckdb.connect(snapshot, read_only=True, config=settings) as con:
        look(con, date(2026, 1, 5), datetime(2026, 1, 1, 12, tzinfo=UTC))
        assert con.execute("select unit from cases").fetchall() == [("A",)]
        look(con, date(2026, 1, 5), datetime(2026, 1, 3, 12, tzinfo=UTC))
        assert con.execute("select unit from cases").fetchall() == [("B",)]
        assert con.execute("select count(*) from units").fetchall() == [(0,)]


def test_a_version_is_known_from_its_moment_on_and_not_at_the_one_it_ends(snapshot):
    with duckdb.connect(snapshot, read_only=True) as con:
        look(con, date(2026, 1, 5), datetime(2026, 1, 2, 6, tzinfo=UTC))
        assert con.execute("select unit from cases").fetchall() == [("B",)]
        look(con, date(2026, 1, 5), datetime(2026, 1, 2, 6, tzinfo=UTC) - timedelta(microseconds=1))
        assert con.execute("select unit from cases").fetchall() == [("A",)]


def test_two_cursors_look_at_two_moments_side_by_side(snapshot):
    with duckdb.connect(snapshot, read_only=True) as con:
        then, later = con.cursor(), con.cursor()
        look(then, date(2026, 1, 1), datetime(2026, 1, 1, 12, tzinfo=UTC))
        look(later, date(2026, 1, 3), datetime(2026, 1, 3, 12, tzinfo=UTC))
        asked = "select unit, getvariable('as_of') from cases"
        assert then.execute(asked).fetchall() == [("A", date(2026, 1, 1))]
        assert later.execute(asked).fetchall() == [("B", date(2026, 1, 3))]


def test_whoever_looks_at_a_day_can_count_with_days_moments_and_gravities(snapshot):
    with duckdb.connect(snapshot, read_only=True) as con:
        look(con, date(2026, 10, 25), datetime(2026, 10, 25, 12, tzinfo=UTC), "Europe/Warsaw")
        [found] = con.execute("""
            select day_number(getvariable('as_of')), local_day(timestamp '2026-10-24 22:00'),
                begins_at(getvariable('as_of')), begins_at(getvariable('as_of') + 1),
                gravity('critical'), gravity('info'), gravity('none')
        """).fetchall()
    days = (date(2026, 10, 25) - date(2000, 1, 1)).days
    summer, winter = datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 23)  # the clocks go back that night
    assert found == (days, date(2026, 10, 25), summer, winter, 4, 1, 0)


def test_the_staff_are_those_who_work_here_that_day(town):
    with open_warehouse(town) as con:
        history.prepare(con, map(contracts.noun, contracts.NOUNS))
        con.execute("""
            insert into employees_history (employee, active_from, active_to, feed, load_id, known_from) values
            ('left', null, '2026-01-04', 'hr', 'L1', '2026-01-01'),
            ('last day', null, '2026-01-05', 'hr', 'L1', '2026-01-01'),
            ('first day', '2026-01-05', null, 'hr', 'L1', '2026-01-01'),
            ('to come', '2026-01-06', null, 'hr', 'L1', '2026-01-01'),
            ('ever', null, null, 'hr', 'L1', '2026-01-01')
        """).fetchall()
        look(con, date(2026, 1, 5), datetime(2026, 1, 5, 12, tzinfo=UTC))
        assert con.execute("select employee from staff order by employee").fetchall() == [
            ("ever",),
            ("first day",),
            ("last day",),
        ]


def test_readers_need_no_pandera():
    script = "import sys, pipelines.store.warehouse; sys.exit('pandera' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_equation_of_rows_is_kept_by_the_table_itself():
    con = duckdb.connect()
    migrate(con)
    with pytest.raises(duckdb.ConstraintException):
        con.execute("""
            insert into loads values
            ('L000001', 'f', 'cases', '', '', '', '', now(), now(), 3, 1, 1, 0, 0, 'loaded', null, [], '',
             null, null, null, null)
        """)
