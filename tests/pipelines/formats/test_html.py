"""Tables of web pages, which programs call workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.formats import Unreadable, read
from pipelines.town import Feed, Read, Town

ROWS = "<tr><th>Znak sprawy</th><th>Komórka</th></tr><tr><td>WB.1</td><td>Wydział\n <b>Świadczeń</b></td></tr>"


def table(path: Path, text: bytes, **settings: object):
    path.write_bytes(text)
    town = Town(path.parent, text="", name="Próbne")
    feed = Feed("a", ("cases",), "html", "*.xls", "a", "all", read=Read(**settings))  # type: ignore[arg-type]
    return read(path, feed, "cases", town.zone)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250"])
def test_the_rows_below_the_header_in_any_encoding(tmp_path, encoding):
    page = f'<html><head><meta charset="iso-8859-1"></head><table>{ROWS}</table></html>'.encode(encoding)
    found = table(tmp_path / "r.xls", page, encoding=encoding)
    assert found.frame.to_dicts() == [{"Znak sprawy": "WB.1", "Komórka": "Wydział Świadczeń", "line": 2}]
    assert found.rejected.is_empty()


def test_of_several_tables_the_largest_is_read_and_what_is_nested_is_none_of_its_rows(tmp_path):
    nested = ROWS.replace("WB.1", "WB.1<table><tr><td>nie</td></tr></table>")
    found = table(tmp_path / "r.xls", f"<table><tr><td>menu</td></tr></table><table>{nested}</table>".encode())
    assert found.rows == 1
    assert found.frame.columns == ["Znak sprawy", "Komórka", "line"]


def test_titles_are_skipped_empty_rows_are_none_and_a_row_too_long_is_rejected(tmp_path):
    page = (
        f"<table><tr><td colspan='2'>Rejestr 2026</td></tr>{ROWS}<tr><td></td><td> </td></tr>"
        "<tr><td>WB.2</td><td>B</td><td>C</td></tr><tr><td>WB.3</td></tr></table>"
    )
    found = table(tmp_path / "r.xls", page.encode(), skip=1)
    assert found.frame["Znak sprawy"].to_list() == ["WB.1", "WB.3"]
    assert found.rejected["line"].to_list() == [5]
    assert found.rows == 3
    assert found.above == ("Rejestr 2026",)


@pytest.mark.parametrize(
    "page", [b"", b"<p>nic</p>", b"<table></table>", b"\x00\xff<table", b"<table><tr><td></td></tr></table>"]
)
def test_without_a_table_the_file_is_refused(tmp_path, page):
    with pytest.raises(Unreadable):
        table(tmp_path / "r.xls", page)


def test_a_span_that_asks_for_memory_gets_none_and_nothing_is_fetched(tmp_path):
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><table>' + ROWS
    page += f"<tr><td colspan='{9**9}'>WB.2</td></tr><tr><td>&x;</td><td>B</td></tr></table>"
    found = table(tmp_path / "r.xls", page.encode())
    assert found.rows == 3
    assert "root:" not in str(found.frame.to_dicts())


def test_cells_over_several_rows_keep_their_columns_in_the_rows_below(tmp_path):
    page = """<table>
      <tr><th rowspan="2">Lp.</th><th colspan="2">Klasyfikacja</th><th rowspan="2">Plan</th></tr>
      <tr><th>Dział</th><th>Rozdział</th></tr>
      <tr><td>1</td><td rowspan="3">750</td><td>75023</td><td>10,00</td></tr>
      <tr><td>2</td><td>75075</td><td>20,00</td></tr>
      <tr><td>3</td><td>75095</td><td rowspan="9">30,00</td></tr>
      <tr><td>4</td><td>801</td><td>80101</td></tr></table>"""
    found = table(tmp_path / "r.xls", page.encode(), header=2)
    assert found.rejected.is_empty()
    assert found.frame.rows() == [
        ("1", "750", "75023", "10,00", 3), ("2", None, "75075", "20,00", 4), ("3", None, "75095", "30,00", 5),
        ("4", "801", "80101", None, 6),
    ]  # fmt: skip
    assert found.frame.columns == ["Lp.", "Klasyfikacja / Dział", "Klasyfikacja / Rozdział", "Plan", "line"]


@pytest.mark.parametrize("span", ["0", "99", "9" * 5000, "dwa", "-1", ""])
def test_a_cell_reaches_down_no_further_than_its_group_of_rows(tmp_path, span):
    page = f"<table><thead><tr><th rowspan='{span}'>Znak sprawy</th><th>Komórka</th></tr></thead>{ROWS}</table>"
    found = table(tmp_path / "r.xls", page.encode())
    assert found.frame["Komórka"].to_list() == ["Komórka", "Wydział Świadczeń"]
