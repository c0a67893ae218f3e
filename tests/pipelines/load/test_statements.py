"""A bank's transfers are led to the invoices they pay: by KSeF number, number, account and sum, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.pipelines.formats.statements import OTHER, OWN, TURNS, Turn, camt053, mt940
from tests.pipelines.load.test_load import Office

BANK = """
[town]
name = "Zabrzeg"
[feeds.fk]
noun = "invoices"
[feeds.bank]
format = "mt940"
[feeds.konto]
format = "camt053"
[feeds.payments]
"""
KSEF = ("5260250274-20260105-0A1B2C-3D4E5F-06", "5260250274-20260106-0A1B2C-3D4E5F-07")
INVOICES = f"""invoice_id,ksef_number,number,seller_nip,issued_on,received_on,gross,account
A,,FV/0012/2026,5260250274,2026-01-02,2026-01-03,123.45,{OTHER}
B,,FV/13/2026,5260250274,2026-01-02,2026-01-03,50.00,{OTHER}
C,{KSEF[0]},7,1111111111,2026-01-02,2026-01-03,70.00,
D,{KSEF[1]},8,1111111111,2026-01-02,2026-01-03,80.00,
E,,R/5,2222222222,2026-01-02,2026-01-03,50.00,PL61 1090 1014 0000 0712 1981 2874
F,,FK/13/2026,5260250274,2026-01-02,2026-01-03,51.00,{OTHER}
G,,FV/99/2026,5260250274,2026-02-02,2026-02-03,99.00,{OTHER}
"""
DAY = date(2026, 1, 20)
MEETINGS = "select state, invoice_id from payment_matches"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    its = Office(tmp_path, BANK)
    its.drop("fk.csv", INVOICES, "fk")
    yield its
    its.con.close()


def met(office: Office, *turns: Turn) -> list[tuple[str, str | None]]:
    office.drop("wyciag.sta", mt940(turns), "bank")
    assert [load.state for load in office.load()][-1] == "loaded"
    return office.known(1, MEETINGS)


def turn(amount: str, title: str, account: str = OTHER, *, back: bool = False) -> Turn:
    return Turn(DAY, Decimal(amount), title, account, back)


@pytest.mark.parametrize(
    ("amount", "title", "account", "state"),
    [
        ("-123.45", "Zapłata za FV 12/2026", OTHER, "A"),
        ("-123.45", "zapłata za fv/00012/2026 z dnia 2.01.2026", OWN, "A"),
        ("-100.00", "FV/12/2026 częściowo", OTHER, "A"),
        ("-100.00", "FV/12/2026 częściowo", OWN, "none"),
        ("-100.00", "/VAT/1,00/IDC/5260250274/INV/FV/12/2026/TXT/czesc", OWN, "A"),
        ("-1.00", f"KSeF {KSEF[0]}", OWN, "C"),
        ("-1.00", f"KSeF{KSEF[0].replace('C-3', 'C3')}", OWN, "C"),
        ("-150.00", f"{KSEF[0]} i {KSEF[1]}", OWN, "several"),
        ("-50.00", "13/2026", OTHER, "B"),
        ("-50.00", "", OTHER, "B"),
        ("-50.00", "czynsz", OWN, "E"),
        ("-50.00", "czynsz 14/2026", OWN, "none"),
        ("-50.00", "FV/13/2026", OTHER, "B"),
        ("-173.45", "FV/12/2026, FV/13/2026", OTHER, "several"),
        ("-173.45", "FV 12/2026 i FV/13/2026", OTHER, "several"),
        ("-150.00", f"{KSEF[0]} i FV/13/2026", OTHER, "several"),
        ("-70.00", f"{KSEF[0]} i {KSEF[0].replace('0105', '0107')}", OWN, "several"),
        ("-173.45", "FV/12/2026 i FV/77/2026", OTHER, "exceeds"),
        ("-50.01", "FV/13/2026", OTHER, "exceeds"),
        ("-99.00", "FV/99/2026", OTHER, "none"),
        ("-70.00", "faktura 7", OWN, "none"),
        ("-4000.00", "wynagrodzenie 01/2026", "27114020040000300201355388", "none"),
        ("-5.00", "Prowizja", "", "none"),
    ],
)
def test_what_surely_leads_to_one_invoice_pays_it_and_nothing_is_guessed(office, amount, title, account, state):
    [found] = met(office, turn(amount, title, account))
    assert found == ((state, None) if state in ("several", "exceeds", "none") else ("matched", state))
    paid = office.known(1, "select invoice_id, amount from payments")
    assert paid == ([] if found[1] is None else [(state, -Decimal(amount))])


def test_a_transfer_that_came_back_is_of_the_same_invoice(office):
    met(office, turn("-123.45", "FV/12/2026"), turn("123.45", "FV/12/2026", back=True))
    assert office.known(1, "select invoice_id, amount from payments order by amount") == [
        ("A", Decimal("-123.45")), ("A", Decimal("123.45")),
    ]  # fmt: skip


def test_a_transfer_that_the_finance_program_tells_too_counts_once(office):
    office.drop("p.csv", "payment_id,invoice_id,ordered_on,amount\nP1,A,2026-01-19,123.45\n", "payments")
    found = met(office, turn("-123.45", "FV/12/2026"), turn("-123.45", "FV/12/2026 raz jeszcze"))
    assert sorted(found, key=str) == [("matched", "A"), ("told_elsewhere", None)]
    assert len(office.known(1, "from payments")) == 2


def test_the_same_statement_in_the_next_month_changes_nothing(office):
    met(office, turn("-123.45", "FV/12/2026"))
    office.drop("miesiac.sta", mt940([turn("-123.45", "FV/12/2026"), turn("-50.00", "FV/13/2026")]), "bank")
    [load] = office.load(2)
    assert (load.rows_in, load.rows_loaded, load.rows_unchanged, load.rows_rejected) == (2, 1, 1, 0)
    assert [row[0] for row in office.known(2, "select invoice_id from payments order by 1")] == ["A", "B"]


def test_an_invoice_that_comes_after_its_transfer_is_paid_all_the_same(office):
    (office.root / "inbox" / "fk" / "fk.csv").unlink()
    assert met(office, turn("-123.45", "FV/12/2026")) == [("none", None)]
    office.drop("fk.csv", INVOICES, "fk")
    office.load(2)
    assert office.known(2, "select invoice_id from payments") == [("A",)]


def test_camt_leads_to_the_same_invoices(office):
    office.drop("wyciag.xml", camt053([turn("-123.45", "FV/12/2026")]), "konto")
    office.load()
    assert office.known(1, MEETINGS) == [("matched", "A")]


def test_a_statement_that_does_not_add_up_is_refused_and_lies_among_the_rejected(office):
    office.drop("zly.sta", mt940(TURNS, closing=Decimal(0)), "bank")
    load = office.load()[-1]
    assert load.state == "refused"
    assert "się nie bilansuje" in (load.reason or "")
    assert any("zly.sta" in name for name in office.files("rejected"))


def test_a_payment_of_another_source_has_to_name_its_invoice(office):
    office.drop("p.csv", "payment_id,invoice_id,ordered_on,amount\nP1,,2026-01-19,1.00\n", "payments")
    [load] = [load for load in office.load() if load.feed == "payments"]
    assert (load.rows_in, load.rows_rejected) == (1, 1)
