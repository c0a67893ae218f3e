"""The facts of an invoice in CII (UN/CEFACT Cross Industry Invoice), the other syntax of EN 16931 beside UBL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipelines.formats.en16931 import CREDITS, KINDS, amount, due, vat_number

if TYPE_CHECKING:
    import lxml.etree as etree

CII = "urn:un:unece:uncefact:data:standard:"
NAMESPACES = (f"{CII}CrossIndustryInvoice:100",)
NAMES = {
    "ram": f"{CII}ReusableAggregateBusinessInformationEntity:100",
    "rsm": NAMESPACES[0],
    "udt": f"{CII}UnqualifiedDataType:100",
}
TRADE = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTrade"
AGREED, DELIVERED, SETTLED = f"{TRADE}Agreement/ram:", f"{TRADE}Delivery/ram:", f"{TRADE}Settlement/ram:"
SUMS = f"{SETTLED}SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
ACCOUNT = f"{SETTLED}SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/ram:"


def facts(root: etree._Element) -> dict[str, str | None]:
    """The columns of `invoices` that the document itself gives. Raises Malformed without an amount to pay."""
    code = _text(root, "rsm:ExchangedDocument/ram:TypeCode") or ""
    credit = code in CREDITS
    return {
        "number": _text(root, "rsm:ExchangedDocument/ram:ID"),
        "kind": KINDS.get(code, "VAT"),
        "corrects": "|".join(_texts(root, f"{SETTLED}InvoiceReferencedDocument/ram:IssuerAssignedID")),
        "seller_nip": _tax_id(root, f"{AGREED}SellerTradeParty"),
        "seller_name": _text(root, f"{AGREED}SellerTradeParty/ram:Name"),
        "buyer_nip": _tax_id(root, f"{AGREED}BuyerTradeParty"),
        "issued_on": _day(root, "rsm:ExchangedDocument/ram:IssueDateTime"),
        "performed_on": _day(root, f"{DELIVERED}ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime")
        or _day(root, f"{SETTLED}BillingSpecifiedPeriod/ram:EndDateTime"),
        **due(
            _days(root, f"{SETTLED}SpecifiedTradePaymentTerms/ram:DueDateDateTime"),
            _texts(root, f"{SETTLED}SpecifiedTradePaymentTerms/ram:Description"),
        ),
        "gross": amount(root, _text(root, f"{SUMS}GrandTotalAmount"), "GrandTotalAmount", credit=credit),
        "payable": amount(root, _text(root, f"{SUMS}DuePayableAmount"), "DuePayableAmount", credit=credit),
        "currency": _text(root, f"{SETTLED}InvoiceCurrencyCode"),
        "account": _text(root, f"{ACCOUNT}IBANID") or _text(root, f"{ACCOUNT}ProprietaryID"),
        "contract_id": _text(root, f"{AGREED}ContractReferencedDocument/ram:IssuerAssignedID"),
    }


def _texts(root: etree._Element, path: str) -> list[str]:
    return [each.text.strip() for each in root.findall(path, NAMES) if each.text and each.text.strip()]


def _text(root: etree._Element, path: str) -> str | None:
    return next(iter(_texts(root, path)), None)


def _day(root: etree._Element, path: str) -> str | None:
    return next(iter(_days(root, path)), None)


def _days(root: etree._Element, path: str) -> list[str]:
    """Days as ISO texts; what is written otherwise is left as it is, for the contract to reject."""
    return [_iso(said) for said in _texts(root, f"{path}/udt:DateTimeString")]


def _iso(said: str) -> str:
    """A day of format 102 (UNTDID 2379), `20260302`, as XML writes it."""
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return said


def _tax_id(root: etree._Element, party: str) -> str | None:
    """The VAT number, else another mark of the party, else its name: something has to tell it from others."""
    for number in root.findall(f"{party}/ram:SpecifiedTaxRegistration/ram:ID", NAMES):
        if number.get("schemeID") == "VA" and number.text:
            return vat_number(number.text.strip())
    others = ("SpecifiedLegalOrganization/ram:ID", "ID", "GlobalID", "Name")
    return next((found for path in others if (found := _text(root, f"{party}/ram:{path}"))), None)
