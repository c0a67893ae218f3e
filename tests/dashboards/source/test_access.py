"""Who sees what: checked against the snapshot, since it is the queries that keep the secret."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboards.pages import HEADINGS, PAGES
from dashboards.source import access
from dashboards.source import query as queries
from dashboards.source.access import WHOLE_OFFICE, address, oidc, reader, reader_of_address
from dashboards.source.query import query
from dashboards.source.snapshot import language, newest
from pipelines.contracts import NOUNS
from pipelines.contracts.roles import ROLES
from pipelines.refusal import Refusal
from rules.wording import words

INVOICES, BUDGET, DESK, WHY = (str(PAGES[page].script) for page in ("invoices", "budget", "desk", "item"))
EVERYTHING = {"unit": None, "due": None, "search": None, "limit": 100_000, "skip": 0}


@pytest.fixture
def somebody(full):
    """The readers of the demo town by employee id."""
    return lambda employee: reader(newest(full), employee)


def one_with(published, role: str) -> str:
    return published.execute(
        """select employee from employees_history
           where list_contains(string_split(roles, '|'), $1) and active_to is null order by 1""",
        [role],
    ).fetchall()[0][0]


def test_the_treasurer_sees_every_unit(published, somebody, look_as):
    look_as(somebody(one_with(published, "treasurer")))
    (queue,) = published.execute("select count(*) from invoice_facts where state in ('open', 'disputed')").fetchall()[0]
    assert len(query(INVOICES, "queue", **EVERYTHING)) == queue > 0


def test_a_manager_sees_the_own_units_and_those_below_and_no_other(published, somebody, look_as):
    manager = published.execute(
        """select u.manager from units_history u join employees_history e on e.employee = u.manager
           where e.roles = 'manager' and u.unit in (select unit from invoice_facts where state = 'open')
             and u.manager not in (select substitute from stand_ins where substitute is not null) order by 1"""
    ).fetchall()[0][0]
    who = somebody(manager)
    look_as(who)
    seen = {row.unit for row in query(INVOICES, "queue", **EVERYTHING)}
    assert seen
    assert seen <= set(who.units)
    look_as(WHOLE_OFFICE)
    assert {row.unit for row in query(INVOICES, "queue", **EVERYTHING)} - set(who.units)


def test_an_officer_may_not_open_the_budget_and_its_queries_are_empty_all_the_same(published, somebody, look_as):
    officer = published.execute(
        """select employee from employees_history where roles = 'officer' and active_to is null
           and employee not in (select substitute from stand_ins where substitute is not null) order by 1"""
    ).fetchall()[0][0]
    who = somebody(officer)
    assert not who.may_open(PAGES["budget"])
    look_as(who)
    assert query(BUDGET, "by_unit", year=2026) == ()


def test_a_substitute_sees_what_the_absent_person_would(published, somebody):
    absent, substitute = published.execute(
        """select s.employee, s.substitute from stand_ins s join units_history u on u.manager = s.employee
           where s.substitute is not null order by 1"""
    ).fetchall()[0]
    units, theirs = somebody(substitute).units, somebody(absent).units
    assert theirs, "whoever heads a unit sees it"
    assert units is None or set(theirs) <= set(units)


def test_nobody_finds_another_persons_desk_on_the_own(published, somebody, look_as):
    look_as(somebody("e017"))
    desks = {row.employee for row in query(DESK, "desks")}
    rows = query(DESK, "desk", whose=None, noun=None, search=None, limit=100_000, skip=0)
    assert rows
    assert {row.holder for row in rows} <= desks


def test_asking_for_somebody_elses_desk_by_name_gives_nothing(published, somebody, look_as):
    look_as(somebody("e017"))
    other = published.execute(
        "select holder from case_facts where state = 'open' and holder not in ('e017', 'e016') order by 1"
    ).fetchall()[0][0]
    assert query(DESK, "desk", whose=other, noun=None, search=None, limit=20, skip=0) == ()


def test_the_reasons_of_another_unit_are_nobody_elses_business(published, somebody, look_as):
    look_as(somebody("e017"))
    own, others = (
        published.execute(
            f"select min(subject) from case_facts where noun = 'cases' and state = 'open' and holder {whose}"
        ).fetchall()[0][0]
        for whose in ("= 'e017'", "not in ('e016', 'e017')")
    )
    assert query(WHY, "named", subject=others) == ()
    assert [row.subject for row in query(WHY, "named", subject=own)] == [own]


def test_a_number_that_two_sellers_gave_means_the_invoice_the_reader_sees(published, somebody, look_as):
    look_as(WHOLE_OFFICE)
    number, invoice = published.execute("select number, invoice_id from invoice_facts order by 2").fetchall()[0]
    assert invoice in [row.subject for row in query(WHY, "named", subject=number) if row.noun == "invoices"]


def test_a_stranger_is_told_whom_to_ask(full):
    with pytest.raises(Refusal) as refused:
        reader(newest(full), "e999")
    assert refused.value.fix == words("pl")("Ask the data steward to check the list of employees.")


def test_an_address_belongs_to_one_employee_whatever_its_case(full, published):
    employee, email = published.execute(
        "select employee, email from employees_history where active_to is null"
    ).fetchall()[0]
    assert reader_of_address(newest(full), email.upper()).employee == employee
    with pytest.raises(Refusal):
        reader_of_address(newest(full), "obcy@example.com")


@pytest.mark.parametrize("claims", [{}, {"email": "a@b.pl", "email_verified": False}, {"email": None}])
def test_a_login_without_a_confirmed_address_opens_nothing(claims):
    for say in (words("pl"), words("en")):
        with pytest.raises(Refusal) as refused:
            address(claims, say)
        assert refused.value.message == say("The login gave no confirmed e-mail address.")


def test_a_login_set_up_by_half_is_refused_rather_than_left_open():
    assert oidc({}) is None
    with pytest.raises(Refusal) as refused:
        oidc({"RATUSZ_OIDC_CLIENT_ID": "ratusz"})
    assert "RATUSZ_COOKIE_SECRET" in refused.value.message


@pytest.mark.parametrize("tongue", ["pl", "en"])
def test_before_anything_is_published_refusals_speak_the_language_of_town_toml(tmp_path, monkeypatch, tongue):
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path))
    assert language() == "pl"  # no town is known yet
    (tmp_path / "town.toml").write_text(f'[town]\nname = "Nowe"\nlanguage = "{tongue}"\n', encoding="utf-8")
    assert language() == tongue
    say = words(tongue)
    with pytest.raises(Refusal) as unpublished:
        newest(tmp_path)
    assert unpublished.value.message == say("Nothing has been published yet.")
    with pytest.raises(Refusal) as half:
        oidc({"RATUSZ_OIDC_CLIENT_ID": "ratusz"})
    assert half.value.fix == say("Set them all, or none.")


@pytest.mark.parametrize("tongue", ["pl", "en"])
def test_whoever_is_unknown_is_told_so_in_the_towns_language(full, tongue):
    shot = newest(full)
    there = replace(shot, town=replace(shot.town, language=tongue))
    say = words(tongue)
    with pytest.raises(Refusal) as stranger:
        reader(there, "e999")
    assert stranger.value.message == say("Nobody of that identifier works here on the day of the data.")
    with pytest.raises(Refusal) as unknown:
        reader_of_address(there, "obcy@example.com")
    assert unknown.value.fix == say("Ask the data steward to add it; access follows with the next run.")


@pytest.mark.parametrize("which", [name for name, page in PAGES.items() if page.script.with_suffix(".sql").is_file()])
def test_a_page_asks_only_for_rows_its_reader_may_see(which):
    text = PAGES[which].script.with_suffix(".sql").read_text(encoding="utf-8")
    code = re.sub(r"--.*", "", text)
    assert not re.search(r"\bpublished|_history|main\.|temp\.", code)
    raw = r"\b(from|join)\s+(cases|documents|invoices|payments|budget|report_lines|absences|case_events|contracts)\b"
    assert not re.search(raw, code)


def test_without_a_reader_no_statement_of_a_page_runs_at_all(full):
    cursor = newest(full).con.cursor()
    with pytest.raises(Exception, match="signals"):
        cursor.execute(queries.statements(PAGES["today"].script.with_suffix(".sql"))["numbers"]).fetchall()


def test_two_readers_never_share_an_answer(somebody, look_as):
    look_as(WHOLE_OFFICE)
    everything = query(BUDGET, "by_unit", year=2026)
    look_as(replace(WHOLE_OFFICE, employee="e017", units=()))
    assert query(BUDGET, "by_unit", year=2026) == ()
    assert everything


@pytest.mark.parametrize("which", PAGES)
def test_a_page_is_for_roles_there_are_and_lies_under_a_heading_beside_its_questions(which):
    page = PAGES[which]
    assert page.roles is None or page.roles <= set(ROLES)
    assert page.audience in HEADINGS
    assert page.script.is_file()
    assert page.script.with_suffix(".sql").is_file() == ("query(" in page.script.read_text(encoding="utf-8"))
    assert set(page.nouns) <= set(NOUNS)


@pytest.mark.parametrize("depth", [1, 19])
def test_an_office_of_the_town_hall_reaches_everywhere_however_deep_its_unit_lies(depth):
    reach = queries.statements(Path(access.__file__).with_suffix(".sql"))["reach"]
    with duckdb.connect() as con:
        con.execute(
            f"""
            create table units as
            select 'U' || n as unit, if(n = 0, null, 'U' || n - 1) as parent, if(n = 0, 'city', 'department') as kind,
                null::varchar as manager
            from range({depth + 1}) as depths(n);
            create table employees as select 'e1' as employee, 'U{depth}' as unit, 'treasurer' as roles;
            create table stand_ins (employee varchar, substitute varchar);
            """
        )
        asked = {"reader": "e1", "treasury": None, "offices": ["treasurer"], "books": "accountant"}
        assert con.execute(reach, asked).fetchall()[0][0] is True
