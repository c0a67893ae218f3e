"""JSON Lines and Parquet: typed values become the text they stand for."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.formats import Unreadable
from pipelines.formats.table import plain

MOMENT = dt.datetime(2026, 1, 2, 3, 4, 5, 600)


@pytest.fixture
def parquet(tmp_path):
    """A Parquet file of a frame."""

    def make(**columns):
        pl.DataFrame(columns).write_parquet(tmp_path / "t.parquet")
        return tmp_path / "t.parquet"

    return make


def test_json_numbers_keep_their_digits(read):
    table = read(b'{"a": 1.50, "b": 12345678901234567890, "c": "007"}\n', "jsonl")

    assert table.frame.to_dicts() == [{"a": "1.50", "b": "12345678901234567890", "c": "007", "line": 1}]


def test_json_flags_nulls_lists_and_missing_keys(read):
    data = b'\xef\xbb\xbf{"a": true, "b": null, "c": ["x", "y"]}\n\n{"a": false, "d": ""}\n'

    table = read(data, "jsonl")

    assert table.frame.rows() == [("true", None, "x|y", None, 1), ("false", None, None, None, 3)]


@pytest.mark.parametrize("line", ["[1]", "{bad", "7", '{"a": 3},'])
def test_a_json_line_that_is_no_flat_object_is_rejected(read, line):
    table = read(f'{{"a": 1}}\n{line}\n{{"a": 2}}\n'.encode(), "jsonl")

    assert table.frame["line"].to_list() == [1, 3]
    assert table.rejected.select("line", "value").rows() == [(2, line)]
    assert table.rejected["reason"][0].startswith("wiersz")


@pytest.mark.parametrize("value", ['{"b": 1}', "[[1]]", '["x", null]'])
def test_an_object_inside_another_spoils_its_own_cell(read, value):
    table = read(f'{{"a": "1", "line": {value}}}\n{{"a": "2"}}\n'.encode(), "jsonl")

    assert table.frame["a"].to_list() == ["1", "2"]
    assert table.spoiled.rows() == [(1, "line (2)", "nested")]


@pytest.mark.parametrize("between", ["", " ", "\n", "\n    "])
def test_a_json_array_is_a_register_of_its_items(read, between):
    data = f'\ufeff\n[{between}{{"a": 1}},{between}{{"a":{between}2.5000}},{between}7]{between}'.encode()

    table = read(data, "jsonl")

    assert table.frame.rows() == [("1", 1), ("2.50", 2)]
    assert table.rejected.select("line", "value").rows() == [(3, "7")]


def test_a_json_key_named_line_keeps_apart_from_ours(read):
    assert read(b'{"line": "x"}\n', "jsonl").frame.to_dicts() == [{"line (2)": "x", "line": 1}]


@pytest.mark.parametrize("data", [b"", b"\n", '{"a": "ł"}'.encode("cp1250")])
def test_json_lines_without_a_row_or_in_another_encoding_are_unreadable(read, data):
    with pytest.raises(Unreadable):
        read(data, "jsonl")


def test_parquet_types_become_the_text_of_the_contract(read, parquet):
    path = parquet(
        money=pl.Series(["1.50", None]).cast(pl.Decimal(18, 2)),
        number=[1e16, 100.0],
        day=[dt.date(2026, 1, 2), None],
        local=[MOMENT, None],
        zoned=pl.Series([MOMENT, None]).dt.replace_time_zone("Europe/Warsaw"),
        flag=[True, None],
        words=[["a", "b"], []],
        code=pl.Series(["x", "y"], dtype=pl.Categorical),
    )

    assert read(path, "parquet").frame.rows() == [
        (
            "1.50",
            "10000000000000000",
            "2026-01-02",
            "2026-01-02T03:04:05.000600",
            "2026-01-02T03:04:05.000600+01:00",
            "true",
            "a|b",
            "x",
            1,
        ),
        (None, "100", None, None, None, None, None, "y", 2),
    ]


def test_parquet_columns_that_no_text_can_hold_are_left_out_by_name(read, parquet):
    table = read(parquet(a=["x"], zdjęcie=[b"x"], adres=[{"ulica": "y"}]), "parquet")

    assert (table.frame.columns, table.left_out) == (["a", "line"], ("zdjęcie", "adres"))


def test_the_zeros_that_a_decimal_type_adds_are_left_out(read, parquet):
    path = parquet(a=pl.Series(["12.0000", "12.3450", "12.3456"]).cast(pl.Decimal(19, 4)))

    assert read(path, "parquet").frame["a"].to_list() == ["12.00", "12.345", "12.3456"]


def test_what_is_no_parquet_is_unreadable(read):
    with pytest.raises(Unreadable, match="nie jest plik Parquet"):
        read(b"a;b\n", "parquet")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_binary_number_is_written_plain_and_gives_itself_back(number):
    text = plain(number)

    assert float(text) == number
    assert "e" not in text.lower()
    assert Decimal(text) == Decimal(repr(number))
