"""Loading real exports: official invoices of KSeF, good and broken, and an event log, through town.toml alone."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pipelines.load import load_all
from pipelines.load.record import Load
from pipelines.settings import open_town
from pipelines.store.warehouse import look, open_warehouse
from pipelines.town import Town

pytestmark = pytest.mark.real
TOWN = """
[town]
name = "Zabrzeg"
[feeds.ksef]
format = "ksef"
files = "*.xml"
[feeds.receipt]
format = "xes"
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "town.toml").write_text(TOWN, "utf-8")
    (tmp_path / "inbox" / "ksef").mkdir(parents=True)
    (tmp_path / "inbox" / "receipt").mkdir()
    return open_town(tmp_path)


@pytest.fixture
def con(town: Town) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(town) as connection:
        yield connection


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def accounted(load: Load) -> bool:
    return load.rows_in == load.rows_loaded + load.rows_unchanged + load.rows_rejected


def test_of_the_broken_invoices_none_is_lost_and_none_stops_another(real, town, con):
    dropped = [*(real / "ksef" / "examples").glob("*.xml"), *(real / "ksef" / "errors").glob("*.xml")]
    for path in dropped:
        shutil.copy(path, town.inbox / "ksef" / path.name)
    bytes_before = sorted(path.read_bytes() for path in dropped)
    loads = load_all(town, con)
    assert len(loads) == len(dropped) == 51
    assert all(load.rows_in == 1 and accounted(load) for load in loads)
    assert Counter(load.state for load in loads) == {"loaded": 32, "refused": 19}
    kept = [path for path in files(town.archive) + files(town.rejected) if path.suffix == ".xml"]
    assert sorted(path.read_bytes() for path in kept) == bytes_before
    assert files(town.inbox) == []
    look(con, date(2026, 11, 20), datetime.now(UTC))
    assert con.execute("select count(*) from invoices").fetchall() == [(sum(load.rows_loaded for load in loads),)]
    for load in loads:
        if load.state == "refused":
            sheet = openpyxl.load_workbook(town.rejected / "ksef" / f"{load.load_id}-{load.file}.xlsx").worksheets[0]
            *_, reason, fix = next(sheet.iter_rows(min_row=2, values_only=True))
            assert reason
            assert fix


def test_the_same_invoices_again_change_nothing(real, town, con):
    states = []
    for _ in range(2):
        for path in (real / "ksef" / "examples").glob("*.xml"):
            shutil.copy(path, town.inbox / "ksef" / path.name)
        states.append({load.state for load in load_all(town, con)})
    assert states == [{"loaded"}, {"unchanged"}]
    assert con.execute("select count(*), count(distinct invoice_id) from invoices_history").fetchall() == [(26, 26)]


def test_an_event_log_gives_cases_and_their_steps(real, town, con):
    shutil.copy(real / "receipt" / "receipt.xes.gz", town.inbox / "receipt" / "receipt.xes.gz")
    cases, events = load_all(town, con)
    assert [(load.noun, load.rows_in, load.rows_loaded) for load in (cases, events)] == [
        ("cases", 1434, 1434),
        ("case_events", 8577, 8577),
    ]
    assert [path.name for path in files(town.archive)] == ["L000001-receipt.xes.gz"]
