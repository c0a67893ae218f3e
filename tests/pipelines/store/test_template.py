"""A second town of a process gets a copied warehouse: it is what making it anew gives, and shares nothing."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import read_town
from pipelines.store import template
from pipelines.store.history import prepare_all
from pipelines.store.warehouse import migrate, open_warehouse
from pipelines.town import Town

TABLES = """
    select table_name, column_name, data_type, column_default, is_nullable, comment
    from duckdb_columns() where database_name = current_database() order by all
"""


@pytest.fixture(autouse=True)
def none_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "_KEPT", [])


def town(root: Path, name: str) -> Town:
    (root / name).mkdir()
    return read_town(root / name, '[town]\nname = "Zabrzeg"\n[feeds.cases]\n')


def tables(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    constraints = "select table_name, constraint_text from duckdb_constraints() order by all"
    kept = "select name from migrations order by 1", "select * from nouns order by 1", "from prepared"
    return [row for query in (TABLES, constraints, *kept) for row in con.execute(query).fetchall()]


def test_a_copied_warehouse_is_what_a_new_one_would_be(tmp_path: Path) -> None:
    with closing(open_warehouse(town(tmp_path, "first"))) as con:
        prepare_all(con)
        made = tables(con)
        con.execute("insert into cases_history (case_id) values ('A.1')")
    second = town(tmp_path, "second")
    with closing(open_warehouse(second)) as con:
        assert second.warehouse.is_file()
        assert tables(con) == made
        prepare_all(con)
        assert tables(con) == made
        assert con.execute("from cases_history").fetchall() == []
    assert sorted(path.name for path in second.root.iterdir()) == ["ratusz.duckdb"]
    with duckdb.connect() as con:  # a region reads them side by side
        for name in ("first", "second"):
            con.execute(f"attach '{tmp_path / name / 'ratusz.duckdb'}' as {name} (read_only)")
        assert con.execute("select count(*) from first.cases_history").fetchall() == [(1,)]
        assert con.execute("select count(*) from second.cases_history").fetchall() == [(0,)]


def test_a_warehouse_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    first, second = town(tmp_path, "first"), town(tmp_path, "second")
    with closing(open_warehouse(second)) as con:
        prepare_all(con)
        con.execute("insert into cases_history (case_id) values ('A.1')")
    with closing(open_warehouse(first)) as con:
        prepare_all(con)
    with closing(open_warehouse(second)) as con:
        assert con.execute("select case_id from cases_history").fetchall() == [("A.1",)]


def test_a_log_without_its_warehouse_is_left_to_duckdb(tmp_path: Path) -> None:
    template._KEPT.append(b"a warehouse")
    (tmp_path / "ratusz.duckdb.wal").write_bytes(b"")
    template.copy_to(tmp_path / "ratusz.duckdb")
    assert not (tmp_path / "ratusz.duckdb").exists()


def test_a_used_warehouse_and_one_in_memory_are_not_kept(tmp_path: Path) -> None:
    with closing(open_warehouse(town(tmp_path, "first"))) as con:
        prepare_all(con)
        template._KEPT.clear()
        con.execute(
            """
            insert into runs by name
            select '000001' as run_id, date '2026-11-20' as as_of, timestamp '2026-11-20' as known_on,
                known_on as published_at, '' as version, '' as fingerprint, '' as town_toml, '{}' as law, '{}' as counts
            """
        )
        template.remember(con)
    with duckdb.connect() as con:
        migrate(con)
        template.remember(con)
    assert template._KEPT == []


def test_the_warehouse_stays_locked_for_other_processes(tmp_path: Path) -> None:
    first = town(tmp_path, "first")
    with closing(open_warehouse(first)) as con:
        prepare_all(con)
        code = f"import duckdb; duckdb.connect({str(first.warehouse)!r})"
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "lock" in other.stderr, "to close a descriptor of the file would have given DuckDB's lock up"


def test_a_copied_warehouse_may_be_read_by_whoever_may_read_a_new_one(tmp_path: Path) -> None:
    first, second = town(tmp_path, "first"), town(tmp_path, "second")
    for one in (first, second):
        with closing(open_warehouse(one)) as con:
            prepare_all(con)
    assert second.warehouse.stat().st_mode == first.warehouse.stat().st_mode


def test_where_files_cannot_be_linked_the_tables_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    first, second = town(tmp_path, "first"), town(tmp_path, "second")
    with closing(open_warehouse(first)) as con:
        prepare_all(con)
        made = tables(con)
    monkeypatch.setattr(os, "link", refuse)
    with closing(open_warehouse(second)) as con:
        prepare_all(con)
        assert tables(con) == made
    assert sorted(path.name for path in second.root.iterdir()) == ["ratusz.duckdb"]
