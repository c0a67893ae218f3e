"""Whoever unfolds a number of the demo arrives at something: entry, document, invoice, contract, seller, transfer."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal


def day(text: str) -> date:
    """A Polish day."""
    return datetime.strptime(text[:10], "%d.%m.%Y").date()


def zlotys(text: str) -> Decimal:
    """A Polish amount."""
    return Decimal(text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))


def test_what_was_promised_and_done_names_its_document(export):
    entries = [row for row in export("budzet")[:-2] if row["Miara"] in ("wykonanie", "zaangażowanie")]
    assert len(entries) > 4_000
    assert [row for row in entries if not row["Dokument"]] == []


def test_an_invoice_of_the_ledger_stands_in_the_register_on_the_same_line_and_was_paid(export):
    register = {row["Nr rejestru"]: row for row in export("fk_faktury")[:-4]}
    paid = {row["Nr rejestru"] for row in export("fk_przelewy")}
    done = [row for row in export("budzet")[:-2] if row["Miara"] == "wykonanie" and row["Dokument"] in register]
    assert len(done) > 1_000
    for entry in done:
        invoice = register[entry["Dokument"]]
        assert (invoice["Paragraf"], invoice["Rozdział"]) == (entry["Paragraf"], entry["Rozdział"])
        assert entry["Dokument"] in paid


def test_an_invoice_of_a_contract_is_of_its_seller_its_line_and_its_time_and_all_fit_its_value(export):
    contracts = {row["Nr umowy"]: row for row in export("umowy")[:-1]}
    under = defaultdict(list)
    for row in export("fk_faktury")[:-4]:
        if row["Umowa"]:
            under[row["Umowa"]].append(row)
    assert len(under) > 60
    for number, invoices in under.items():
        contract = contracts[number]
        for invoice in invoices:
            assert invoice["NIP sprzedawcy"] == contract["NIP wykonawcy"]
            assert (invoice["Rozdział"], invoice["Paragraf"]) == (contract["Rozdział"], contract["Paragraf"])
            assert day(contract["Data zawarcia"]) <= day(invoice["Data wpływu"]) <= day(contract["Koniec umowy"])
        assert sum(zlotys(row["Kwota brutto"]) for row in invoices) <= zlotys(contract["Wartość"]) * 3 / 4
