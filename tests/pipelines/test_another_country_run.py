"""A whole pass by the law of a country that no code knows: its texts lie in the town's folder, and that is all."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.answers.findings import materialize_findings
from pipelines.answers.why import why
from pipelines.reading import Reading, reading
from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.commands import ratusz
from tests.rules.law.test_another_country import UTOPIA

DAY = date(2026, 4, 1)
SETTINGS = """
[town]
name = "Port"
jurisdiction = "UT"
language = "en"
timezone = "UTC"
as_of = "2026-04-01"
"""
ROWS: dict[str, list[dict[str, Any]]] = {
    # ten working days from Thursday 26 February over a weekend of Friday and Saturday and over High Tide: 15 March
    "cases": [{"case_id": "F/1", "kind": "ferry_licence", "unit": "Q", "opened_on": "2026-02-26"}],
    "case_events": [{"case_id": "F/1", "at": "2026-03-01T08:00", "event": "received"}],
    # twenty days from 1 March end on Saturday the 21st; Sunday is worked
    "invoices": [
        {"invoice_id": "I1", "number": "7", "seller_nip": "UT-9", "issued_on": "2026-03-01",
         "received_on": "2026-03-01", "agreed_due_on": "2026-06-01", "gross": "360.00", "currency": "UTO", "unit": "Q",
         "account": "12"},
    ],
    "payments": [{"payment_id": "P1", "invoice_id": "other", "ordered_on": "2026-03-01", "amount": "1.00"}],
    "budget": [
        {"entry_id": n, "year": 2026, "booked_on": "2026-01-02", "unit": "Q", "side": "spending", "dzial": "100",
         "rozdzial": "20000", "paragraf": "3000", "measure": measure, "amount": amount}
        for n, measure, amount in [("1", "plan", "100.00"), ("2", "executed", "101.00")]
    ],
    "contracts": [{"contract_id": "C1", "signed_on": "2026-02-01", "unit": "Q", "amount": "10.00"}],
    "absences": [{"absence": "A1", "employee": "e1", "kind": "planned", "first_day": "2026-03-30",
                  "last_day": "2026-04-03", "state": "approved"}],
    "works": [{"works_id": "R1", "kind": "road", "owner": "e1", "segment": "S", "first_day": "2026-05-01",
               "last_day": "2026-05-02"}],
    "indicators": [{"year": 2026, "indicator": "repayments", "value": "1.00"}],
    "reports": [{"report": "Rb-27S", "period": "2026-02", "level": "unit", "unit": "Q"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("utopia") / "port"
    (root / "law").mkdir(parents=True)
    for name, text in UTOPIA.items():
        (root / "law" / name).write_text(text, encoding="utf-8")
    feeds = "".join(f'[feeds.{noun}]\nformat = "jsonl"\n' for noun in ROWS)
    (root / "town.toml").write_text(SETTINGS + feeds, encoding="utf-8")
    for noun, rows in ROWS.items():
        file = root / "inbox" / noun / "rows.jsonl"
        file.parent.mkdir(parents=True)
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        os.utime(file, (0, 0))
    loads = run(open_town(root), DAY).loads
    assert {load.feed: load.rows_loaded for load in loads} == {noun: len(rows) for noun, rows in ROWS.items()}
    return root


@pytest.fixture
def day(port: Path):
    with reading(open_town(port), None, None) as opened:
        materialize_findings(opened)
        yield opened


def test_its_settings_are_without_a_mistake(port):
    [answer] = ratusz(["check", "--town", str(port)])
    assert (answer.code, answer.err) == (0, "")


def test_a_case_is_late_by_its_calendar_and_nothing_of_polands_law_is_cited(day: Reading):
    rows = day.con.execute("select subject, due_on, law from findings_now where rule = 'C02'").fetchall()
    assert rows == [("F/1", date(2026, 3, 15), ["Charter § 3"])]


def test_an_invoice_is_late_by_its_cap_in_its_currency(day: Reading):
    [(due_on, message)] = day.con.execute(
        "select due_on, message from findings_now where rule = 'I02' and subject = 'I1'"
    ).fetchall()
    assert due_on == date(2026, 3, 22)
    assert "360.00\N{NO-BREAK SPACE}UTO" in message


def test_what_its_law_has_no_number_for_is_not_judged_and_nothing_breaks(day: Reading):
    spoke = {rule for (rule,) in day.con.execute("select distinct rule from findings_now").fetchall()}
    assert {"B01", "C02", "I02"} <= spoke
    assert not spoke & {
        "B03",
        "B04",
        "B14",
        "C01",
        "D02",
        "I07",
        "W01",
    }  # their limits, weights and windows are Poland's


def test_why_tells_its_own_terms_sums_and_sources(day: Reading):
    case = [line.text for line in why(day, "F/1")]
    assert "Term for ferry licence: 10 working days." in case
    assert "Basis: Charter § 3. Source: The Charter as printed (verified), in force since 1 Jan 2020." in case
    invoice = [line.text for line in why(day, "I1")]
    assert "21 Mar 2026 is a day off: Saturday." in invoice
    # 360.00 at 3 % in a year of 360 days: three cents a day for ten days
    assert "Together: 0.30\N{NO-BREAK SPACE}UTO." in invoice
    assert any(text.startswith("I03: payments.max_term_days = 20 days") for text in invoice)
    assert not [text for text in (*case, *invoice) if "PLN" in text or "KPA" in text or "Dz.U." in text]


@pytest.mark.parametrize("subject", ["C1", "A1", "R1", "Rb-27S/2026-02/unit/Q", "Q/2026/spending/100/20000/3000"])
def test_every_kind_of_subject_has_its_answer(day: Reading, subject: str):
    assert why(day, subject)
