"""A refused file speaks: in the summary of the run, its exit code, `loads`, `check`, D01 and a letter."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pipelines.cli.commands.read import findings, loads
from pipelines.cli.commands.run import run
from pipelines.cli.commands.town import check
from pipelines.cli.forms import Format
from pipelines.load import load_all
from pipelines.load.trial import newest_kept
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse

DAY = date(2026, 11, 20)
TOWN = """[town]
name = "Osieczek"
[feeds.units]
[feeds.employees]
[feeds.ezd]
noun = "cases"
read.delimiter = ";"
read.dates = "%d.%m.%Y"
[feeds.ezd.columns]
case_id = "Znak sprawy"
unit = "Komórka"
opened_on = "Data wszczęcia"
"""
FILES = {
    "units/u.csv": "unit,name,manager\nWB,Budownictwo,e1\n",
    "employees/e.csv": "employee,name,email,unit,roles\ne1,Ewa Lis,e1@example.com,WB,steward\n",
}
HEAD = "Znak sprawy;Komórka;Data wszczęcia;kind\n"
TITLED = "Rejestr spraw - stan na 30.11.2026\n\nZnak sprawy;Komórka organizacyjna;Data wszczęcia\nA.1;WB;02.11.2026\n"
GOOD = f"{HEAD}A.1;WB;02.11.2026;own\n"


@pytest.fixture
def town(tmp_path):
    """A town whose units and employees wait, with a steward."""
    root = tmp_path / "town"
    drop(root, FILES)
    (root / "town.toml").write_text(TOWN, "utf-8")
    return root


def drop(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def said(capsys, go, *given) -> tuple[object, str]:
    code = go(*given)
    return code, capsys.readouterr().out


def d01(root: Path, capsys) -> list[tuple[str, str]]:
    capsys.readouterr()
    _, out = said(capsys, findings, root, None, None, "open", ["D01"], Format.json)
    return [(each["severity"], each["message"]) for each in json.loads(out) if each["subject"] == "ezd"]


def test_the_first_mistake_of_all_is_told_everywhere(town, capsys):
    drop(town, {"ezd/rejestr.csv": TITLED})
    code, out = said(capsys, run, town, DAY, Format.table, False)
    reason = "W pliku brakuje kolumny: Znak sprawy (case_id), Komórka (unit), Data wszczęcia (opened_on)."
    hint = "Wiersz 3 wygląda na nagłówek (Znak sprawy, Komórka organizacyjna, Data wszczęcia): wpisz skip = 2 w"
    assert code == 3
    assert f"Odrzucono: rejestr.csv (ezd): {reason}" in out
    assert hint in out
    assert "Najbliższe nazwy: Komórka – Komórka organizacyjna." in out
    _, listed = said(capsys, loads, town, None, Format.json)
    [load] = [each for each in json.loads(listed) if each["state"] == "refused"]
    assert (load["reason"], hint in load["fix"]) == (reason, True)
    [(severity, message)] = d01(town, capsys)
    assert severity == "high"
    assert "danych jeszcze nie ma; plik rejestr.csv z " in message
    assert hint in message
    [letter] = (town / "outbox").rglob("*.eml")
    assert "rejestr.csv" in letter.read_text("utf-8") or b"rejestr.csv" in letter.read_bytes()


def test_a_later_file_refused_is_told_though_the_first_was_good_and_no_age_is_agreed(town, capsys):
    drop(town, {"ezd/a.csv": GOOD})
    assert run(town, DAY, Format.table, False) == 0
    drop(town, {"ezd/b.csv": GOOD.replace("Znak sprawy", "Numer")})
    assert said(capsys, run, town, DAY, Format.table, False)[0] == 3
    [(severity, message)] = d01(town, capsys)
    assert severity == "high"
    assert "ostatnie dane z " in message
    assert "plik b.csv z " in message
    code, out = said(capsys, run, town, DAY, Format.table, False)
    assert code == 3, "the refused file still is the last state of its feed"
    assert "Odrzucono" not in out, "it is no news any more"
    drop(town, {"ezd/c.csv": GOOD})
    assert run(town, DAY, Format.table, False) == 0
    assert d01(town, capsys) == []


def test_rejected_rows_of_a_pass_that_was_killed_are_told_by_the_next(town, capsys):
    drop(town, {"ezd/first.csv": GOOD})
    assert run(town, DAY, Format.table, False) == 0
    drop(town, {"ezd/a.csv": f"{GOOD}A.2;WB;31.02.2026;own\n"})
    its = open_town(town)
    with closing(open_warehouse(its)) as con:  # all that a killed pass has done
        [load] = load_all(its, con)
    assert load.rows_rejected == 1
    capsys.readouterr()
    code, out = said(capsys, run, town, DAY, Format.table, False)
    assert code == 3
    assert "odrzucone: 1" in out
    assert run(town, DAY, Format.table, False) == 0


def test_what_stays_in_the_inbox_is_told(town, capsys):
    drop(town, {"ezd/a.csv": GOOD})
    (town / "inbox" / "ezd" / "link.csv").symlink_to("/etc/passwd")
    _, out = said(capsys, run, town, DAY, Format.table, False)
    assert "Zostaje w inbox: link.csv: to dowiązanie" in out


def test_signs_that_steer_a_terminal_are_never_printed(town, capsys):
    drop(town, {"ezd/a\x1b[2J.csv": "x\x1b]0;y\x07;z\n1;2\n"})
    for go, *given in ((run, DAY, Format.table, False), (loads, None, Format.table), (check, Format.table)):
        _, out = said(capsys, go, town, *given)
        assert "\x1b" not in out
        assert "\x07" not in out


def test_check_tries_the_files_that_wait_and_moves_none(town, capsys):
    drop(town, {"ezd/rejestr.csv": TITLED, "units/u.csv": FILES["units/u.csv"] + "X,,\n"})
    code, out = said(capsys, check, town, Format.table)
    assert code == 3
    assert "ezd: rejestr.csv (cases): W pliku brakuje kolumny" in out
    assert "skip = 2" in out
    assert "units: u.csv (units): wiersze: 2, dobre: 1, odrzucone: 1" in out
    assert "units: name: pole wymagane, a puste, wiersze: 1" in out
    assert (town / "inbox" / "ezd" / "rejestr.csv").exists()
    assert not (town / "ratusz.duckdb").exists()


def test_check_tries_the_newest_file_kept_where_none_waits(town, capsys):
    drop(town, {"ezd/a.csv": GOOD})
    run(town, DAY, Format.table, False)
    settings = (town / "town.toml").read_text("utf-8")
    (town / "town.toml").write_text(settings.replace('"Komórka"', '"Referat"'), "utf-8")
    capsys.readouterr()
    code, out = said(capsys, check, town, Format.json)
    assert code == 3
    [problem] = json.loads(out)
    assert (problem["key"], problem["line"]) == ("feeds.ezd", settings.split("\n").index("[feeds.ezd]") + 1)
    assert "L000001-a.csv" in problem["message"] or "-a.csv" in problem["message"]
    assert "Referat (unit)" in problem["message"]


def test_check_names_words_that_mean_nothing_with_how_often_they_stand_there(town, capsys):
    rows = "".join(
        f"A.{n};WB;02.11.2026;{'skarga?' if n < 3 else 'own'};{'ustnie' if n < 2 else ''}\n" for n in range(5)
    )
    drop(town, {"ezd/a.csv": f"{HEAD.strip()};channel\n{rows}"})
    code, out = said(capsys, check, town, Format.table)
    assert code == 3
    assert "channel: wartość spoza listy dozwolonych, wiersze: 2: ustnie (2)" in out
    assert "rodzaje, którym nie odpowiada żaden termin:" in out


def test_check_names_a_query_that_does_not_run(town, capsys):
    text = TOWN.replace('noun = "cases"\n', 'noun = "cases"\nquery = "select nothing from file"\n')
    (town / "town.toml").write_text(text, "utf-8")
    drop(town, {"ezd/a.csv": GOOD})
    code, out = said(capsys, check, town, Format.table)
    assert code == 3
    assert "nothing" in out


def test_check_names_two_feeds_that_starve_each_other(town, capsys):
    text = TOWN + '[feeds.more]\nnoun = "documents"\ninbox = "ezd"\n'
    (town / "town.toml").write_text(text, "utf-8")
    drop(town, {"ezd/a.csv": GOOD})
    _, out = said(capsys, check, town, Format.table)
    assert "more: a.csv czyta też more, dla którego się nie nadaje; potrzebuje go ezd" in out


def test_the_delimiter_that_would_fit_is_named(town, capsys):
    drop(town, {"ezd/a.csv": GOOD.replace(";", ",")})
    _, out = said(capsys, run, town, DAY, Format.table, False)
    assert 'Separatorem wydaje się „,”: wpisz delimiter = "," w [feeds.ezd.read].' in out


def test_blanks_that_no_eye_tells_apart_are_made_visible(town, capsys):
    drop(town, {"ezd/a.csv": GOOD.replace("Znak sprawy", "Znak\u00a0tej  sprawy")})
    _, out = said(capsys, run, town, DAY, Format.table, False)
    assert "Znak⍽tej␣␣sprawy" in out


def test_a_town_copied_whole_says_the_same(town, tmp_path, capsys):
    drop(town, {"ezd/rejestr.csv": TITLED})
    said(capsys, run, town, DAY, Format.table, False)
    other = tmp_path / "other"
    shutil.copytree(town, other)
    assert d01(other, capsys) == d01(town, capsys)


def test_check_does_not_take_a_rejection_sheet_for_the_newest_workbook(tmp_path):
    town = '[town]\nname = "Zabrzeg"\n[feeds.units]\nformat = "xlsx"\nfiles = "*.xlsx"\n'
    (tmp_path / "town.toml").write_text(town, "utf-8")
    kept = tmp_path / "archive" / "units" / "L000001-units.xlsx"
    sheet = tmp_path / "rejected" / "units" / "L000002-units.xlsx.xlsx"
    for path in (kept, sheet):
        path.parent.mkdir(parents=True)
        path.touch()
    opened = open_town(tmp_path)
    assert newest_kept(opened, opened.feeds["units"]) == [kept]
