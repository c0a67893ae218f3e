"""A sheet comes in as Excel shows it: exact numbers, ISO dates, the row numbers of the sheet."""

import datetime as dt
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipelines.formats import Unreadable
from pipelines.formats.xlsx import _text


@pytest.fixture
def workbook():
    """A workbook of sheets, each a list of rows from the top; dates are formatted as dates."""

    def make(*, date_1904=False, **sheets):
        data = BytesIO()
        with xlsxwriter.Workbook(data, {"in_memory": True, "date_1904": date_1904}) as book:
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


def test_a_cell_with_a_formula_error_is_spoiled(read, workbook):
    table = read(workbook(A=[["a", "b"], ["1", "#DIV/0!"], ["2", 3], [None, "#DIV/0!"]]), "xlsx")

    assert table.frame.rows() == [("1", "#", 2), ("2", "3", 3), (None, "#", 4)]
    assert table.spoiled.rows() == [(2, "b", "formula"), (4, "b", "formula")]


def test_days_of_1904_are_right_also_beside_the_extensions_of_a_newer_excel(read, workbook):
    """The reader takes `x15:workbookPr` of the extension list for the true one (calamine issue 706)."""
    rows = [["d", "n"], [dt.date(2026, 2, 2), 44593]]
    extension = b"<extLst><ext><x15:workbookPr xmlns:x15='urn:x' chartTrackingRefBase='1'/></ext></extLst></workbook>"

    old = read(workbook(date_1904=True, A=rows), "xlsx")
    new = read(rewritten(workbook(date_1904=True, A=rows), b"</workbook>", extension), "xlsx")
    usual = read(rewritten(workbook(A=rows), b"</workbook>", extension), "xlsx")

    assert old.frame.row(0) == new.frame.row(0) == usual.frame.row(0) == ("2026-02-02", "44593", 2)
    assert old.day_zero == new.day_zero == dt.date(1904, 1, 1)
    assert usual.day_zero == dt.date(1899, 12, 30)


def rewritten(package: bytes, old: bytes, new: bytes) -> bytes:
    """The package with something else in its workbook part."""
    data = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(data, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new) if name == "xl/workbook.xml" else part)
    return data.getvalue()


def test_workbooks_of_older_and_other_programs_are_read_alike(read, ods):
    old = read(Path(__file__).with_name("sprawy.xls"), "xls")
    free = read(ods, "ods")

    assert old.frame.rows() == [("WB.1.2026", "1234.5", "2026-02-02", "0012345678", 2)]
    assert free.frame.rows() == [("WB.1.2026", "1234.5", "2026-02-02", 2)]


@pytest.fixture
def ods() -> bytes:
    """A sheet as LibreOffice keeps it: a number, a day."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    cell = "<table:table-cell office:value-type={}><text:p>{}</text:p></table:table-cell>".format
    head = "".join(cell('"string"', name) for name in ("znak", "kwota", "data"))
    row = cell('"string"', "WB.1.2026") + cell('"float" office:value="1234.5"', "1234,50 zł")
    row += cell('"date" office:date-value="2026-02-02"', "02.02.2026")
    rows = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in (head, row))
    data = BytesIO()
    with ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='S'>{rows}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xef\xbb\xbf<html><body><table><tr><td>a</td></tr></table></body></html>", "strona internetowa"),
        (b'\r\n<!DOCTYPE html PUBLIC "x">', "strona internetowa"),
        ("\ufeff<html>".encode("utf-16-le"), "strona internetowa"),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML z 2003"),
        (b"PK\x03\x04 torn", "nie jest skoroszyt"),
        (b"", "plik jest pusty"),
    ],
)
def test_what_is_only_named_like_a_workbook_is_told_what_it_is(read, content, said):
    with pytest.raises(Unreadable, match=said) as refused:
        read(content, "xls")

    assert "xlsx" in refused.value.fix


def test_titles_and_totals_of_a_sheet_are_no_rows(read, workbook):
    rows = [["Rejestr za styczeń"], ["a", "b"], ["1", 10], ["  ", " "], ["", "Razem"], ["Razem", 10], ["2", 5]]

    table = read(workbook(A=rows), "xlsx", drop_rows=("^Rejestr", "(?i)^razem"))

    assert table.frame.to_dicts() == [{"a": "1", "b": "10", "line": 3}, {"a": "2", "b": "5", "line": 7}]


def test_an_empty_sheet_is_unreadable(read, workbook):
    with pytest.raises(Unreadable, match="nie ma wiersza nagłówka"):
        read(workbook(Pusty=[]), "xlsx")


def test_a_file_that_is_no_workbook_is_unreadable(read):
    with pytest.raises(Unreadable, match="nie jest skoroszyt") as refused:
        read(b"a;b\n1;2\n", "xlsx")

    assert 'format = "csv"' in refused.value.fix


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2))
def test_every_amount_up_to_fifteen_digits_comes_out_of_its_binary_form(amount):
    import polars as pl

    as_excel_reader_prints = f"{float(amount):.9f}".rstrip("0").rstrip(".")

    assert Decimal(_text(pl.Series([as_excel_reader_prints]))[0]) == amount


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_a_header_broken_over_two_lines_is_one_name_however_the_lines_end(read, workbook, end):
    assert read(workbook(A=[[f"Data{end}wszczęcia", "Znak"], ["2026-02-02", "WB.1"]]), "xlsx").frame.columns == [
        "Data\nwszczęcia",
        "Znak",
        "line",
    ]
