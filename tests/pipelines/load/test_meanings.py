"""Names that are no identifier find whom they mean; who stays unknown is told once; marks join what is one matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.facts import derive
from pipelines.settings.town_law import law_of
from tests.pipelines.load.test_load import Office

FEEDS = ("units", "employees", "aliases", "cases", "case_events", "documents", "invoices")
SETTINGS = '[town]\nname = "Zabrzeg"\n' + "".join(f"[feeds.{noun}]\n" for noun in FEEDS)
UNITS = "unit,name,parent,manager\nUM,Urząd Miejski,,\nWSO,Wydział Spraw Obywatelskich,urząd miejski,Ewa Bąk\n"
EMPLOYEES = (
    "employee,name,email,login,unit\n1,Jan Lis,jan@example.test,jlis,WSO\n2,Ewa Bąk,,ebak,WSO\n3,Jan Kot,,,WSO\n"
    "4,Jan Kot,,,UM\n"
)
HANDLERS = ("1", "Jan Lis", "LIS  Jan", "Lis, Jan", "jan@example.test", "JLIS", "j.lis (EZD)", "Jan Kot", "Anna Sowa")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    its = Office(tmp_path, SETTINGS)
    yield its
    its.con.close()


def cases(*rows: tuple[str, str, str]) -> str:
    lines = (f'{mark},kpa_ordinary,"{unit}","{handler}",2026-01-05\n' for mark, unit, handler in rows)
    return "case_id,kind,unit,handler,opened_on\n" + "".join(lines)


def load(office: Office, day: int = 1, **exports: str) -> None:
    for noun, text in exports.items():
        office.drop(f"{noun}-{day}.csv", text, noun)
    loads = office.load(day)
    assert {each.state for each in loads} == {"loaded"}, loads


def unknown(office: Office, day: int) -> list[tuple[Any, ...]]:
    return office.known(day, "select kind, name from unknown_names order by all")


def test_a_person_is_known_by_name_in_either_order_by_e_mail_by_login_and_by_alias(office: Office) -> None:
    rows = [(f"A.{n}.1.2026", "WSO", handler) for n, handler in enumerate(HANDLERS)]
    aliases = "system,name,employee\nEZD,j.lis (ezd),1\n"
    load(office, units=UNITS, employees=EMPLOYEES, aliases=aliases, cases=cases(*rows))

    held = office.known(1, "select handler from cases order by case_id")

    assert [who for (who,) in held] == ["1"] * 7 + ["Jan Kot", "Anna Sowa"]
    assert unknown(office, 1) == [("employees", "Anna Sowa"), ("employees", "Jan Kot")]  # two are called Jan Kot


def test_a_unit_is_known_by_its_name_and_by_alias_in_every_column(office: Office) -> None:
    rows = [("A.1.1.2026", "Wydział Spraw Obywatelskich", "1"), ("A.1.2.2026", "SO", "1"), ("A.1.3.2026", "XX", "1")]
    aliases = "system,name,unit\nEZD,SO,WSO\n"
    load(office, units=UNITS, employees=EMPLOYEES, aliases=aliases, cases=cases(*rows))

    assert office.known(1, "select unit from cases order by case_id") == [("WSO",), ("WSO",), ("XX",)]
    assert office.known(1, "select parent, manager from units where unit = 'WSO'") == [("UM", "2")]
    assert unknown(office, 1) == [("units", "XX")]


def test_what_a_name_meant_is_remembered_with_the_day_it_was_learnt(office: Office) -> None:
    load(office, 1, employees=EMPLOYEES, cases=cases(("A.1.1.2026", "WSO", "Sowa")))
    load(office, 2, aliases="system,name,employee\nEZD,Sowa,2\n")

    assert office.known(1, "select handler from cases") == [("Sowa",)]
    assert office.known(2, "select handler from cases") == [("2",)]
    assert (unknown(office, 1), unknown(office, 2)) == ([("employees", "Sowa")], [])


def test_where_there_is_no_register_of_people_nobody_is_unknown(office: Office) -> None:
    load(office, cases=cases(("A.1.1.2026", "WSO", "Sowa")))

    assert unknown(office, 1) == []


EVENTS = "case_id,at,event\n"


@pytest.mark.parametrize(
    ("mark", "written"),
    [("WB.6220.24.2026", "WB.6220.24.2026.AN"), ("WB.6220.24.2026.AN", "WB.6220.24.2026")],
)
def test_initials_at_the_end_are_no_part_of_a_mark(office: Office, mark: str, written: str) -> None:
    load(office, cases=cases((mark, "WB", "1")), case_events=EVENTS + f"{written},2026-01-07,notice_36\n")

    assert office.known(1, "select case_id from case_events") == [(mark,)]
    assert unknown(office, 1) == []


def test_an_alias_of_a_mark_joins_one_matter_of_two_systems(office: Office) -> None:
    load(
        office,
        cases=cases(("WB.6220.24.2026", "WB", "1"), ("FK/77", "WB", "1")),
        aliases="system,name,case_id\nFK,FK/77,WB.6220.24.2026\n",
        case_events=EVENTS + "FK/77,2026-01-07,notice_36\n",
        documents="document_id,received_on,case_id\nD1,2026-01-06,fk/77\n",
    )

    assert office.known(1) == [("WB.6220.24.2026",)]
    for noun in ("case_events", "documents"):
        assert office.known(1, f"select case_id from {noun}") == [("WB.6220.24.2026",)]


def test_an_event_that_finds_no_case_is_said_once_for_its_mark(office: Office) -> None:
    invoice = "invoice_id,number,seller_nip,issued_on,received_on,gross\nF1,1,5260250274,2026-01-01,2026-01-02,5\n"
    documents = "document_id,received_on,case_id\nD1,2026-01-06,WB.9.9.2025\n"
    steps = "".join(f"{mark},2026-01-07,{step}\n" for mark in ("WB.1.1.2026", "D1", "F1") for step in ("a", "b"))
    load(office, cases=cases(("WB.6220.24.2026", "WB", "1")), invoices=invoice, documents=documents)
    load(office, 2, case_events=EVENTS + steps)

    assert unknown(office, 2) == [("cases", "WB.1.1.2026"), ("cases", "WB.9.9.2025")]
    moment = datetime(2026, 1, 2, 23)
    derive(office.con, office.town, law_of(office.town), date(2026, 1, 31), moment)
    told = office.con.execute("select who, shown, count from record_facts where faults = 'events_of_no_case'")
    assert told.fetchall() == [("cases", "WB.1.1.2026, WB.9.9.2025", 2)]
