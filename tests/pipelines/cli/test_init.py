"""`ratusz init` asks who the office is, looks at what it is told, and leaves a town.toml that says where to go next."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tomllib
from contextlib import closing
from datetime import date

import pytest

from pipelines.cli.commands.init import Office, init, settings_text, wrong_nip, wrong_person, wrong_teryt
from pipelines.cli.commands.town import check
from pipelines.cli.forms import Format
from pipelines.refusal import Refusal
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from rules.wording import words
from tests.pipelines.commands import ROOT

PEOPLE = {"steward": "Iga Opiekun <iga@nowe.example>", "mayor": "Anna Nowak <anna@nowe.example>",
          "treasurer": "iga@nowe.example"}  # fmt: skip
OFFICE = Office('Gmina "Nowe" {nip}', "2478011", "634-001-23-47", PEOPLE)
SAY = words("pl")


def test_what_is_told_stands_in_town_toml_and_check_has_nothing_to_say(tmp_path, capsys):
    init(tmp_path / "town", OFFICE)
    town = open_town(tmp_path / "town")
    assert (town.name, town.teryt, town.nip) == ('Gmina "Nowe" {nip}', "2478011", "6340012347")
    assert [*town.feeds] == ["jednostki", "pracownicy"]
    assert check(tmp_path / "town", Format.table) == 0
    assert "bez błędów" in capsys.readouterr().out


def test_after_the_first_run_letters_have_their_readers(tmp_path):
    init(tmp_path / "town", OFFICE)
    town = open_town(tmp_path / "town")
    for path in town.inbox.rglob("*.csv"):
        os.utime(path, (1_790_000_000, 1_790_000_000))
    run(town, date(2026, 11, 20))
    con, _ = open_snapshot(town)
    with closing(con):
        found = con.execute("select employee, name, unit, roles from employees_history order by 1").fetchall()
        units = con.execute("select unit, manager from units_history").fetchall()
    assert found == [("anna", "Anna Nowak", "URZAD", "mayor"), ("iga", "Iga Opiekun", "URZAD", "steward|treasurer")]
    assert units == [("URZAD", "anna")]


def test_nothing_told_leaves_the_lines_to_fill_in_and_the_commands_that_follow():
    text = settings_text(Office("Nasze Miasto", "", "", {}))
    assert [*tomllib.loads(text)["town"]] == ["name"]
    for line in (
        '# teryt = "',
        '# nip = "',
        "ratusz run --no-letters",
        "ratusz doctor",
        "ratusz letters --begin=baseline",
    ):
        assert line in text


@pytest.mark.parametrize(
    ("test", "right", "wrong"),
    [(wrong_teryt, ("24", "2478", "2478011"), ("247", "24780", "gmina", "24780110")),
     (wrong_nip, ("634-001-23-47", "PL6340012347", "6340012347"), ("634-001-23-41", "634", "PL", "DE634001234")),
     (wrong_person, ("Jan Nowak <j@n.example>", "j@n.example"), ("Jan Nowak", "j@", "<>"))],
)  # fmt: skip
def test_what_is_told_is_of_its_form(test, right, wrong):
    assert [text for text in right if test(text, SAY)] == []
    assert [text for text in wrong if not test(text, SAY)] == []


@pytest.mark.parametrize(
    "office", [OFFICE._replace(nip="634-001-23-41"), OFFICE._replace(teryt="247"),
               OFFICE._replace(people={"mayor": "Anna"})],
)  # fmt: skip
def test_what_is_not_is_refused_before_anything_is_made(tmp_path, office):
    with pytest.raises(Refusal):
        init(tmp_path / "town", office)
    assert not (tmp_path / "town").exists()


def test_at_a_terminal_it_asks_and_asks_again(tmp_path):
    keyboard, terminal = pty.openpty()
    answers = ["Iga <iga@nowe.example>", "", "", "", "Gmina Nowe", "2478011", "634-001-23-41", "634-001-23-47"]
    with subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "init", "--town", str(tmp_path / "town")],
        cwd=ROOT, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        os.close(terminal)
        os.write(keyboard, "".join(f"{answer}\n" for answer in answers).encode())
        _, asked = child.communicate(timeout=60)
    os.close(keyboard)
    assert child.returncode == 0, asked
    town = open_town(tmp_path / "town")
    assert (town.name, town.teryt, town.nip) == ("Gmina Nowe", "2478011", "6340012347")
    assert "ostatnia wynika z pozostałych: 634-001-23-41" in asked
    assert "opiekun danych" in asked
    assert "Iga" in (tmp_path / "town" / "inbox" / "pracownicy" / "pracownicy.csv").read_text("utf-8")
