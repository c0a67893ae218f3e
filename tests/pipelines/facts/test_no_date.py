"""What ended before it began has no end: so databases write "no date". It ends nothing, and D02 names it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.answers.findings import materialize_findings
from pipelines.reading import Reading, reading
from pipelines.run import run
from pipelines.settings import open_town

DAY = date(2026, 3, 20)
EXPORTS = {
    "cases": """case_id,kind,unit,handler,opened_on,closed_on
WB.1.2026,kpa_investigation,WB,e1,2026-01-05,
WB.2.2026,kpa_investigation,WB,e1,2026-01-05,1900-01-01
WB.3.2026,kpa_investigation,WB,e1,2026-01-05,1970-01-01T00:00:00Z
WB.5.2026,kpa_investigation,WB,e1,2026-01-05,2026-01-04
""",
    "documents": """document_id,received_on,due_on,closed_on
P.1,2026-03-02,2026-03-10,1900-01-01
""",
    "invoices": """invoice_id,number,seller_nip,issued_on,received_on,agreed_due_on,gross,cancelled_on
R/1,F1,5260250274,2026-03-02,2026-03-02,2026-03-10,100.00,2026-03-02
R/2,F2,5260250274,2026-03-02,2026-03-02,2026-03-10,200.00,1900-01-01
R/4,F4,5260250274,2026-03-02,2026-03-02,2026-03-10,400.00,
""",
    "payments": """payment_id,invoice_id,ordered_on,paid_on,amount
P1,R/4,2026-03-19,1900-01-01,400.00
""",
    "employees": """employee,name,email,unit,roles,active_from,active_to
e1,Anna Pierwsza,e1@urzad.example,WB,officer,2010-01-01,1900-01-01
e2,Marek Drugi,e2@urzad.example,WB,manager|steward,,1970-01-01
e3,Ewa Trzecia,e3@urzad.example,WB,officer,2010-01-01,2015-01-01
""",
    "substitutions": """employee,substitute,valid_from,valid_to
e1,e2,2026-01-01,1900-01-01
""",
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory):
    root: Path = tmp_path_factory.mktemp("no-date")
    feeds = "".join(f"[feeds.{noun}]\n" for noun in EXPORTS)
    (root / "town.toml").write_text(f'[town]\nname = "Zabrzeg"\nas_of = "2026-03-20"\n{feeds}', "utf-8")
    for noun, text in EXPORTS.items():
        path = root / "inbox" / noun / "a.csv"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
        os.utime(path, (0, 0))
    run(open_town(root), DAY)
    with reading(open_town(root), None, None) as opened:
        materialize_findings(opened)
        yield opened


def ask(day: Reading, query: str) -> list[tuple[Any, ...]]:
    return day.con.execute(query).fetchall()


def test_no_case_is_settled_before_it_was_opened(day: Reading) -> None:
    assert ask(day, "select distinct state, settled_on from case_facts where noun = 'cases'") == [("open", None)]


def test_an_invoice_cancelled_before_it_came_is_still_to_be_paid(day: Reading) -> None:
    assert ask(day, "select invoice_id from invoices where cancelled_on is null order by 1") == [("R/2",), ("R/4",)]


def test_who_left_before_coming_is_here(day: Reading) -> None:
    assert ask(day, "select employee from staff order by 1") == [("e1",), ("e2",)]


def test_each_of_them_is_named(day: Reading) -> None:
    assert ask(day, "select noun, subject, fault from record_faults order by all") == [
        ("cases", "WB.2.2026", "closed_before_opened"),
        ("cases", "WB.3.2026", "closed_before_opened"),
        ("cases", "WB.5.2026", "closed_before_opened"),
        ("documents", "P.1", "closed_before_received"),
        ("employees", "e1", "left_before_coming"),
        ("employees", "e2", "left_before_coming"),
        ("invoices", "R/2", "cancelled_before_received"),
        ("payments", "P1", "paid_before_ordered"),
        ("substitutions", "e1 e2", "ends_before_it_begins"),
    ]
    said = ask(
        day, "select subject, message from findings_now where rule = 'D02' and noun in ('invoices', 'employees')"
    )
    assert sorted(said) == [
        (
            "employees/left_before_coming",
            "employees: koniec zatrudnienia przed jego początkiem; nie bierzemy go pod uwagę; wpisów: 2 (e1, e2).",
        ),
        (
            "invoices/cancelled_before_received",
            "invoices: anulowanie przed wpływem; nie bierzemy go pod uwagę; wpisów: 1 (R/2).",
        ),
    ]
