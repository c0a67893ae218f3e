"""What a pass says at its end: letters nobody can receive are counted and looked at, and the first five stand still."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.cli.commands.run import run
from pipelines.cli.forms import Format
from tests.pipelines.ten_cases import DAY, HEADER, TOWN, build, deliver

PEOPLE = "employee,name,email,unit,roles\n"
OFFICER, STEWARD = "e1,Jan Nowak,{},WB,officer\n", "e2,Anna Lis,anna@zabrzeg.example,WB,steward\n"
UNSENT = "1 listu nie da się doręczyć: popraw adres odbiorcy w wykazie pracowników; `ratusz letters` mówi, czyj."
NO_READER = "1 list nie ma odbiorcy: w wykazie pracowników nie ma ani opiekuna danych, ani burmistrza"


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten cases of one officer, never run. Nobody writes to it."""
    return build(tmp_path_factory.mktemp("ten") / "town", "[feeds.employees]\n")


@pytest.fixture
def town(ten: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(ten, tmp_path / "town"))


def test_letters_that_leave_need_no_look(town, capsys):
    deliver(town, "employees", PEOPLE + OFFICER.format("jan@zabrzeg.example") + STEWARD)
    assert run(town, DAY, Format.table, again=False) == 0
    said = capsys.readouterr().out
    assert "Listy: zapisane w outbox 1, oczekujące 0." in said
    assert "doręczyć" not in said
    assert "zanim był serwer poczty" not in said, "there is none"


@pytest.mark.parametrize("address", ["jan@zabrzeg.example; j.nowak@zabrzeg.example", "<jan@zabrzeg.example>", ""])
def test_an_address_nobody_can_write_to_is_counted_and_looked_at_until_it_is_right(town, capsys, address):
    deliver(town, "employees", PEOPLE + OFFICER.format(address) + STEWARD)
    for again in (False, True):  # the second pass changes nothing, and the letter is still there
        assert run(town, DAY, Format.table, again) == 3
        assert UNSENT in capsys.readouterr().out
    deliver(town, "employees", PEOPLE + OFFICER.format("jan@zabrzeg.example") + STEWARD)
    assert run(town, DAY + timedelta(days=1), Format.table, again=False) == 0
    assert "doręczyć" not in capsys.readouterr().out


def test_a_letter_without_a_reader_is_said_and_looked_at_where_employees_are_known(tmp_path, capsys):
    town = build(tmp_path / "town")
    assert run(town, DAY, Format.table, again=False) == 0, "a town that keeps no employees yet expects no letters"
    assert NO_READER in capsys.readouterr().out
    (town / "town.toml").write_text(f"{TOWN}[feeds.employees]\n", "utf-8")
    deliver(town, "employees", PEOPLE + "e9,Iga Sum,iga@zabrzeg.example,XX,officer\n")
    assert run(town, DAY + timedelta(days=1), Format.table, again=False) == 3
    assert NO_READER in capsys.readouterr().out


def test_look_at_these_first_has_one_order_whatever_order_the_rows_came_in(town, capsys):
    rows = [f"WB.{n},własny,WB,e1,2026-04-01,2026-05-04\n" for n in range(10, 20)]
    heads = []
    for number, order in enumerate((rows, rows[5:] + rows[4::-1])):
        root = Path(shutil.copytree(town, town.with_name(f"town{number}")))
        deliver(root, "cases", HEADER + "".join(order))
        run(root, DAY, Format.table, again=False)
        heads.append(capsys.readouterr().out.partition("Najpierw te:\n")[2].splitlines())
    assert [line.split()[1] for line in heads[0]] == [f"WB.{n}:" for n in range(10, 15)]
    assert heads[0] == heads[1]
