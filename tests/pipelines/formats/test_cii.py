"""Invoices by EN 16931 in the syntax of UN/CEFACT, and what access points make of an invoice on its way."""

import pytest

NS = "urn:un:unece:uncefact:data:standard:"
CII = """<?xml version="1.0"?>
<rsm:CrossIndustryInvoice xmlns:rsm="{ns}CrossIndustryInvoice:100" xmlns:udt="{ns}UnqualifiedDataType:100"
 xmlns:ram="{ns}ReusableAggregateBusinessInformationEntity:100">
<rsm:ExchangedDocument><ram:ID>R-12</ram:ID><ram:TypeCode>{code}</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="102">20260302</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Bücher GmbH</ram:Name>{seller}</ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Miasto</ram:Name><ram:SpecifiedTaxRegistration>
<ram:ID schemeID="VA">PL6340003144</ram:ID>
</ram:SpecifiedTaxRegistration></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>
<udt:DateTimeString format="102">20260227</udt:DateTimeString></ram:OccurrenceDateTime>
</ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{terms}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>
<ram:DuePayableAmount>{payable}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>R-11</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
DUE = (
    "<ram:SpecifiedTradePaymentTerms>{}<ram:DueDateDateTime><udt:DateTimeString format='102'>{}</udt:DateTimeString>"
    "</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
)
USUAL = {
    "ns": NS,
    "code": "380",
    "seller": '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE811569869</ram:ID></ram:SpecifiedTaxRegistration>',
    "terms": DUE.format("", "20260401"),
    "payable": "100.00",
}


@pytest.fixture
def one(read):
    """The only row of a CII invoice made of the parts named, read through `kind` of feed."""

    def reading(kind="ubl", **parts):
        table = read(CII.format_map(USUAL | parts).encode(), kind, noun="invoices", name="c.xml")
        assert table.rejected.rows() == []
        return table.frame.row(0, named=True)

    return reading


@pytest.mark.parametrize("kind", ["ubl", "ksef"])
def test_an_invoice_in_cii_gives_what_one_in_ubl_gives(one, kind):
    row = one(kind)

    wanted = {
        "number": "R-12", "kind": "VAT", "seller_nip": "DE811569869", "seller_name": "Bücher GmbH",
        "buyer_nip": "6340003144", "issued_on": "2026-03-02", "received_on": "2026-03-02",
        "received_on_confidence": "assumed", "performed_on": "2026-02-27", "agreed_due_on": "2026-04-01",
        "gross": "119.00", "payable": "100.00", "currency": "EUR",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("code", "kind", "gross"), [("381", "KOR", "-119.00"), ("384", "KOR", "119.00"), ("386", "ZAL", "119.00")]
)
def test_a_credit_note_lowers_what_is_owed(one, code, kind, gross):
    row = one(code=code)

    assert (row["kind"], row["gross"], row["corrects"]) == (kind, gross, "R-11")


def test_of_several_days_the_earliest_counts_and_words_are_kept_where_there_is_none(one):
    days = one(terms=DUE.format("", "20260501") + DUE.format("", "20260401"))
    assert (days["agreed_due_on"], days["due_dates"]) == ("2026-04-01", "2026-04-01|2026-05-01")

    said = "<ram:SpecifiedTradePaymentTerms><ram:Description>14 Tage nach Erhalt</ram:Description>"
    words = one(terms=f"{said}</ram:SpecifiedTradePaymentTerms>")
    assert (words["agreed_due_on"], words["due_after_days"], words["due_after_event"]) == (None, "14", "Erhalt")


@pytest.mark.parametrize(
    ("seller", "nip"),
    [
        ("<ram:SpecifiedTaxRegistration><ram:ID>201/1</ram:ID></ram:SpecifiedTaxRegistration>", "Bücher GmbH"),
        ("<ram:SpecifiedLegalOrganization><ram:ID>HRB 1</ram:ID></ram:SpecifiedLegalOrganization>", "HRB 1"),
    ],
)
def test_a_seller_without_a_vat_number_is_known_by_another_mark(one, seller, nip):
    assert one(seller=seller)["seller_nip"] == nip


@pytest.mark.parametrize("kind", ["ubl", "ksef"])
def test_an_invoice_without_a_sum_is_rejected_in_words(read, kind):
    table = read(CII.format_map(USUAL | {"payable": "?"}).encode(), kind, noun="invoices", name="c.xml")

    ((column, reason),) = table.rejected.select("column", "reason").rows()
    assert column == "DuePayableAmount"
    assert "brakuje kwoty" in reason


def test_a_large_attachment_costs_nothing(read):
    data = CII.format_map(USUAL | {"seller": USUAL["seller"] + f"<ram:X>{'QUJD' * 3_000_000}</ram:X>"}).encode()

    table = read(data, "ubl", noun="invoices", name="c.xml")
    assert table.frame["number"].to_list() == ["R-12"]


@pytest.mark.parametrize("kind", ["ubl", "ksef"])
def test_the_envelope_of_an_access_point_is_opened(read, kind):
    invoice = CII.format_map(USUAL).partition("?>")[2]
    space = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    header = "<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion></StandardBusinessDocumentHeader>"
    data = f'<StandardBusinessDocument xmlns="{space}">{header}{invoice}</StandardBusinessDocument>'.encode()

    assert read(data, kind, noun="invoices", name="c.xml").frame["number"].to_list() == ["R-12"]


def test_an_empty_envelope_is_no_invoice(read):
    table = read(b"<StandardBusinessDocument/>", "ubl", noun="invoices", name="c.xml")

    assert "StandardBusinessDocument" in table.rejected["reason"][0]
