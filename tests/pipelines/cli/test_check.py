"""`ratusz check` says before a run what would go wrong: sums counted twice, kinds misspelt, files that are another."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipelines.cli.commands.town import check, settings
from pipelines.cli.forms import Format
from pipelines.settings.keys import LIMITS, MAIL, TOWN
from tests.pipelines.ten_cases import deliver

HEAD = '[town]\nname = "Probne"\n'
TABLE = "unit,dzial,rozdzial,paragraf,Plan,Wykonanie\n"
CUMULATIVE = """
[feeds.{name}]
noun = "budget"
[feeds.{name}.constants]
year = "2026"
side = "spending"
booked_on = "{day}"
[feeds.{name}.measures]
plan = "Plan"
executed = "Wykonanie"
"""


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what is said."""
    code = check(root, Format.table)
    return code, capsys.readouterr().out


def town(root: Path, text: str) -> Path:
    """A folder with these settings."""
    root.mkdir()
    (root / "town.toml").write_text(HEAD + text, "utf-8")
    return root


@pytest.mark.parametrize(("day", "code"), [("2026-01-31", 3), ("2026-02-28", 0)])
def test_two_feeds_that_give_the_cumulative_sum_of_one_line_on_one_day_are_refused(tmp_path, capsys, day, code):
    root = town(tmp_path / "town", "".join(
        CUMULATIVE.format(name=name, day=booked) for name, booked in (("fk", "2026-01-31"), ("rb", day))
    ))  # fmt: skip
    deliver(root, "fk", TABLE + "UM,750,75023,4210,1000.00,100.00\nUM,750,75023,4300,50.00,1.00\n")
    deliver(root, "rb", TABLE + "UM,750,75023,4210,1000.00,200.00\nUM,801,80101,4210,9.00,1.00\n")
    became, said = checked(root, capsys)
    assert became == code
    twice = "rb: rb.csv i fk.csv (fk) podają obie kwoty narastające 2 wierszy planu z tego samego dnia"
    assert (twice in said) == (code == 3)
    assert ("na przykład: UM 750 75023 4210" in said) == (code == 3)


@pytest.mark.parametrize(
    ("noun", "section", "kind", "near"),
    [
        ("cases", "values.kind", '"Pozwolenie" = "buildng_permit"', "building_permit"),
        ("cases", "values.kind", '"*" = "building_permits"', "building_permit"),
        ("documents", "values.kind", '"wniosek" = "public_infromation"', "public_information"),
        ("cases", "constants", 'kind = "Certificat"', "certificate"),
        ("cases", "values.kind", '"*" = "other"', None),  # the town's own word, with terms of its own
        ("cases", "values.kind", '"Pozwolenie" = "building_permit"', None),
        ("invoices", "values.kind", '"faktura" = "certificat"', None),  # judged by no term
    ],
)
def test_a_misspelt_kind_is_named_with_the_nearest_term(tmp_path, capsys, noun, section, kind, near):
    code, said = checked(town(tmp_path / "town", f'[feeds.x]\nnoun = "{noun}"\n[feeds.x.{section}]\n{kind}\n'), capsys)
    assert code == (1 if near else 0)
    assert (f"Czy chodziło o {near}?" in said) == bool(near), said


def test_a_kind_in_a_file_that_is_no_term_is_said_with_the_nearest_one(tmp_path, capsys):
    root = town(tmp_path / "town", "[feeds.cases]\n")
    deliver(root, "cases", "case_id,kind,unit,opened_on\nWB.1,buildng_permit,WB,2026-04-01\nWB.2,own,WB,2026-04-01\n")
    code, said = checked(root, capsys)
    assert code == 0
    assert "buildng_permit → building_permit" in said
    assert "own (1)" in said
    assert "own →" not in said


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"<html><table><tr><td>unit</td></tr></table></html>", "strona internetowa (HTML)"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "strona internetowa (MHTML)"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML z 2003"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "dokument PDF"),
        (b"{\\rtf1\\ansi unit}", "dokument tekstowy (RTF)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "obraz"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "obraz"),
        (b"", "plik jest pusty"),
        (b"unit;name\nA;B\n", 'format = "csv"'),
    ],
)
def test_another_kind_of_file_under_the_name_of_a_workbook_is_called_what_it_is(tmp_path, capsys, content, word):
    root = town(tmp_path / "town", '[feeds.units]\nformat = "xlsx"\nfiles = "*.xls"\n')
    deliver(root, "units", "", "units.xls").write_bytes(content)
    code, said = checked(root, capsys)
    assert code == 3
    assert word in said


def test_every_key_of_town_toml_is_printed_with_what_holds_where_it_is_left_out(tmp_path, capsys):
    settings(tmp_path, Format.csv)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    listed = {(row["table"], row["key"]): row["default"] for row in rows}
    for table, keys in (("[town]", TOWN), ("[mail]", MAIL), ("[limits]", LIMITS)):
        assert {key for at, key in listed if at == table} == set(keys)
    assert listed["[limits]", "memory_mb"] == "1000"
    assert listed["[town]", "timezone"] == '"Europe/Warsaw"'
    assert listed["[feeds.….read]", "decimal"] == '"."'
    assert ("[feeds]", "order") in listed
