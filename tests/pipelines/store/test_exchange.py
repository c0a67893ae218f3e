"""What goes between polars and DuckDB arrives as by their own ways, every type of ours, and pyarrow is not loaded."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pipelines.store.exchange import Readable, frame_of

KINDS = """
    select 1.5::decimal(18, 2) as money, 1::decimal(38, 2) as total, 1::decimal(18, 2) / 3 as share,
        date '2026-01-02' as day, timestamp '2026-01-02 03:04:05.6' as at,
        timestamptz '2026-01-02 03:04:05+01' as with_zone, ['a', null] as list, []::varchar[] as no_list,
        {'a': 1, 'b': ['x']} as struct, '{"a": 1}'::json as json, 'x'::enum('x', 'y') as enum, 1::hugeint as huge,
        null as nothing, true as flag, 1::bigint as n, 1 as small, 1.5::double as real, 'ą' as text, time '01:02' as t
"""
FRAME = pl.DataFrame(
    {
        "n": [1, None], "small": pl.Series([1, 2], dtype=pl.UInt32), "text": ["ą", None], "flag": [True, None],
        "day": [date(2026, 1, 1), None], "list": [["a", None], None], "struct": [{"a": 1, "b": ["x"]}, None],
        "at": pl.Series([datetime(2026, 1, 1, 2, 3), None], dtype=pl.Datetime("us")),
        "with_zone": pl.Series([datetime(2026, 1, 1, tzinfo=UTC), None], dtype=pl.Datetime("us", "UTC")),
        "money": pl.Series([Decimal("1.50"), None], dtype=pl.Decimal(18, 2)),
        "total": pl.Series([Decimal("-1.50"), None], dtype=pl.Decimal(38, 2)),
        "enum": pl.Series(["a", None], dtype=pl.Enum(["a"])),
    }
)  # fmt: skip


@pytest.mark.parametrize("rows", ["", "where false", "union all by name select null as n"])
def test_a_relation_is_read_as_duckdb_itself_gives_it(rows: str) -> None:
    with duckdb.connect() as con:
        query = f"from ({KINDS}) {rows}"
        mine, theirs = frame_of(con.sql(query)), con.sql(query).pl()
        assert mine.schema == theirs.schema
        assert mine.equals(theirs)


def test_many_rows_are_read_whole_and_in_order() -> None:
    with duckdb.connect() as con:
        assert frame_of(con.sql("from range(300000)"))["range"].equals(pl.int_range(300_000, eager=True).alias("range"))


@pytest.mark.parametrize("frame", [FRAME, FRAME.clear(), pl.concat([FRAME, FRAME], rechunk=False)])
def test_a_frame_is_scanned_as_duckdb_itself_scans_it(frame: pl.DataFrame) -> None:
    with duckdb.connect() as con:
        con.register("theirs", frame)
        con.register("mine", Readable(frame))
        for asked in (
            "describe from {}",
            "from {}",
            "select n, text from {} where money > 0",
            "select count(*) from {}",
        ):
            mine, theirs = (con.execute(asked.format(name)).fetchall() for name in ("mine", "theirs"))
            assert mine == theirs


def test_a_column_without_a_type_holds_nothing() -> None:
    with duckdb.connect() as con:
        con.register("mine", Readable(pl.DataFrame({"a": [None, None], "b": ["x", "y"]})))
        assert con.execute("from mine").fetchall() == [(None, "x"), (None, "y")]
        assert con.execute("from mine as one join mine as other using (b)").fetchall() != []


def test_neither_way_loads_pyarrow_or_numpy() -> None:
    program = """
import sys
import duckdb, polars as pl
from pipelines.store.exchange import Readable, frame_of
con = duckdb.connect()
con.register("mine", Readable(pl.DataFrame({"a": ["x"], "b": [None]})))
assert frame_of(con.sql("from mine")).height == 1
sys.exit(bool({"pyarrow", "numpy", "pandas"} & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
