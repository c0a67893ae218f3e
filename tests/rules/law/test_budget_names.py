"""What the codes of the budget are called."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from rules.law import read_law
from rules.law.budget_names import COLUMNS, budget_names

NAMES = {(level, code): name for level, code, name, _ in budget_names("PL")}
DIGITS = {"dzial": 3, "rozdzial": 5, "spending": 3, "income": 3}


def test_the_names_a_treasurer_knows_by_heart() -> None:
    assert NAMES["dzial", "801"] == "Oświata i wychowanie"
    assert NAMES["rozdzial", "75023"] == "Urzędy gmin (miast i miast na prawach powiatu)"
    assert NAMES["spending", "421"] == "Zakup materiałów i wyposażenia"
    assert NAMES["income", "032"] == "Wpływy z podatku rolnego"
    # one code, two sides, two names: money given and money received
    assert NAMES["spending", "203"].startswith("Dotacja celowa przekazana")
    assert NAMES["income", "203"].startswith("Dotacja celowa otrzymana")


def test_each_code_has_the_digits_of_its_level_and_one_name_with_its_source() -> None:
    rows = budget_names("PL")
    assert max(Counter((level, code) for level, code, *_ in rows).values()) == 1
    for level, code, name, source in rows:
        assert re.fullmatch(rf"\d{{{DIGITS[level]}}}", code), code
        assert name == " ".join(name.split())
        assert name[0].isupper(), name
        # cut off in the middle of a sentence, or with the next code or the explanation behind it
        assert not re.search(r"( i| w| z| oraz| dla|,|-|–)$|\d{5}|Paragraf ten|\bW paragrafie", name), name
        assert source in {"Dz.U. 2022 poz. 513", "public dictionary of 2025"}


def test_every_chapter_lies_in_a_division_that_has_a_name() -> None:
    assert not [code for level, code in NAMES if level == "rozdzial" and ("dzial", code[:3]) not in NAMES]


def test_the_year_up_to_which_they_are_called_so_stands_in_the_record() -> None:
    [said] = [row for row in read_law("PL").parameters if row.name == "classification.names_through_year"]
    assert (said.value, said.status) == (2026, "secondary")


def test_a_country_without_a_list_has_no_names() -> None:
    assert budget_names("UT") == []
    assert budget_names("../pl") == []


@pytest.mark.real
@pytest.mark.parametrize(("level", "file"), [("dzial", "dzialy.csv"), ("rozdzial", "rozdzialy.csv")])
def test_another_list_of_them_calls_them_the_same(real: Path, level: str, file: str) -> None:
    with (real / "classification" / file).open(encoding="utf-8") as lines:
        theirs = {row["kod"]: _letters(row["nazwa"]) for row in csv.DictReader(lines)}
    # theirs are cut off at the end of a line here and there, or run on into the next code
    other = {
        code: (name, theirs[code])
        for (of_level, code), name in NAMES.items()
        if of_level == level and code in theirs
        if not _letters(name).startswith(theirs[code]) and not theirs[code].startswith(_letters(name))
    }
    assert len(theirs) > 30
    assert set(other) <= {"756", "75608"}, other


def _letters(name: str) -> str:
    return re.sub(r"[\W\d_]", "", name).lower()


def test_the_columns_are_those_of_the_file() -> None:
    assert COLUMNS == ("level", "code", "name", "source")
