"""A sheet comes in as Excel shows it: exact numbers, ISO dates, the row numbers of the sheet."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipelines.formats import Unreadable
from pipelines.formats.xlsx import _text


@pytest.fixture
def workbook():
    """A workbook of sheets, each a list of rows from the top; dates are formatted as dates."""

    def make(**sheets):
        data = BytesIO()
        with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
            formats = {
                dt.date: book.add_format({"num_format": "dd.mm.yyyy"}),
                dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
                dt.time: book.add_format({"num_format": "hh:mm"}),
            }
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for n, row in enumerate(rows):
                    for m, cell in enumerate(row):
                        if type(cell) in formats:
                            sheet.write_datetime(n, m, cell, formats[type(cell)])
                        elif cell == "#DIV/0!":
                            sheet.write_formula(n, m, "=1/0", value=cell)  # pyright: ignore[reportCallIssue, reportArgumentType]
                        elif isinstance(cell, str):
                            sheet.write_string(n, m, cell)
                        elif cell is not None:
                            sheet.write(n, m, cell)
        return data.getvalue()

    return make


def test_numbers_are_exact_and_codes_keep_their_zeros(read, workbook):
    rows = [["nip", "kwota", "ile"], ["0012345678", 1234567890.15, 5], ["x", 0.1 + 0.2, 10**16]]

    table = read(workbook(A=rows), "xlsx")

    assert table.frame.drop("line").rows() == [("0012345678", "1234567890.15", "5"), ("x", "0.3", "10000000000000000")]


def test_dates_moments_and_times_come_as_iso_text(read, workbook):
    rows = [["d", "m", "t"], [dt.date(2026, 1, 31), dt.datetime(2026, 1, 31, 10, 5), dt.time(7, 30)]]

    assert read(workbook(A=rows), "xlsx").frame.drop("line").row(0) == ("2026-01-31", "2026-01-31 10:05:00", "07:30:00")


def test_text_beside_numbers_and_dates_in_one_column_stays_text(read, workbook):
    column = [["v"], ["00123"], [12345678.9], [dt.date(2026, 2, 1)], ["1 234,50"], ["31.12.2026"]]

    found = read(workbook(A=column), "xlsx").frame["v"].to_list()

    assert found == ["00123", "12345678.9", "2026-02-01", "1 234,50", "31.12.2026"]


def test_rows_are_numbered_as_in_excel_above_and_below_gaps(read, workbook):
    rows = [["Rejestr spraw"], [], ["a", "b"], ["1", "x"], [], ["2", "y"]]

    table = read(workbook(A=rows), "xlsx", skip=1)

    assert table.frame.to_dicts() == [{"a": "1", "b": "x", "line": 4}, {"a": "2", "b": "y", "line": 6}]


@pytest.mark.parametrize("sheet", ["Sprawy", 2])
def test_a_sheet_is_named_or_numbered_from_one(read, workbook, sheet):
    data = workbook(Opis=[["nic"]], Sprawy=[["a"], ["1"]])

    assert read(data, "xlsx", sheet=sheet).frame["a"].to_list() == ["1"]


@pytest.mark.parametrize("sheet", ["Brak", 0, 3])
def test_a_sheet_that_is_not_there_is_told_with_those_that_are(read, workbook, sheet):
    with pytest.raises(Unreadable, match="nie ma arkusza") as refused:
        read(workbook(Opis=[["nic"]], Sprawy=[["a"]]), "xlsx", sheet=sheet)

    assert "„Opis”, „Sprawy”" in refused.value.fix


def test_a_cell_with_a_formula_error_rejects_its_row(read, workbook):
    table = read(workbook(A=[["a", "b"], ["1", "#DIV/0!"], ["2", 3]]), "xlsx")

    assert table.frame["a"].to_list() == ["2"]
    assert table.rejected.select("line", "column").row(0) == (2, "b")
    assert table.rows == 2


def test_an_empty_sheet_is_unreadable(read, workbook):
    with pytest.raises(Unreadable, match="nie ma wiersza nagłówka"):
        read(workbook(Pusty=[]), "xlsx")


def test_a_file_that_is_no_workbook_is_unreadable(read):
    with pytest.raises(Unreadable, match="nie jest skoroszyt"):
        read(b"a;b\n1;2\n", "xlsx")


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2))
def test_every_amount_up_to_fifteen_digits_comes_out_of_its_binary_form(amount):
    import polars as pl

    as_excel_reader_prints = f"{float(amount):.9f}".rstrip("0").rstrip(".")

    assert Decimal(_text(pl.Series([as_excel_reader_prints]))[0]) == amount
