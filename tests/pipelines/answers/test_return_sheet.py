"""The return sheet: asked of the officers of a unit, filled in by them, loaded like any export."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.answers.return_sheet import sheet_feed
from pipelines.settings import open_town
from rules.catalogue import RULES
from tests.pipelines.commands import ratusz

TOWN = """
[town]
name = "Pytajewo"
as_of = "2026-11-20"
[feeds.units]
[feeds.employees]
[feeds.cases]
[feeds.case_events]
covers = "changes"
[feeds.sheets]
noun = "case_events"
format = "xlsx"
files = "arkusz-*.xlsx"
covers = "changes"
query = '''select * from file where coalesce("Data", '') <> \'\''''
[feeds.sheets.read]
sheet = "Czynności"
[feeds.sheets.columns]
case_id = "Znak sprawy"
event = "Czynność"
at = "Data"
until = "Do dnia"
new_date = "Nowy termin"
reason = "Przyczyna"
told_of_ponaglenie = "Pouczenie"
event_id = "Nr pytania"
[feeds.sheets.values.event]
"zawiadomienie z art. 36" = "notice_36"
"podjęcie" = "resumed"
"""
FILES = {
    "units": "unit,name,parent\nUM,Urząd,\nWB,Budownictwo,UM\nOS,Środowisko,UM\n",
    "employees": "employee,name,unit\ne1,Jan Wilk,WB\n",
    "cases": (
        "case_id,kind,unit,handler,opened_on\n"
        "WB.1,kpa_investigation,WB,e1,2026-10-05\n"  # a month: 5 November, past since, and no notice anywhere
        "WB.2,kpa_investigation,WB,e1,2026-10-01\n"  # stopped since 5 October, nobody knows until when
        "WB.3,kpa_investigation,WB,e1,2026-11-16\n"  # a month more: nothing to ask
        "OS.1,kpa_investigation,OS,,2026-10-05\n"
        "=OS.2,kpa_investigation,OS,,2026-10-05\n"
    ),
    "case_events": "case_id,at,event,reason\nWB.2,2026-10-05 10:00,suspended,preliminary_question\n",
}
NOTICE = "2026-11-20/WB.1/notice_36"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that ran once. Nobody writes to it."""
    root = tmp_path_factory.mktemp("pytajewo") / "town"
    for noun, text in FILES.items():
        (root / "inbox" / noun).mkdir(parents=True)
        (root / "inbox" / noun / f"{noun}.csv").write_text(text, "utf-8")
    (root / "inbox" / "sheets").mkdir()
    (root / "town.toml").write_text(TOWN, "utf-8")
    (done,) = ratusz(["run", "--town", root])
    assert done.err == ""
    return root


@pytest.fixture
def town(ran: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(ran, tmp_path / "town"))


def written(town: Path, unit: str, path: Path) -> Worksheet:
    """The sheet of a unit as written to a file."""
    (said,) = ratusz(["sheet", unit, "--out", path, "--town", town])
    assert (said.code, said.err) == (0, "")
    return openpyxl.load_workbook(path)["Czynności"]


def answered(town: Path, path: Path, answers: dict[str, dict[str, object]]) -> None:
    """The sheet with some rows filled in, put into the inbox."""
    book = openpyxl.load_workbook(path)
    page = book["Czynności"]
    titles = [cell.value for cell in page[1]]
    for row in page.iter_rows(min_row=2):
        for title, value in answers.get(str(row[titles.index("Nr pytania")].value), {}).items():
            row[titles.index(title)].value = value  # type: ignore[assignment]
    path.unlink()
    book.save(town / "inbox" / "sheets" / path.name)


def rows_of(page: Worksheet) -> list[tuple[object, ...]]:
    return [row[:3] for row in page.iter_rows(min_row=2, values_only=True)]


def test_it_asks_of_each_open_case_of_the_unit_what_would_answer_its_findings(town, tmp_path):
    page = written(town, "WB", tmp_path / "arkusz-1.xlsx")
    assert [cell.value for cell in page[1]] == [
        "Znak sprawy", "Czynność", "Data", "Do dnia", "days", "Nowy termin", "Przyczyna", "Pouczenie", "document_id",
        "actor", "Nr pytania", "termin", "pytanie", "sygnał",
    ]  # fmt: skip
    assert rows_of(page) == [("WB.1", "zawiadomienie z art. 36", None), ("WB.2", "podjęcie", None)]
    assert page["J2"].value == "e1"
    assert page["L2"].value == datetime(2026, 11, 5)  # the term of one month, a Thursday


def test_units_below_are_asked_too_and_no_cell_runs_as_a_formula(town, tmp_path):
    page = written(town, "UM", tmp_path / "arkusz-1.xlsx")
    assert {row[0] for row in rows_of(page)} == {"WB.1", "WB.2", "OS.1", "=OS.2"}
    [cell] = [row[0] for row in page.iter_rows(min_row=2) if row[0].value == "=OS.2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_what_the_officer_fills_in_is_loaded_and_the_finding_is_gone(town, tmp_path):
    path = tmp_path / "arkusz-WB.xlsx"
    written(town, "WB", path)
    answered(
        town,
        path,
        {
            NOTICE: {
                "Data": date(2026, 11, 4), "Nowy termin": date(2026, 12, 4), "Przyczyna": "opinia biegłego",
                "Pouczenie": "tak",
            },
        },
    )  # fmt: skip
    before, run, found, loads = ratusz(
        ["findings", "--town", town, "-f", "json"],
        ["run", "--town", town],
        ["findings", "--town", town, "-f", "json"],
        ["loads", "--town", town, "-f", "json"],
    )
    assert {f["rule"] for f in before.json if f["subject"] == "WB.1"} == {"C03"}
    assert run.err == ""
    assert "C03" not in {f["rule"] for f in found.json if f["subject"] == "WB.1"}
    assert ("C02", "info") in {(f["rule"], f["severity"]) for f in found.json if f["subject"] == "WB.1"}
    [load] = [load for load in loads.json if load["feed"] == "sheets"]
    assert (load["rows_in"], load["rows_loaded"], load["rows_rejected"]) == (1, 1, 0), "untouched rows say nothing"


def test_a_corrected_answer_replaces_the_first_one(town, tmp_path):
    for name, new in (("arkusz-1.xlsx", date(2026, 12, 4)), ("arkusz-2.xlsx", date(2026, 12, 11))):
        path = tmp_path / name
        written(town, "WB", path) if name == "arkusz-1.xlsx" else path.write_bytes((tmp_path / "kept").read_bytes())
        (tmp_path / "kept").write_bytes(path.read_bytes())
        answered(town, path, {NOTICE: {"Data": date(2026, 11, 4), "Nowy termin": new, "Pouczenie": "tak"}})
        (run,) = ratusz(["run", "--town", town])
        assert run.err == ""
    (why,) = ratusz(["why", "WB.1", "--town", town])
    assert "11.12.2026" in why.out.decode()
    assert "4.12.2026" not in why.out.decode()


def test_an_unknown_unit_a_file_that_is_there_and_a_town_without_such_a_feed_are_refused(town, tmp_path):
    path = tmp_path / "arkusz-1.xlsx"
    path.touch()
    unknown, there = ratusz(["sheet", "XX", "--town", town], ["sheet", "WB", "--out", path, "--town", town])
    assert (unknown.code, unknown.err) == (1, "Nie ma komórki XX.\n→ Komórki: OS, UM, WB.\n")
    assert there.code == 1
    assert "istnieje" in there.err
    (town / "town.toml").write_text(TOWN.replace('format = "xlsx"\nfiles = "arkusz-*.xlsx"\n', ""), "utf-8")
    (without,) = ratusz(["sheet", "WB", "--town", town])
    assert without.code == 1
    assert without.err.startswith("Żadne źródło")


def test_the_demo_town_has_a_word_of_its_own_for_every_event_a_rule_asks_for(demo):
    known = sheet_feed(open_town(demo)).values["event"].values()
    assert {event for rule in RULES.values() for event in rule.asks} <= set(known)
