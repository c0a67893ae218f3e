"""A role reaches as far as the body it is held in: the town, or a school; the treasury keeps everybody's books."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.source.access import reader
from dashboards.source.snapshot import newest
from pipelines.run import run
from pipelines.settings import open_town
from tests.once import once
from tests.pipelines.ten_cases import deliver
from tests.pipelines.zabrzeg import TODAY

UNITS = """unit,name,kind,parent,manager
UM,Urząd,city,,
FN,Finanse,department,UM,
WD,Drogi,department,UM,
SP1,Szkoła nr 1,budget_unit,UM,d1
SP1-K,Księgowość szkoły,department,SP1,
SP1-F,Filia szkoły,budget_unit,SP1,
SP2,Szkoła nr 2,budget_unit,,
CUW,Centrum usług wspólnych,budget_unit,UM,
X,Iks w kole,department,Y,x1
Y,Igrek w kole,department,X,
"""
EMPLOYEES = """employee,name,unit,roles
t1,Skarbnik,FN,treasurer
a1,Księgowa w Finansach,FN,accountant
a2,Księgowa w Drogach,WD,accountant
a3,Główna księgowa szkoły,SP1,accountant
a4,Księgowa w księgowości szkoły,SP1-K,accountant
a5,Księgowa szkoły bez organizatora,SP2,accountant
a6,Księgowa z centrum,CUW,accountant
a7,Księgowa urzędu,UM,accountant
a8,Księgowa nie wiadomo gdzie,XX,accountant
x1,Kier,X,manager|accountant
s1,Sekretarz miasta w wydziale,WD,secretary
s2,Sekretarz szkoły,SP1-K,secretary
d1,Dyrektorka,SP1,manager
z1,Zastępca skarbnika,WD,officer
"""
SCHOOL = ("SP1", "SP1-F", "SP1-K")
REACH = {  # None: every unit
    "t1": None, "a1": None, "a2": ("WD",), "a3": SCHOOL, "a4": SCHOOL, "a5": ("SP2",), "a6": ("CUW",), "a7": None,
    "a8": ("XX",), "x1": ("X", "Y"), "s1": None, "s2": SCHOOL, "d1": SCHOOL, "z1": (),
}  # fmt: skip


def build(root: Path, more: str = "", absences: str = "") -> Path:
    root.mkdir()
    text = '[town]\nname = "Zasięg"\nas_of = "2026-11-20"\n[feeds.units]\n[feeds.employees]\n[feeds.absences]\n'
    (root / "town.toml").write_text(text + more, "utf-8")
    deliver(root, "units", UNITS)
    deliver(root, "employees", EMPLOYEES)
    if absences:
        deliver(root, "absences", absences)
    run(open_town(root), TODAY)
    return root


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "reach", build)


@pytest.mark.parametrize("employee", REACH)
def test_each_sees_the_body_of_the_own_role(bodies, employee):
    assert reader(newest(bodies), employee).units == REACH[employee]


def test_the_town_names_its_treasury_and_then_nobody_else_keeps_everybodys_books(tmp_path):
    town = build(tmp_path / "town", '[access]\ntreasury = ["CUW"]\n')
    reach = {employee: reader(newest(town), employee).units for employee in ("a6", "a1", "t1", "a3")}
    assert reach == {"a6": None, "a1": ("FN",), "t1": None, "a3": SCHOOL}


def test_whoever_stands_in_reaches_as_far_as_the_absent_one(tmp_path):
    head = "absence,employee,kind,first_day,last_day,substitute,confirmed_on,state,sent_on\n"
    away = "A{0},{1},planned,2026-11-20,2026-11-20,z1,2026-11-10,approved,2026-11-09\n"
    town = build(tmp_path / "one", absences=head + away.format(1, "a3"))
    assert reader(newest(town), "z1").units == SCHOOL
    town = build(tmp_path / "both", absences=head + away.format(1, "a3") + away.format(2, "t1"))
    assert reader(newest(town), "z1").units is None
