"""The command `adopt`: its JSON, its questions, what it saves, what it tries in a copy, and repairing a feed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.pipelines.commands import ratusz

KEYS = {
    "feed",
    "noun",
    "profile",
    "format",
    "read",
    "columns",
    "values",
    "questions",
    "rows",
    "toml",
}  # of the contract
STAFF = """employee,name,email,unit,roles
1,Jan Lis,lis@um.example,WSO,officer
2,Ewa Bąk,bak@um.example,UM,secretary|steward
"""
UNITS = "unit,name,kind\nUM,Urząd,city\nWSO,Wydział Spraw Obywatelskich,department\n"
HEADER = "Znak sprawy;Komórka;Prowadzący;Data wszczęcia\n"


def late(n: int, who: str = "mgr Jan Lis") -> str:
    return "".join(f"WSO.6740.{k}.2026;Wydz. Spraw Obywatelskich;{who};05.01.2026\n" for k in range(1, n + 1))


@pytest.fixture
def town(tmp_path: Path) -> Path:
    root = tmp_path / "town"
    for feed, text in (("jednostki", UNITS), ("kadry", STAFF)):
        (root / "inbox" / feed).mkdir(parents=True)
        (root / "inbox" / feed / "r.csv").write_text(text, "utf-8")
    (root / "town.toml").write_text(
        '[town]\nname = "Próbne"\n[feeds.jednostki]\nnoun = "units"\n[feeds.kadry]\nnoun = "employees"\n', "utf-8"
    )
    return root


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sprawy 2026.csv"
    path.write_text(HEADER + late(6), "utf-8")
    return path


def test_the_json_is_that_of_the_contract_and_a_trial_says_what_would_be_said(town, file):
    before = sorted((path, path.read_bytes()) for path in town.rglob("*") if path.is_file())
    [answer] = ratusz(["adopt", file, "--town", town, "--as-of", "2026-11-30", "--format", "json"])
    told = answer.json
    assert told.keys() >= KEYS
    assert told["columns"]["case_id"].keys() >= {"from", "how", "confidence"}
    assert told["rows"] == {"in": 6, "loaded": 6, "rejected": {}}
    assert ["C09", "critical", 6] in told["trial"]["by_rule"]
    assert "closed_on" in told["trial"]["warning"]
    assert len(told["trial"]["gravest"]) == 5
    assert told["trial"]["letters"]
    assert told["names"]["aliases"] == [["mgr Jan Lis", "1", None], ["Wydz. Spraw Obywatelskich", None, "WSO"]]
    assert sorted((path, path.read_bytes()) for path in town.rglob("*") if path.is_file()) == before


def test_what_is_saved_runs_and_finds_people_by_the_aliases(town, file):
    saved, ran, why = ratusz(
        ["adopt", file, "--town", town, "--as-of", "2026-11-30", "--yes", "--answer", "covers=all"],
        ["run", "--town", town, "--as-of", "2026-11-30", "--no-letters"],
        ["findings", "--town", town, "--as-of", "2026-11-30", "--rule", "C09", "--format", "json"],
    )
    assert saved.code == 0, saved.err
    assert "ratusz run" in saved.out.decode()
    assert ran.code in (0, 3), ran.err
    found = json.loads(why.out)
    assert len(found) == 6
    assert all("1" in each["recipients"] and each["unit"] == "WSO" for each in found)
    assert len(list((town / "archive").rglob("*sprawy 2026.csv"))) == 1


def test_on_no_terminal_questions_are_printed_with_the_flag_that_answers_them(town, tmp_path):
    budget = tmp_path / "plan.csv"
    budget.write_text("Dział;Rozdział;Paragraf;Plan po zmianach;Wykonanie\n750;75023;4210;1000,00;100,00\n", "utf-8")
    [answer] = ratusz(["adopt", budget, "--town", town, "--no-trial"])
    assert answer.code == 3
    text = answer.out.decode()
    assert all(f"--answer {key}=" in text for key in ("unit", "side", "booked_on", "year"))
    answers = {"unit": "UM", "side": "spending", "booked_on": "2026-01-31", "year": "2026"}
    flags = [part for key, value in answers.items() for part in ("--answer", f"{key}={value}")]
    [answer] = ratusz(["adopt", budget, "--town", town, "--no-trial", "--format", "json", *flags])
    assert answer.json["rows"] == {"in": 2, "loaded": 2, "rejected": {}}
    wrong = ratusz(
        ["adopt", budget, "--town", town, "--no-trial", "--answer", "side=oba"],
        ["adopt", budget, "--town", town, "--no-trial", "--answer", "strona=wydatki"],
        ["adopt", budget, "--town", town, "--no-trial", "--noun", "budżet"],
    )
    assert [each.code for each in wrong] == [1, 1, 1]
    assert "spending" in wrong[0].err
    assert "side" in wrong[1].err
    assert "budget" in wrong[2].err


def test_a_feed_whose_columns_changed_is_repaired_from_the_refused_file(town, file):
    [saved] = ratusz(["adopt", file, "--town", town, "--no-trial", "--yes", "--answer", "covers=all"])
    assert saved.code == 0, saved.err
    ratusz(["run", "--town", town, "--as-of", "2026-11-29", "--no-letters"])
    changed = town / "inbox" / "sprawy" / "nowe.csv"
    changed.write_text("Sygnatura sprawy;Wydział;Referent;Data wszczęcia sprawy\n" + late(7), "utf-8")
    refused, again, mended, ran = ratusz(
        ["run", "--town", town, "--as-of", "2026-11-30", "--no-letters"],
        ["adopt", file, "--town", town, "--no-trial", "--feed", "sprawy"],
        ["adopt", "--update", "sprawy", "--town", town, "--no-trial", "--yes", "--answer", "covers=all"],
        ["run", "--town", town, "--as-of", "2026-11-30", "--no-letters"],
    )
    assert refused.code == 3
    assert again.code == 1
    assert "--update sprawy" in again.err
    assert mended.code == 0, mended.err
    text = (town / "town.toml").read_text("utf-8")
    assert text.count("[feeds.sprawy]") == 1
    assert 'case_id = "Sygnatura sprawy"' in text
    assert "Odrzucono" not in ran.out.decode()
    assert len(list((town / "archive" / "sprawy").iterdir())) == 2


def test_before_saving_it_is_told_what_would_end_and_what_another_feed_gives_too(town, file, tmp_path):
    fewer = tmp_path / "mniej.csv"
    fewer.write_text(HEADER + late(4), "utf-8")
    _, ran, same, other = ratusz(
        ["adopt", file, "--town", town, "--no-trial", "--yes", "--answer", "covers=all"],
        ["run", "--town", town, "--as-of", "2026-11-30", "--no-letters"],
        [
            "adopt",
            fewer,
            "--update",
            "sprawy",
            "--town",
            town,
            "--no-trial",
            "--format",
            "json",
            "--answer",
            "covers=all",
        ],
        ["adopt", fewer, "--town", town, "--no-trial", "--format", "json"],
    )
    assert ran.code in (0, 3), ran.err
    assert (same.json["ends"], same.json["shared"]) == (2, {})
    assert (other.json["feed"], other.json["ends"], other.json["shared"]) == ("sprawy_2", 0, {"sprawy": 4})
    assert [row["→ case_id"] for row in other.json["sample"]] == [f"WSO.6740.{n}.2026" for n in range(1, 5)]


def test_undo_of_the_command_gives_town_toml_back(town, file):
    before = (town / "town.toml").read_bytes()
    saved, undone, twice = ratusz(
        ["adopt", file, "--town", town, "--no-trial", "--yes"],
        ["adopt", "--undo", "--town", town],
        ["adopt", "--undo", "--town", town],
    )
    assert [saved.code, undone.code, twice.code] == [0, 0, 1]
    assert (town / "town.toml").read_bytes() == before


def test_a_workbook_of_the_old_kind_is_taken_in(town):
    book = shutil.copy(Path(__file__).parents[1] / "formats" / "sprawy.xls", town.parent / "sprawy.xls")
    told = ["--noun", "cases", "--set", "opened_on=data", "--answer", "unit=WSO", "--no-trial", "--format", "json"]
    [answer] = ratusz(["adopt", book, "--town", town, *told])
    assert (answer.json["format"], answer.json["noun"]) == ("xls", "cases")
    assert answer.json["rows"] == {"in": 1, "loaded": 1, "rejected": {}}
