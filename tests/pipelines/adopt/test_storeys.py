"""Headers of two rows, as merged cells make them: found, read and named in text files, workbooks and web pages."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from pipelines.adopt import Answers, Proposal, proposals
from pipelines.adopt.preview import previewed
from pipelines.formats.table import headed
from pipelines.settings import open_town
from pipelines.town import Town
from rules.wording import words

SAY = words("pl")
TITLE = "Wykonanie planu wydatków, stan na 31.03.2026"
TOP = ["Lp.", "Klasyfikacja budżetowa", "", "", "Plan po zmianach", "Wykonanie", ""]
BOTTOM = ["", "Dział", "Rozdział", "Paragraf", "", "w miesiącu", "narastająco"]
NUMBERS = ["1", "2", "3", "4", "5", "6", "7"]
ROWS = [
    ["1", "750", "75023", "4210", "600,00", "100,00", "300,00"],
    ["2", "750", "75023", "4300", "400,00", "50,00", "200,00"],
]
CODES = ("Dział", "Rozdział", "Paragraf")
SUMS = ("Plan po zmianach", "Wykonanie / w miesiącu", "Wykonanie / narastająco")
NAMES = ["Lp.", *(f"Klasyfikacja budżetowa / {code}" for code in CODES), *SUMS]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    return open_town(tmp_path)


def text(path: Path) -> Path:
    rows = [[TITLE], [], TOP, BOTTOM, NUMBERS, *ROWS]
    path.write_bytes("".join(";".join(row) + "\r\n" for row in rows).encode("cp1250"))
    return path


def book(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as file:
        page = file.add_worksheet("Arkusz")
        page.merge_range(0, 0, 0, 6, TITLE)
        page.merge_range(2, 1, 2, 3, TOP[1])
        page.merge_range(2, 5, 2, 6, TOP[5])
        for column in (0, 4):
            page.merge_range(2, column, 3, column, TOP[column])
        for column in (1, 2, 3, 5, 6):
            page.write(3, column, BOTTOM[column])
        for n, row in enumerate([NUMBERS, *ROWS], start=4):
            page.write_row(n, 0, row)
    return path


def page(path: Path) -> Path:
    top = "".join(
        f"<th colspan='{wide}'>{TOP[n]}</th>" if wide > 1 else f"<th rowspan='2'>{TOP[n]}</th>"
        for n, wide in ((0, 1), (1, 3), (4, 1), (5, 2))
    )
    bottom = "".join(f"<th>{cell}</th>" for cell in BOTTOM if cell)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [NUMBERS, *ROWS])
    title = f"<tr><td colspan='7'>{TITLE}</td></tr><tr></tr>"
    path.write_text(f"<html><table>{title}<tr>{top}</tr><tr>{bottom}</tr>{body}</table></html>", "utf-8")
    return path


def found(town: Town, path: Path) -> Proposal:
    [proposal] = proposals([path], town, Answers(said={"unit": "UM"}), SAY)
    return proposal


@pytest.mark.parametrize(("write", "name"), [(text, "w.csv"), (book, "w.xlsx"), (page, "w.xls")])
def test_both_rows_name_the_columns_and_every_sum_is_the_right_one(town, write, name):
    proposal = found(town, write(town.root / name))
    assert (proposal.read["skip"], proposal.read["header"]) == (2, 2)
    assert list(proposal.sheets[0].headers) == NAMES
    assert {ours: guess.theirs for ours, guess in proposal.measures.items()} == {
        "plan": "Plan po zmianach", "executed": "Wykonanie / narastająco",
    }  # fmt: skip
    assert proposal.columns["rozdzial"].theirs == "Klasyfikacja budżetowa / Rozdział"
    preview = previewed(proposal, town, SAY)
    assert (preview.rows_in, preview.loaded, preview.rejected) == (4, 4, {})
    assert preview.days == {"booked_on": ("2026-03-31", "2026-03-31")}


@pytest.mark.parametrize(
    "rows",
    [
        ["Spis spraw;;stan na 30.11.2026", "Znak sprawy;Komórka;Data wszczęcia", "A.6740.1.2026;A;02.01.2026"],
        ["Znak sprawy;Komórka;Data wszczęcia;Uwagi", "A.6740.1.2026;A;02.01.2026;", "A.6740.2.2026;;02.01.2026;x"],
        ["Znak sprawy;Komórka;Data wszczęcia;", "A.6740.1.2026;;02.01.2026;pilne"],
    ],
    ids=["a title above", "a row with a hole below", "a column without a name"],
)
def test_one_row_stays_one_row(town, rows):
    path = town.root / "s.csv"
    path.write_text("\n".join(rows), "utf-8")
    proposal = found(town, path)
    assert "header" not in proposal.read
    assert "Znak sprawy" in proposal.sheets[0].headers


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["a", "b"]], ["a", "b"]),
        ([["a", "", "b"], ["x", "y", ""]], ["a / x", "a / y", "b"]),
        ([["a", "b", ""], ["", "x", "y"]], ["a", "b / x", "b / y"]),
        ([["a", ""], ["", "x"]], ["a", "x"]),
        ([["a", "", ""], ["b", "", "c"], ["1", "2", "3"]], ["a / b / 1", "a / b / 2", "a / c / 3"]),
        ([["a"], ["x", "y"]], ["a / x", "a / y"]),
        ([["a", None], [None, None]], ["a", ""]),
    ],
)  # fmt: skip
def test_names_of_several_rows(rows, names):
    assert headed(rows) == names
