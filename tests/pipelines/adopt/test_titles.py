"""The day of a table that stands in no column: in its title, in the file's name, behind "do", by the month's name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipelines.adopt import Answers, Proposal, proposals
from pipelines.adopt.preview import previewed
from pipelines.settings import open_town
from pipelines.town import Town
from rules.wording import words

SAY = words("pl")
TABLE = "{title}\nDział;Rozdział;Paragraf;Plan po zmianach;Wykonanie wydatków\n750;75023;4210;1 000,00;100,00\n"
ANSWERS = Answers(said={"unit": "UM"})


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    return open_town(tmp_path)


def adopted(town: Town, name: str, title: str) -> Proposal:
    path = town.root / name
    path.write_text(TABLE.format(title=title), "utf-8")
    [found] = proposals([path], town, ANSWERS, SAY)
    return found


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("w.csv", "Wykonanie, stan na dzień 31.10.2026 r.", "2026-10-31"),
        ("w.csv", "Wykonanie za okres od 1.01.2026 do 31.10.2026", "2026-10-31"),
        ("w.csv", "Wykonanie 01.01.2026 - 30.09.2026", "2026-09-30"),
        ("w.csv", "Wykonanie za październik 2026", "2026-10-31"),
        ("w.csv", "Stan na 28 lutego 2026", "2026-02-28"),
        ("wykonanie_2026_02.csv", "Wykonanie", "2026-02-28"),
        ("wykonanie-2026-03-31.csv", "Wykonanie", "2026-03-31"),
        ("wykonanie 09.2026.csv", "Wykonanie", "2026-09-30"),
        ("wykonanie_grudzień_2026.csv", "Wykonanie", "2026-12-31"),
    ],
)
def test_the_day_is_read_where_it_stands(town, name, title, day):
    found = adopted(town, name, title)
    assert found.open == []
    preview = previewed(found, town, SAY)
    assert preview.days == {"booked_on": (day, day)}
    assert (preview.rows_in, preview.loaded) == (2, 2)
    assert found.sheets[0].table.rows == 1


def test_the_year_is_that_of_the_day_whatever_else_the_title_says(town):
    found = adopted(town, "w.csv", "Budżet uchwalony 15.12.2025, wykonanie do 31.03.2026")
    assert found.open == []
    assert previewed(found, town, SAY).days == {"booked_on": ("2026-03-31", "2026-03-31")}
    year = re.search(found.columns["year"].entry["pattern"], found.sheets[0].table.above[0])
    assert year is not None
    assert year[1] == "2026"


def test_two_days_that_nothing_tells_apart_are_asked_for(town):
    found = adopted(town, "w.csv", "Wykonanie 31.03.2026 i 30.06.2026")
    assert "booked_on" in {each.key for each in found.open}


def test_a_file_of_a_month_and_of_the_next_are_one_feed(town):
    paths = []
    for month in ("01", "02"):
        path = town.root / f"wykonanie_2026_{month}.csv"
        path.write_text(TABLE.format(title="Wykonanie"), "utf-8")
        paths.append(path)
    [found] = proposals(paths, town, ANSWERS, SAY)
    assert found.covers == "changes"
    assert previewed(found, town, SAY).days == {"booked_on": (str(date(2026, 1, 31)), str(date(2026, 2, 28)))}
