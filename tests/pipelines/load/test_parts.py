"""Registers that come in pieces: a file per department, a table per month, two feeds with one key."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.pipelines.load.test_load import HEAD, Office

PARTS = '[town]\nname = "Zabrzeg"\n[feeds.cases]\ncovers = "part"\npart = "unit"\nread.delimiter = ";"\n'
BUDGET = """
[town]
name = "Zabrzeg"
{feeds}
"""
MONTHLY = """
[feeds.{name}]
noun = "budget"
[feeds.{name}.columns]
unit = "Jednostka"
dzial = "Dział"
rozdzial = "Rozdział"
paragraf = "Paragraf"
{column}
[feeds.{name}.constants]
year = "2026"
side = "spending"
{constant}
[feeds.{name}.measures]
plan = "Plan"
executed = "Wykonanie"
"""
TABLE = "Jednostka,Dział,Rozdział,Paragraf,Plan,Wykonanie\nUM,750,75023,4210,1000.00,{executed}\n"
SUMS = "select measure, sum(amount), max(booked_on)::varchar from budget group by measure order by measure"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    its = Office(tmp_path, PARTS)
    yield its
    its.con.close()


def rows(unit: str, *numbers: int) -> list[str]:
    return [f"{unit}.6740.{n}.2026;kpa_ordinary;{unit};2026-01-01;" for n in numbers]


def test_a_file_of_one_department_ends_only_rows_of_its_own(office):
    office.register(1, *rows("WPO", 1, 2, 3), name="WPO.csv")
    office.register(1, *rows("WSO", 1, 2, 3, 4), name="WSO.csv")

    load = office.register(2, *rows("WSO", 1, 2, 3), name="WSO.csv")

    assert (load.state, load.rows_in, load.rows_unchanged, load.rows_ended) == ("loaded", 3, 3, 1)
    assert len(office.known(2)) == 6


def test_half_a_file_of_one_department_is_held_by_its_own_measure(office):
    office.register(1, *rows("WPO", *range(100)), name="WPO.csv")
    office.register(1, *rows("WSO", 1, 2, 3, 4), name="WSO.csv")

    load = office.register(2, *rows("WSO", 1, 2), name="WSO.csv")

    assert load.state == "held"
    assert "2 z 4" in (load.reason or "")


def test_a_case_that_goes_to_another_department_is_there_once(office):
    office.register(1, *rows("WPO", 1, 2, 3), name="WPO.csv")
    moved = "WPO.6740.3.2026;kpa_ordinary;WSO;2026-01-01;"

    office.register(2, *rows("WSO", 1), moved, name="WSO.csv")

    assert office.known(2, "select unit from cases where case_id = 'WPO.6740.3.2026'") == [("WSO",)]


def test_the_same_file_of_a_department_is_read_again_after_another_one(office):
    office.register(1, *rows("WSO", 1, 2, 3, 4), name="WSO.csv")
    office.register(2, *rows("WSO", 1, 2, 3), name="WSO.csv")

    load = office.register(3, *rows("WSO", 1, 2, 3, 4), name="WSO.csv")

    assert (load.state, load.rows_loaded) == ("loaded", 1)


def test_a_held_file_says_what_it_would_end_and_how_files_by_department_are_described(office):
    office.configure(PARTS.replace('covers = "part"\npart = "unit"\n', ""))
    office.register(1, *rows("WPO", *range(10)), name="WPO.csv")

    load = office.register(1, *rows("WSO", *range(10)), name="WSO.csv")

    assert load.state == "held"
    assert load.reason == "Plik zakończyłby 10 z 10 wierszy (100%)."
    assert load.fix == (
        f"Jeśli tak ma być: ratusz release {load.load_id}. Jeśli każdy plik obejmuje tylko swoją wartość unit, wpisz w "
        'town.toml: covers = "part", part = "unit".'
    )


def monthly(*feeds: tuple[str, str, str]) -> str:
    return BUDGET.format(feeds="".join(MONTHLY.format(name=n, column=c, constant=k) for n, c, k in feeds))


def test_differences_are_taken_across_the_feeds_of_single_months(office):
    months = (("b01", "", 'booked_on = "2026-01-31"'), ("b02", "", 'booked_on = "2026-02-28"'))
    office.configure(monthly(*months))
    office.drop("s.csv", TABLE.format(executed="100.00"), "b01")
    office.drop("l.csv", TABLE.format(executed="200.00"), "b02")
    office.load()

    assert office.known(1, SUMS) == [("executed", Decimal(200), "2026-02-28"), ("plan", Decimal(1000), "2026-02-28")]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("Rb_%Y_%m", ("Rb_2026_01.csv", "Rb_2026_02.csv")),
        ("%d.%m.%Y", ("stan 31.01.2026.csv", "stan 28.02.2026.csv")),
        (r"(?P<month>\\d\\d)-(?P<year>\\d{4})", ("wykonanie-01-2026.csv", "wykonanie-02-2026.csv")),
        (r"(\\d{4}-\\d\\d-\\d\\d)", ("na 2026-01-31.csv", "na 2026-02-28.csv")),
    ],
)
def test_the_day_of_a_table_is_read_from_its_files_name(office, pattern, names):
    office.configure(monthly(("fk", f'booked_on = {{ from = "file", pattern = "{pattern}" }}', "")))
    for name, executed in zip(names, ("100.00", "200.00"), strict=True):
        office.drop(name, TABLE.format(executed=executed), "fk")
    assert [load.state for load in office.load()] == ["loaded"] * 2

    assert office.known(1, SUMS) == [("executed", Decimal(200), "2026-02-28"), ("plan", Decimal(1000), "2026-02-28")]


def test_a_table_that_says_the_same_in_another_month_is_another_table(office):
    office.configure(monthly(("fk", 'booked_on = { from = "file", pattern = "%Y-%m" }', "")))
    for month in ("01", "02"):
        office.drop(f"2026-{month}.csv", TABLE.format(executed="100.00"), "fk")

    assert [load.rows_loaded for load in office.load()] == [2, 2]


def test_the_day_of_a_table_is_read_from_a_title(office):
    column = 'booked_on = { from = "cell", pattern = "stan na (.*) r" }\n[feeds.fk.read]\nskip = 2'
    office.configure(monthly(("fk", column, "")))
    office.drop("t.csv", "Wykonanie budżetu\nStan na 28.02.2026 r.\n" + TABLE.format(executed="200.00"), "fk")
    (load,) = office.load()

    assert load.state == "loaded", load
    assert office.known(1, SUMS)[0] == ("executed", Decimal(200), "2026-02-28")


@pytest.mark.parametrize(
    ("place", "said"), [("file", "nazwa pliku to t.csv"), ("cell", "brak jej w komórkach nad nagłówkiem")]
)
def test_a_file_whose_day_is_not_found_is_refused_with_the_place(office, place, said):
    office.configure(monthly(("fk", f'booked_on = {{ from = "{place}", pattern = "%Y-%m" }}', "")))
    office.drop("t.csv", TABLE.format(executed="200.00"), "fk")
    (load,) = office.load()

    assert load.state == "refused"
    assert said in (load.reason or "")


TWO = '[town]\nname = "Zabrzeg"\n[feeds.a]\nnoun = "cases"\n[feeds.b]\nnoun = "cases"\n'
ORDERED = TWO.replace("[feeds.a]", '[feeds]\norder = ["a"]\n[feeds.a]')


@pytest.mark.parametrize(
    ("settings", "unit", "shared"),
    [
        (TWO, "B", [("cases", "WB.6740.1.2026", ["a", "b"])]),
        (ORDERED, "A", [("cases", "WB.6740.1.2026", ["a", "b"])]),
        (ORDERED.replace('["a"]', '["a", "b"]'), "A", []),
        (ORDERED.replace('["a"]', '["b", "a"]'), "B", []),
    ],
)
def test_a_key_that_two_feeds_give_is_said_and_won_by_the_order_of_feeds(office, settings, unit, shared):
    from datetime import date, datetime

    from pipelines.store.warehouse import look

    office.configure(settings)
    head = HEAD.replace(";", ",")
    office.drop("a.csv", head + "WB.6740.1.2026,k,A,2026-01-01,\nWB.6740.2.2026,k,A,2026-01-01,\n", "a")
    office.drop("b.csv", head + "WB.6740.1.2026,k,B,2026-01-01,\n", "b")
    office.load()

    look(office.con, date(2026, 1, 31), datetime(2026, 1, 2), "Europe/Warsaw", office.town.order)

    found = office.con.execute("select unit from cases where case_id = 'WB.6740.1.2026'").fetchall()
    assert found == [(unit,)]
    assert office.con.execute("from shared_keys").fetchall() == shared
