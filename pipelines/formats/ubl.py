"""Invoices and credit notes by EN 16931, in UBL 2.1 (Peppol BIS 3) or CII, as foreign sellers send them.

A credit note lowers what is owed, so its amounts come with the sign turned. The day of receipt is not in the document:
the day of issue stands for it, assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from pipelines.formats import cii
from pipelines.formats.en16931 import KINDS, NO_AMOUNT, NOT_READ, Facts, amount, due, vat_number
from pipelines.formats.format import Format
from pipelines.formats.markup import Malformed, local, namespace, parse, unwrapped
from pipelines.formats.package import Document, documents
from pipelines.formats.table import Rejections, Source, Table, Unreadable, text_frame

if TYPE_CHECKING:
    import lxml.etree as etree

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = (f"{UBL}Invoice-2", f"{UBL}CreditNote-2")
NAMES = {"cac": f"{UBL}CommonAggregateComponents-2", "cbc": f"{UBL}CommonBasicComponents-2"}
DUE_DAYS = (
    "cbc:DueDate",
    "cac:PaymentMeans/cbc:PaymentDueDate",
    "cac:PaymentTerms/cbc:PaymentDueDate",
    "cac:PaymentTerms/cbc:InstallmentDueDate",
)
COLUMNS = (
    "invoice_id", "number", "kind", "corrects", "seller_nip", "seller_name", "buyer_nip", "issued_on",
    "received_on", "received_on_confidence", "performed_on", "agreed_due_on", "due_dates", "due_after_days",
    "due_after_event", "gross", "payable", "currency", "account", "contract_id", "file",
)  # fmt: skip


def read(source: Source) -> Table:
    """Documents in the order of their file names; `line` is the ordinal, `file` the name."""
    say = source.say
    rows, lines, rejected = [], [], Rejections()
    ordinal = 0
    fix = say("Ask the seller for a proper invoice by EN 16931 (UBL or CII).")
    for ordinal, document in enumerate(documents(source), start=1):
        try:
            rows.append(_row(document))
            lines.append(ordinal)
        except Malformed as error:
            place = say("{file}, line {line}", file=document.name, line=error.line)
            known = {
                NOT_READ: say(
                    "this is no invoice by EN 16931 (UBL or CII): the main element is {element}",
                    element=error.element,
                ),
                TOO_LARGE: say("the file is too large for an invoice"),
            }
            known[NO_AMOUNT] = say("the amount in {element} is missing or not a number", element=error.element)
            rejected.add(ordinal, f"{place}: {known.get(error.detail) or error.reason(say)}", fix, error.element)
    if not ordinal:
        raise Unreadable(
            say("no invoice (XML) in {name}", name=source.path.name), say("Put the invoices' XML files there.")
        )
    return Table(text_frame(COLUMNS, rows, lines), rejected.frame(), canonical=True)


TOO_LARGE = "too large"


def _row(document: Document) -> dict[str, str | None]:
    if document.data is None:
        raise Malformed(1, TOO_LARGE)
    root = unwrapped(parse(document.data))
    if namespace(root) not in FACTS:
        raise Malformed(root.sourceline or 1, NOT_READ, local(root))
    row = FACTS[namespace(root)](root)
    received = {"received_on": row["issued_on"], "received_on_confidence": "assumed"}
    return row | received | {"invoice_id": f"sha256:{sha256(document.data).hexdigest()[:16]}", "file": document.name}


def facts(root: etree._Element) -> dict[str, str | None]:
    """The columns of `invoices` that the document itself gives. Raises Malformed without an amount to pay."""
    credit = namespace(root).endswith("CreditNote-2")
    code = _text(root, "cbc:CreditNoteTypeCode" if credit else "cbc:InvoiceTypeCode") or ""
    total = "cac:LegalMonetaryTotal/cbc:"
    return {
        "number": _text(root, "cbc:ID"),
        "kind": "KOR" if credit else KINDS.get(code, "VAT"),
        "corrects": "|".join(_texts(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")),
        "seller_nip": _tax_id(root, "cac:AccountingSupplierParty/cac:Party"),
        "seller_name": _name(root, "cac:AccountingSupplierParty/cac:Party"),
        "buyer_nip": _tax_id(root, "cac:AccountingCustomerParty/cac:Party"),
        "issued_on": _text(root, "cbc:IssueDate"),
        "performed_on": _text(root, "cac:Delivery/cbc:ActualDeliveryDate")
        or _text(root, "cac:InvoicePeriod/cbc:EndDate"),
        **due(
            [day for path in DUE_DAYS for day in _texts(root, path)],
            _texts(root, "cac:PaymentTerms/cbc:Note"),
        ),
        "gross": _amount(root, f"{total}TaxInclusiveAmount", credit),
        "payable": _amount(root, f"{total}PayableAmount", credit),
        "currency": _text(root, "cbc:DocumentCurrencyCode"),
        "account": _text(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        "contract_id": _text(root, "cac:ContractDocumentReference/cbc:ID"),
    }


def _texts(root: etree._Element, path: str) -> list[str]:
    return [each.text.strip() for each in root.findall(path, NAMES) if each.text and each.text.strip()]


def _text(root: etree._Element, path: str) -> str | None:
    return next(iter(_texts(root, path)), None)


def _amount(root: etree._Element, path: str, credit: bool) -> str:
    return amount(root, _text(root, path), path.rpartition(":")[2], credit=credit)


def _tax_id(root: etree._Element, party: str) -> str | None:
    """The VAT number, a Polish one bare as a NIP.

    A party without one is known by its entry in a register, its own identifier or its name: something has to tell it
    from others, and D02 says that it is no NIP.
    """
    for scheme in root.findall(f"{party}/cac:PartyTaxScheme", NAMES):
        if _text(scheme, "cac:TaxScheme/cbc:ID") == "VAT" and (number := _text(scheme, "cbc:CompanyID")):
            return vat_number(number)
    others = ("PartyLegalEntity/cbc:CompanyID", "PartyIdentification/cbc:ID")
    return next((found for path in others if (found := _text(root, f"{party}/cac:{path}"))), None) or _name(root, party)


def _name(root: etree._Element, party: str) -> str | None:
    return _text(root, f"{party}/cac:PartyLegalEntity/cbc:RegistrationName") or _text(
        root, f"{party}/cac:PartyName/cbc:Name"
    )


FACTS: Mapping[str, Facts] = {**dict.fromkeys(NAMESPACES, facts), **dict.fromkeys(cii.NAMESPACES, cii.facts)}
FORMAT = Format("ubl", read, files="*.xml", nouns=("invoices",), packaged=True, loose=True)
