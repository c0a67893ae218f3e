"""What XLSX and CSV hold: the rows that the reader sees, in that order, with real types and nothing that runs."""

from __future__ import annotations

import csv
from collections import namedtuple
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from dashboards.pages import PAGES
from dashboards.sheet.export import Export, _flat, export
from dashboards.sheet.parts import Column
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest

Row = namedtuple("Row", "name amount due severity said of")
ROWS = [
    Row("=1+1", Decimal("1234.50"), date(2026, 11, 3), "critical", "a", 2),
    Row("Łódź; \"Nowa\"", None, None, None, "b", 2),
]  # fmt: skip
COLUMNS = [
    Column("Nazwa", lambda row: row.name, means="Jak to się nazywa.", under=Column("Niżej", lambda row: row.said)),
    Column("Kwota", lambda row: "…", value=lambda row: row.amount),
    Column("Termin", lambda row: "…", value=lambda row: row.due),
    Column("Kwota", lambda row: "–"),
]


@pytest.fixture
def listed(full):
    begin(PageRequest(newest(full)))
    kept = Export(PAGES["budget"], {})
    kept.work("Lista: co/kiedy", COLUMNS, ROWS, empty="")
    return kept


def test_values_keep_their_types_and_headings_do_not_collide(listed):
    [(name, frame)] = listed.lists
    assert name == "Lista  co kiedy"  # a sheet's name takes neither colon nor stroke
    assert frame.columns == ["Sygnał", "Nazwa", "Niżej", "Kwota", "Termin", "Kwota (2)"]
    assert frame["Niżej"].to_list() == ["a", "b"]
    assert frame["Kwota"].to_list() == [Decimal("1234.50"), None]
    assert frame["Termin"].to_list() == [date(2026, 11, 3), None]
    assert frame["Kwota (2)"].to_list() == [None, None]  # what is shown as unknown is empty
    assert listed.definitions == [("Nazwa", "Jak to się nazywa.")]


def test_a_polish_excel_opens_the_csv_with_a_double_click(listed):
    data = _flat(listed.lists[0][1])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    head, first, second = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert head[2:4] == ["Niżej", "Kwota"]
    assert first == ["krytyczne", "'=1+1", "a", "1234,50", "2026-11-03", ""]
    assert second[1] == 'Łódź; "Nowa"'


def test_the_workbook_has_all_rows_of_the_filter_in_the_order_chosen_and_says_what_they_mean(full):
    begin(PageRequest(newest(full)))
    asked = {"szukaj": "faktura", "kolejnosc": "-amount", "strona": "2"}
    book = openpyxl.load_workbook(BytesIO(export(PAGES["today"], asked, "xlsx") or b""))
    rows, meanings = book.worksheets
    values = list(rows.iter_rows(min_row=2, values_only=True))
    head = [cell.value for cell in rows[1]]
    [size] = query(str(PAGES["today"].script), "size", noun=None, fresh=None, search="faktura")
    assert len(values) == size.rows_shown > 20
    amounts: list[Any] = [row[head.index("Kwota")] or 0 for row in values]
    assert amounts == sorted(amounts, reverse=True)
    assert isinstance(next(filter(None, (row[head.index("Termin")] for row in values))), datetime)
    assert meanings.title == "Definicje"
    said = {row[0]: row[1] for row in meanings.iter_rows(min_row=2, values_only=True)}
    assert said["Filtry"] == "Szukaj: faktura"
    assert "Termin" in said


def test_a_page_without_a_list_has_no_file(full):
    begin(PageRequest(newest(full)))
    assert export(PAGES["adopt"], {}, "csv") is None
