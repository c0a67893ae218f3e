"""Who has to know: the words of a rule's audience become people, and nobody who left is ever among them."""

from collections.abc import Sequence
from datetime import date

import duckdb
import pytest

from pipelines.store.queries import sql

WHO = sql("judge/recipients.sql")

UNITS = [
    # unit, parent, manager
    ("UM", None, "burmistrz"),
    ("WB", "UM", "kierownik"),
    ("WB-1", "WB", None),
    ("WF", "UM", "byla-kierowniczka"),
    ("K1", "K2", None),
    ("K2", "K1", None),
]
EMPLOYEES = [
    # employee, unit, roles, active_to
    ("burmistrz", "UM", "mayor", None),
    ("sekretarz", "UM", "secretary", None),
    ("skarbnik", "WF", "treasurer|accountant", None),
    ("ksiegowa", "WF", "accountant | officer", None),
    ("kierownik", "WB", "manager", None),
    ("anna", "WB", "officer", None),
    ("jan", "WB", "officer", None),
    ("drogowiec", "WB", "road_manager", None),
    ("opiekun", "UM", "steward", None),
    ("byly", "WB", "officer|accountant", date(2026, 11, 19)),
    ("byla-kierowniczka", "WF", "manager", date(2026, 1, 31)),
    ("ostatni-dzien", "WB", "officer", date(2026, 11, 20)),
]


@pytest.fixture
def town():
    """An office on 20 November 2026."""
    con = duckdb.connect()
    con.execute("set variable as_of = date '2026-11-20'")
    con.execute("create table units (unit varchar, parent varchar, manager varchar)")
    con.execute(
        "create table employees (employee varchar, unit varchar, roles varchar, active_from date, active_to date)"
    )
    con.executemany("insert into units values (?, ?, ?)", UNITS)
    con.executemany("insert into employees values (?, ?, ?, null, ?)", EMPLOYEES)
    con.execute(f"create view staff as {sql('store/staff.sql')}")
    yield con
    con.close()


def who(
    con: duckdb.DuckDBPyConnection,
    audience: Sequence[str] | None,
    unit: str | None = "WB",
    holder: str | None = "anna",
    owner: str | None = None,
    substitute: str | None = None,
) -> list[str]:
    """The recipients of one finding."""
    con.execute(
        "create or replace temp table findings_raw as "
        "select 'WB.6740.1.2026' as subject, ?::varchar as unit, ?::varchar as holder, ?::varchar as owner, "
        "?::varchar as substitute, ?::varchar[] as audience",
        [unit, holder, owner, substitute, audience],
    )
    [(subject, recipients)] = con.execute(f"select subject, recipients from ({WHO})").fetchall()
    assert subject == "WB.6740.1.2026"
    return recipients


@pytest.mark.parametrize("word", ["officer", "owner", "person holding it", "Officer "])
def test_the_officer_is_whoever_holds_it(town, word):
    assert who(town, [word]) == ["anna"]


@pytest.mark.parametrize("word", ["manager", "unit head", "unit_head"])
def test_the_manager_is_the_one_the_unit_names_and_not_everyone_with_that_role(town, word):
    assert who(town, [word]) == ["kierownik"]


def test_a_unit_without_a_manager_answers_to_the_one_above_it(town):
    assert who(town, ["manager"], unit="WB-1") == ["kierownik"]


def test_a_manager_who_left_is_passed_over_for_the_one_above(town):
    assert who(town, ["manager"], unit="WF") == ["burmistrz"]


def test_units_that_are_each_others_parent_have_no_manager_and_the_steward_hears(town):
    assert who(town, ["manager"], unit="K1") == ["opiekun"]


def test_the_owner_of_a_contract_comes_from_the_contract(town):
    assert who(town, ["treasurer", "contract owner"], owner="jan") == ["skarbnik", "jan"]


@pytest.mark.parametrize(
    ("word", "people"),
    [
        ("registry", ["sekretarz"]),
        ("council office", ["sekretarz"]),
        ("secretary", ["sekretarz"]),
        ("data steward", ["opiekun"]),
        ("mayor", ["burmistrz"]),
        ("road manager", ["drogowiec"]),
        ("road_manager", ["drogowiec"]),
        ("accountant", ["ksiegowa", "skarbnik"]),
    ],
)
def test_any_other_word_means_everyone_with_that_role(town, word, people):
    assert who(town, [word]) == people


def test_the_planner_is_the_owner_of_the_works_when_an_employee(town):
    assert who(town, ["planners"], owner="jan") == ["jan"]


@pytest.mark.parametrize("owner", ["Tauron Dystrybucja", "byly", None])
def test_otherwise_the_planner_is_the_road_manager(town, owner):
    assert who(town, ["planners"], owner=owner) == ["drogowiec"]


def test_the_substitute_is_the_one_the_finding_names(town):
    assert who(town, ["substitute", "manager"], substitute="jan") == ["jan", "kierownik"]
    assert who(town, ["substitute", "manager"], substitute=None) == ["kierownik"]


def test_several_planners_each_hear_and_a_company_among_them_is_heard_for_by_the_road_manager(town):
    assert who(town, ["planners"], owner="jan|anna") == ["anna", "jan"]
    assert who(town, ["planners"], owner="jan|Tauron Dystrybucja") == ["drogowiec", "jan"]


def test_several_substitutes_each_hear(town):
    assert who(town, ["substitute", "manager"], substitute="jan|anna") == ["anna", "jan", "kierownik"]


def test_the_superior_is_the_one_the_finding_names(town):
    assert who(town, ["employee", "superior"], owner="kierownik") == ["anna", "kierownik"]
    assert who(town, ["employee", "superior"], owner=None) == ["anna"]


def test_the_order_is_that_of_the_words_and_nobody_is_named_twice(town):
    assert who(town, ["manager", "officer", "unit head"]) == ["kierownik", "anna"]
    assert who(town, ["officer", "manager"], holder="kierownik") == ["kierownik"]


def test_someone_who_left_yesterday_hears_nothing_and_someone_on_the_last_day_does(town):
    assert who(town, ["officer", "manager"], holder="byly") == ["kierownik"]
    assert who(town, ["officer"], holder="ostatni-dzien") == ["ostatni-dzien"]
    assert "byly" not in who(town, ["accountant"])


def test_nobody_falls_to_the_steward_then_to_the_mayor_then_to_no_one(town):
    assert who(town, ["officer"], holder=None) == ["opiekun"]
    assert who(town, ["investment head"]) == ["opiekun"]
    assert who(town, []) == ["opiekun"]
    assert who(town, None) == ["opiekun"]
    town.execute("delete from employees where employee = 'opiekun'")
    assert who(town, ["officer"], holder="spoza-kadr") == ["burmistrz"]
    town.execute("delete from employees where employee = 'burmistrz'")
    assert who(town, ["officer"], holder="spoza-kadr") == []


def test_two_findings_of_one_rule_and_subject_keep_to_their_own_people(town):
    town.execute(
        "create or replace temp table findings_raw as "
        "select 'C01' as rule, 'WB.1' as subject, 'WB' as unit, unnest(['anna', 'jan']) as holder, "
        "null::varchar as owner, null::varchar as substitute, ['officer'] as audience"
    )
    rows = town.execute(f"select holder, recipients from ({WHO}) order by holder").fetchall()
    assert rows == [("anna", ["anna"]), ("jan", ["jan"])]


def test_every_finding_has_exactly_one_row(town):
    town.execute(
        "create or replace temp table findings_raw as "
        "select 'c' || range as subject, if(range % 3 = 0, null, 'WB') as unit, "
        "if(range % 2 = 0, null, 'anna') as holder, null::varchar as owner, null::varchar as substitute, "
        "['officer', 'manager', 'accountant'] as audience from range(1000)"
    )
    [(rows, subjects, silent)] = town.execute(
        f"select count(*), count(distinct subject), count(*) filter (where recipients = []) from ({WHO})"
    ).fetchall()
    assert (rows, subjects, silent) == (1000, 1000, 0)
