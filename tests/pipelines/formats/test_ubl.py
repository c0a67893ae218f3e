"""Peppol invoices and credit notes."""

import pytest

from pipelines.formats import Unreadable

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
DOCUMENT = """<{kind} xmlns="{ubl}:{kind}-2" xmlns:cac="{ubl}:CommonAggregateComponents-2"
 xmlns:cbc="{ubl}:CommonBasicComponents-2"><cbc:ID>R-12</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>{head}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{references}
<cac:AccountingSupplierParty><cac:Party>{seller}
<cac:PartyLegalEntity><cbc:RegistrationName>Bücher GmbH</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount>119.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount>{payable}</cbc:PayableAmount>
</cac:LegalMonetaryTotal></{kind}>"""
VAT = (
    "<cac:PartyTaxScheme><cbc:CompanyID>{}</cbc:CompanyID>"
    "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
)
USUAL = {
    "ubl": UBL,
    "kind": "Invoice",
    "head": "<cbc:DueDate>2026-04-01</cbc:DueDate>",
    "references": "",
    "seller": VAT.format("DE811569869"),
    "payable": "100.00",
}


def document(**parts):
    return DOCUMENT.format_map(USUAL | parts).encode()


def test_an_invoice_gives_its_days_amounts_and_seller(read):
    row = read(document(), "ubl", name="r.xml").frame.row(0, named=True)

    wanted = {
        "number": "R-12",
        "kind": "VAT",
        "seller_nip": "DE811569869",
        "seller_name": "Bücher GmbH",
        "issued_on": "2026-03-02",
        "received_on": "2026-03-02",
        "received_on_confidence": "assumed",
        "agreed_due_on": "2026-04-01",
        "gross": "119.00",
        "payable": "100.00",
        "currency": "EUR",
    }
    assert {name: row[name] for name in wanted} == wanted
    assert row["invoice_id"].startswith("sha256:")


def test_a_credit_note_lowers_what_is_owed_and_names_its_invoice(read):
    named = "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>R-11</cbc:ID></cac:InvoiceDocumentReference>"

    data = document(kind="CreditNote", head="", references=f"{named}</cac:BillingReference>")

    row = read(data, "ubl", name="r.xml").frame.row(0, named=True)
    assert (row["kind"], row["corrects"], row["gross"], row["payable"]) == ("KOR", "R-11", "-119.00", "-100.00")


def test_a_polish_vat_number_is_a_nip(read):
    data = document(seller=VAT.format("PL5260250274"))

    assert read(data, "ubl", name="r.xml").frame["seller_nip"].to_list() == ["5260250274"]


def test_a_seller_without_a_tax_number_is_known_by_name(read):
    assert read(document(seller=""), "ubl", name="r.xml").frame["seller_nip"].to_list() == ["Bücher GmbH"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document(payable="sto"), "PayableAmount"),
        (document(payable="NaN"), "PayableAmount"),
        (document(payable=""), "PayableAmount"),
        (b"<Order xmlns='urn:x'/>", "element główny to Order"),
        (document()[:-12], "LegalMonetaryTotal|nie jest"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_the_element(read, data, said):
    table = read(data, "ubl", name="r.xml")

    assert (table.frame.height, table.rows) == (0, 1)
    assert any(word in table.rejected["reason"][0] for word in said.split("|"))


def test_a_folder_without_documents_is_unreadable(read, tmp_path):
    with pytest.raises(Unreadable, match="brak faktury"):
        read(tmp_path, "ubl")


def test_a_peppol_invoice_in_a_package_of_ksef_is_read_with_its_ksef_number(read):
    number = "5260250274-20260302-0100A0B1C2D3-4E"

    row = read(document(), "ksef", name=f"{number}.xml").frame.row(0, named=True)

    assert (row["invoice_id"], row["number"], row["received_on"]) == (number, "R-12", "2026-03-02")


@pytest.mark.real
def test_all_peppol_examples_are_read(read, real):
    table = read(real / "peppol", "ubl")

    assert (table.frame.height, table.rejected.height) == (20, 0)
    assert table.frame["seller_nip"].null_count() == 0
    assert table.frame.filter(file="base-creditnote-correction.xml")["payable"].to_list() == ["-1656.25"]
    assert table.frame.filter(file="base-negative-inv-correction.xml")["payable"].to_list() == ["-1656.25"]


def test_of_several_due_days_the_earliest_counts_wherever_it_stands(read):
    days = "".join(
        f"<cac:PaymentMeans><cbc:PaymentDueDate>{day}</cbc:PaymentDueDate></cac:PaymentMeans>"
        for day in ("2026-05-01", "2026-04-01")
    )
    terms = "<cac:PaymentTerms><cbc:InstallmentDueDate>2026-03-20</cbc:InstallmentDueDate></cac:PaymentTerms>"

    row = read(document(head="", references=days + terms), "ubl", name="r.xml").frame.row(0, named=True)
    assert (row["agreed_due_on"], row["due_dates"]) == ("2026-03-20", "2026-03-20|2026-04-01|2026-05-01")


def test_a_term_in_a_note_is_counted_or_kept_in_words(read):
    def term(words):
        note = f"<cac:PaymentTerms><cbc:Note>{words}</cbc:Note></cac:PaymentTerms>"
        row = read(document(head="", references=note), "ubl", name="r.xml").frame.row(0, named=True)
        return row["due_after_days"], row["due_after_event"]

    assert term("14 dni od daty wystawienia faktury") == ("14", "daty wystawienia faktury")
    assert term("nach Vereinbarung") == (None, "nach Vereinbarung")


def test_a_mistake_is_told_by_the_name_behind_the_colon(read):
    table = read(document().replace(b"</cbc:IssueDate>", b""), "ubl", name="r.xml")

    ((column, reason),) = table.rejected.select("column", "reason").rows()
    assert column == "IssueDate"
    assert "cbc" not in reason
