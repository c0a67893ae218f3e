"""The start table of classes: each names a term of the law's record, and a guess says that it is one."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from pipelines.adopt import Answers, proposals
from pipelines.adopt.kinds import start_table
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.town import Town
from rules.law import read_law
from rules.wording import words

SAY = words("pl")
TABLES = tomllib.loads((resources.files("pipelines.adopt") / "kinds.toml").read_text("utf-8"))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    return open_town(tmp_path)


@pytest.mark.parametrize(("number", "term"), start_table().items())
def test_each_class_names_a_kind_of_the_laws_record(number, term):
    assert number.isdecimal()
    assert 3 <= len(number) <= 4
    assert term in {each.id for each in read_law("PL").terms}


def test_what_is_sure_and_what_is_guessed_are_apart():
    assert TABLES.keys() == {"sure", "guess"}
    assert not TABLES["sure"].keys() & TABLES["guess"].keys()


def test_a_guessed_class_is_proposed_with_the_word_that_somebody_has_to_look(town):
    path = town.root / "sprawy.csv"
    rows = "".join(f"WAB.{number}.1.2026;WAB;02.01.2026\n" for number in ("6730", "6740"))
    path.write_text("Znak sprawy;Komórka;Data wszczęcia\n" + rows, "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    assert found.kinds == {"6730": "zoning_decision", "6740": "building_permit"}
    [note] = [note for note in found.notes if "zoning_decision" in note]
    assert "building_permit" not in note


@pytest.mark.parametrize("prefix", ["", "tns:"])
def test_a_jpk_file_is_refused_with_what_to_export_instead(town, prefix):
    path = town.root / "jpk.xml"
    namespace = "http://crd.gov.pl/wzor/2025/12/19/14090/"
    path.write_text(f'<?xml version="1.0"?>\n<{prefix}JPK xmlns{":tns" if prefix else ""}="{namespace}"></{prefix}JPK>')
    with pytest.raises(Refusal, match="JPK") as refused:
        proposals([path], town, Answers(), SAY)
    assert "rejestr faktur" in refused.value.fix
