"""The documents of KSeF, invoice by invoice: one is one row, also when unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.formats import ubl
from pipelines.formats.ksef.complaint import Complaint
from pipelines.formats.ksef.facts import facts
from pipelines.formats.ksef.faults import faults
from pipelines.formats.ksef.invoice import Invoice, local_day, made_on
from pipelines.formats.ksef.mended import mended
from pipelines.formats.ksef.metadata import NUMBER, Metadata, digest_of, metadata, number_of
from pipelines.formats.ksef.reasons import complaints
from pipelines.formats.markup import Malformed, local, namespace, parse, unwrapped
from pipelines.formats.package import Document, documents
from pipelines.formats.table import Rejections, Source, Table, Unreadable, text_frame
from rules.wording import Words

if TYPE_CHECKING:
    import lxml.etree as etree

COLUMNS = (
    "invoice_id", "ksef_number", "number", "kind", "corrects", "corrects_number", "seller_nip", "seller_name",
    "seller_kind", "buyer_nip", "buyer_is_jst", "recipient_nip", "recipient_internal_id", "issued_on", "received_on",
    "received_on_confidence", "performed_on", "agreed_due_on", "due_dates", "due_after_days", "due_after_event",
    "gross", "payable", "currency", "split_payment_noted", "split_payment_required", "account", "paid_flag",
    "paid_flag_on", "paid_flag_amount", "contract_id", "faults", "file",
)  # fmt: skip


NOT_QUITE_XML = "not_quite_xml"  # among `faults`
CONFIRMATION = "Potwierdzenie"  # the main element of an UPO


class Refused(Exception):
    """A document that gives no row, with everything that is wrong with it."""

    def __init__(self, found: list[Complaint]) -> None:
        super().__init__(found[0].reason)
        self.found = found


class NoInvoice(Exception):
    """What lies among invoices and is none: the confirmation (UPO) that KSeF gives for a session."""


def read(source: Source) -> Table:
    """Invoices in the order of their file names; `line` is the ordinal, `faults` the codes of `faults.py` by `|`.

    A confirmation of KSeF (UPO) has its ordinal and gives neither a row nor a rejection.
    """
    known = metadata(source)
    rows, lines, rejected = [], [], Rejections()
    ordinal = 0
    for ordinal, document in enumerate(documents(source), start=1):
        try:
            rows.append(_row(document, known, source))
            lines.append(ordinal)
        except NoInvoice:
            continue
        except Refused as refused:
            for each in refused.found:
                place = source.say("{file}, line {line}", file=document.name, line=each.line)
                rejected.add(ordinal, f"{place}: {each.reason}", each.fix, each.element, each.value)
    if not ordinal:
        fix = source.say("Put the invoices' XML files there, or the package as KSeF gives it.")
        raise Unreadable(source.say("no invoice (XML) in {name}", name=source.path.name), fix)
    return Table(text_frame(COLUMNS, rows, lines), rejected.frame(), canonical=True)


def _row(document: Document, known: Metadata, source: Source) -> dict[str, str | None]:
    data = document.data
    if data is None:
        raise Refused([_unread(source.say("the file is too large for an invoice"), source.say)])
    root, marks = _parsed(document, data, known, source.say)
    if namespace(root) in ubl.FACTS:
        row, invoice = _of_en16931(root, source.say), None
    else:
        found = complaints(root, source.say)
        if found:
            raise Refused(found)
        invoice = Invoice(root)
        row = facts(invoice)
        marks += faults(invoice)
    row |= {"faults": "|".join(marks)}
    digest = digest_of(data)
    record = known.of(document, digest, row["seller_nip"], row["number"])
    number = record.get("ksefNumber") or number_of(document.stem)
    try:
        received = _received(record.get("acquisitionDate"), number, invoice, row, source)
    except ValueError as error:
        reason = source.say("the time in the metadata or in DataWytworzeniaFa cannot be read")
        raise Refused([_unread(reason, source.say, "DataWytworzeniaFa")]) from error
    return (
        row
        | received
        | {"invoice_id": number or f"sha256:{digest.hex()[:16]}", "ksef_number": number, "file": document.name}
    )


def _parsed(document: Document, data: bytes, known: Metadata, say: Words) -> tuple[etree._Element, list[str]]:
    """The root of an invoice and its marks; one that is not quite XML is read all the same, and marked.

    What KSeF gave a number to is a valid claim: there even a bare & is no reason to refuse it.
    """
    marks: list[str] = []
    try:
        root = parse(data)
    except Malformed as error:
        accepted = bool(known.of(document, digest_of(data), None, None) or number_of(document.stem))
        try:
            root = parse(mended(data, ampersands=accepted))
        except Malformed:
            raise Refused([_unread(error.reason(say), say, error.element, error.line)]) from error
        marks.append(NOT_QUITE_XML)
    if local(root) == CONFIRMATION and "upo" in namespace(root).casefold():
        raise NoInvoice
    return unwrapped(root), marks


def _of_en16931(root: etree._Element, say: Words) -> dict[str, str | None]:
    try:
        return ubl.FACTS[namespace(root)](root)
    except Malformed as error:
        reason = say("the amount in {element} is missing or not a number", element=error.element)
        raise Refused([_unread(reason, say, error.element, error.line)]) from error


def _received(
    acquired: str | None, number: str | None, invoice: Invoice | None, row: dict, source: Source
) -> dict[str, str | None]:
    """The day of receipt: when KSeF gave the number, else the day in the number, else, assumed, when it was made."""
    if acquired:
        return {"received_on": local_day(acquired, source.zone).isoformat(), "received_on_confidence": "stated"}
    if number and (named := NUMBER.fullmatch(number)):
        day = named["day"]
        return {"received_on": f"{day[:4]}-{day[4:6]}-{day[6:]}", "received_on_confidence": "derived"}
    made = made_on(invoice, source.zone).isoformat() if invoice else row["issued_on"]
    return {"received_on": made, "received_on_confidence": "assumed"}


def _unread(reason: str, say: Words, element: str | None = None, line: int = 1) -> Complaint:
    return Complaint(
        element or "Faktura",
        line,
        reason,
        say("Take the invoice from KSeF again, or ask the seller for a proper one."),
    )
