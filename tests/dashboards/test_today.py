"""The first page: old data come first, then gravity, then money; each day and amount is that of the sentence shown."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.ten_cases import deliver
from tests.pipelines.zabrzeg import TODAY

OLD = "Część danych jest stara."


def printed(root: Path, page: str = "today", employee: str = "", **asked: str) -> str:
    """What a page says, without its tags."""
    shot = newest(root)
    begin(PageRequest(shot, reader(shot, employee) if employee else WHOLE_OFFICE))
    body = report(PAGES[page], asked).partition("<main>")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def town(root: Path, feeds: str, day: date = TODAY, /, **files: str) -> Path:
    """A town after its pass of a day."""
    root.mkdir()
    (root / "town.toml").write_text(f'[town]\nname = "Mało"\nas_of = "{day}"\n{feeds}', "utf-8")
    for folder, rows in files.items():
        deliver(root, folder, rows.lstrip())
    run(open_town(root), day)
    return root


@pytest.mark.parametrize("noun", ["works", "receivables", "contracts", "cases"])
def test_a_source_of_any_kind_that_never_came_is_said_before_that_there_are_no_signals(tmp_path, noun):
    said = printed(town(tmp_path / "town", f'[feeds.{noun}]\nmax_age = "36h"\n'))
    assert OLD in said
    assert said.index(OLD) < said.index("Według tych danych")
    assert f"{noun}: nigdy nie nadeszły" in said


def test_where_every_source_is_fresh_nothing_is_said_of_age(tmp_path):
    units = "unit,name\nUM,Urząd\n"
    assert OLD not in printed(town(tmp_path / "town", '[feeds.units]\nmax_age = "36h"\n', units=units))


def test_money_stands_before_the_day_and_the_day_is_that_of_the_sentence(full, published):
    begin(PageRequest(newest(full)))
    rows = query(str(PAGES["today"].script), "signals", noun=None, fresh=None, search=None, limit=500, skip=0)
    gravity = {"critical": 4, "high": 3, "warn": 2, "info": 1}
    keys = [(-gravity[row.severity], -(row.amount or 0), row.due_on or date.max) for row in rows]
    assert keys == sorted(keys)
    assert rows[0].amount == max(row.amount or 0 for row in rows if row.severity == "critical") > 0
    for row in rows:
        first = row.said[0]
        assert (first["severity"], first["due_on"], first["amount"]) == (row.severity, row.due_on, row.amount)
        ((found,),) = published.execute(
            "select count(*) from findings where subject = $1 and noun = $2 and message = $3"
            " and due_on is not distinct from $4",
            [row.subject, row.noun, first["message"], row.due_on],
        ).fetchall()
        assert found
    several = [row for row in rows if len({said["due_on"] for said in row.said}) > 1]
    assert several, "some thing has signals of different days"


def test_the_list_is_searched_without_regard_to_case_and_diacritics(full):
    said = printed(full, szukaj="ZWLOKE")
    assert "zwłokę" in said
    assert "Szukaj: ZWLOKE" in said
    assert printed(full, szukaj="tego nie ma nigdzie").count("filtr ukrywa") == 1


def test_somebody_unknown_does_not_become_the_whole_office(site):
    from tests.dashboards.server.test_app import get

    for page in ("", "budget", "wydruk/today", "eksport/budget.csv"):
        status, said, _ = get(f"{site}/{page}?osoba=zzz")
        assert status == 403
        assert "nikt o takim identyfikatorze tu nie pracuje" in said


PERMIT = """
case_id,kind,unit,handler,opened_on
WB.1,building_permit,WB,e5,{opened}
"""
PEOPLE = """
employee,name,unit,roles
e5,Anna Nowak,WB,officer
e9,Ewa Zastępca,WB,officer
"""
AWAY = """
absence,employee,kind,first_day,last_day,substitute,confirmed_on,state,sent_on
A1,e5,planned,{day},{day},e9,2026-11-10,approved,2026-11-09
"""


def test_a_case_has_one_day_everywhere_and_no_desk_calls_it_in_time_while_its_fine_runs(tmp_path):
    """The 65th day is a Sunday: the term ends on Monday, the fine may be counted from the Sunday."""
    monday = date(2026, 11, 23)
    feeds = "[feeds.cases]\n[feeds.employees]\n[feeds.absences]\n"
    office = town(
        tmp_path / "town", feeds, monday,
        cases=PERMIT.format(opened="2026-09-18"), employees=PEOPLE, absences=AWAY.format(day=monday),
    )  # fmt: skip
    begin(PageRequest(newest(office), reader(newest(office), "e9")))
    [row] = query(str(PAGES["desk"].script), "desk", whose=None, noun=None, search=None, limit=9, skip=0)
    assert row.due_on == date(2026, 11, 22)
    assert row.days_left == -1
    said = printed(office, "desk", "e9")
    assert "Nic nie jest po terminie" not in said
    assert "22.11.2026" in said
    assert (
        "23.11.2026" not in said.replace("wraca 24.11.2026", "").partition("Do zrobienia")[2].partition("dlaczego")[0]
    )
