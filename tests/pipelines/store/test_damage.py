"""Files that are damaged, lost, held by another or on a full disk: one sentence and the way back, never a traceback."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.reading import reading
from pipelines.refusal import Refusal
from pipelines.run import run
from pipelines.schedule.heartbeat import write
from pipelines.settings import open_town
from pipelines.store.damage import explained, is_damaged
from pipelines.store.snapshot import current, open_snapshot
from pipelines.store.state import open_state
from pipelines.store.warehouse import open_warehouse
from pipelines.town import Town
from tests.pipelines.ten_cases import DAY, build

NOBODY = 65534


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten cases after their first pass. Nobody writes to it."""
    root = build(tmp_path_factory.mktemp("ten") / "town")
    run(open_town(root), DAY)
    return root


@pytest.fixture
def town(ran: Path, tmp_path: Path) -> Town:
    """A copy of it to damage."""
    return open_town(Path(shutil.copytree(ran, tmp_path / "the town")))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def other(path: Path) -> None:
    path.write_text("hello\n")


def scrambled(start: int) -> Callable[[Path], None]:
    def scramble(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(start)
            file.write(os.urandom(200_000))

    return scramble


DAMAGES = {"cut": cut, "empty": empty, "other": other, "head": scrambled(0), "body": scrambled(12_288)}


def log_of(town: Town) -> Path:
    return town.root / "ratusz.duckdb.wal"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_warehouse_is_named_with_the_command_that_restores_it(town, damage):
    DAMAGES[damage](town.warehouse)
    log_of(town).write_bytes(b"of the lost file")
    with pytest.raises(Refusal) as refused:
        run(town, DAY + timedelta(days=1))
    assert refused.value.message == "Hurtownia danych ratusz.duckdb jest uszkodzona."
    restored_by(refused.value.fix)
    assert not log_of(town).exists()
    assert run(town, DAY).run_id == "000001"


def restored_by(fix: str) -> None:
    """Do what the sentence says."""
    command = fix.partition(": ")[2]
    assert command.startswith("cp ")
    subprocess.run(["sh", "-c", command], check=True)


def test_a_lost_warehouse_is_not_begun_anew_over_what_was_published(town):
    town.warehouse.unlink()
    seen = current(town)
    with pytest.raises(Refusal) as refused:
        run(town, DAY)
    assert refused.value.message == "Brakuje hurtowni danych ratusz.duckdb."
    assert not town.warehouse.exists()
    assert current(town) == seen
    restored_by(refused.value.fix)
    assert not run(town, DAY).changed


def test_where_only_the_archive_is_left_the_office_is_told_to_look_for_its_backup(town):
    town.warehouse.unlink()
    shutil.rmtree(town.published)
    with pytest.raises(Refusal, match=r"Brakuje hurtowni danych ratusz\.duckdb") as refused:
        open_warehouse(town)
    assert str(town.archive) in refused.value.fix
    shutil.rmtree(town.archive)
    town.archive.mkdir()
    with closing(open_warehouse(town)) as con:  # an empty folder remembers nothing
        assert con.execute("from loads").fetchall() == []


def test_the_way_back_leads_to_the_newest_copy_that_is_whole(town):
    run(town, DAY + timedelta(days=1))
    newest = current(town)
    assert newest is not None
    scrambled(12_288)(newest)
    town.warehouse.unlink()
    with pytest.raises(Refusal) as refused:
        run(town, DAY)
    assert shlex.quote(str(town.published / "snap-000001.duckdb")) in refused.value.fix


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_published_copy_that_does_not_open_is_published_anew_though_nothing_has_changed(town, damage):
    copy = current(town)
    assert copy is not None
    whole = copy.read_bytes()
    DAMAGES[damage](copy)
    with pytest.raises(Refusal) as refused, explained(town):
        read_all(town)
    assert refused.value.message == "Opublikowana kopia snap-000001.duckdb jest uszkodzona."
    assert "ratusz run" in refused.value.fix
    assert not run(town, DAY).changed
    assert copy.read_bytes() == whole


def read_all(town: Town) -> None:
    with reading(town, DAY, None) as day:
        for (table,) in day.con.execute("select table_name from duckdb_tables() where not temporary").fetchall():
            day.con.execute(f"select bit_xor(hash(whole)) from main.{table} as whole").fetchall()


def test_a_copy_that_is_whole_is_left_as_it_is(town):
    copy = current(town)
    assert copy is not None
    before = copy.stat().st_ino
    run(town, DAY)
    assert copy.stat().st_ino == before


def test_a_pointer_that_is_no_name_counts_as_none(town):
    (town.published / "current").write_bytes(b"\xff\x00\x80 no name")
    with pytest.raises(Refusal):
        open_snapshot(town)
    run(town, DAY)
    assert current(town) == town.published / "snap-000001.duckdb"


@pytest.mark.parametrize("damage", ["cut", "other", "head"])
def test_a_damaged_state_is_named_with_what_is_lost_with_it(town, damage):
    DAMAGES[damage](town.state)
    with pytest.raises(Refusal) as refused:
        run(town, DAY + timedelta(days=1))
    assert refused.value.message.startswith("Plik state.sqlite jest uszkodzony")
    assert f"mv {shlex.quote(str(town.state))}" in refused.value.fix


def test_a_state_that_another_program_holds_is_waited_for_and_then_said(town, monkeypatch):
    monkeypatch.setattr("pipelines.store.state.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(town.state)) as backup:
        backup.execute("begin exclusive")
        with pytest.raises(Refusal) as refused:
            run(town, DAY + timedelta(days=1))
    assert refused.value.message == "Plik state.sqlite zajmuje inny program."


def full_file(town: Town) -> None:
    with Path("/dev/full").open("w") as file:
        file.write("x")


def full_state(town: Town) -> None:
    with closing(open_state(town)) as state:
        state.execute("pragma max_page_count = 1")
        state.execute("create table more as select randomblob(100000) as x")


def full_warehouse(town: Town) -> None:
    with duckdb.connect() as con:
        con.execute("copy (select * from range(100000)) to '/dev/full' (format csv)")


@pytest.mark.parametrize("write_more", [full_file, full_state, full_warehouse])
def test_a_full_disk_is_said_in_a_sentence_whoever_meets_it(town, write_more):
    with pytest.raises(Refusal) as refused, explained(town):
        write_more(town)
    assert refused.value.message == "Brakuje miejsca na dysku."


@pytest.fixture
def locked_up(ran: Path) -> Iterator[Town]:
    """The town in a folder that this process may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        base.chmod(0o755)
        root = Path(shutil.copytree(ran, base / "town"))
        (root / ".lock").unlink()
        for path in (*root.rglob("*"), root):
            path.chmod(0o555 if path.is_dir() else 0o444)
        privileged = os.geteuid() == 0
        if privileged:  # whom no permission hinders
            os.seteuid(NOBODY)
        try:
            yield open_town(root)
        finally:
            if privileged:
                os.seteuid(0)
            for path in (root, *root.rglob("*")):
                path.chmod(0o755)


def opened(town: Town) -> None:
    with closing(open_state(town)) as state, state:
        state.execute("delete from posted")


def began(town: Town) -> None:
    with closing(open_warehouse(town)):
        pass


@pytest.mark.parametrize("work", [lambda town: run(town, DAY), opened, began, lambda town: write(town, {})])
def test_a_folder_that_may_not_be_written_is_named(locked_up, work):
    with pytest.raises(Refusal) as refused, explained(locked_up):
        work(locked_up)
    assert refused.value.message.startswith(f"Nie da się zapisać: {locked_up.root}")
    assert str(locked_up.root) in refused.value.fix


def test_what_is_wrong_with_us_and_not_with_the_files_stays_an_error(town):
    with pytest.raises(duckdb.CatalogException), explained(town), closing(open_warehouse(town)) as con:
        con.execute("from nothing")
    with pytest.raises(sqlite3.OperationalError), explained(town), closing(open_state(town)) as state:
        state.execute("select * from nothing")
    with pytest.raises(BrokenPipeError), explained(town):
        raise BrokenPipeError(32, "Broken pipe")


def test_a_file_in_use_is_not_called_damaged(town):
    with closing(open_warehouse(town)):
        assert not is_damaged(town.warehouse)
