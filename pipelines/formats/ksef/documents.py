"""The documents of KSeF, invoice by invoice: one is one row, also when unreadable."""

from __future__ import annotations

from pipelines.formats import ubl
from pipelines.formats.ksef.complaint import Complaint
from pipelines.formats.ksef.facts import facts
from pipelines.formats.ksef.faults import faults
from pipelines.formats.ksef.invoice import Invoice, local_day, made_on
from pipelines.formats.ksef.metadata import NUMBER, Metadata, digest_of, metadata, number_of
from pipelines.formats.ksef.reasons import complaints
from pipelines.formats.markup import Malformed, namespace, parse
from pipelines.formats.package import Document, documents
from pipelines.formats.table import Rejections, Source, Table, Unreadable, text_frame
from rules.wording import Words

COLUMNS = (
    "invoice_id", "ksef_number", "number", "kind", "corrects", "seller_nip", "seller_name", "seller_kind",
    "buyer_nip", "buyer_is_jst", "recipient_nip", "recipient_internal_id", "issued_on", "received_on",
    "received_on_confidence", "performed_on", "agreed_due_on", "due_dates", "due_after_days", "due_after_event",
    "gross", "payable", "currency", "split_payment_noted", "split_payment_required", "account", "paid_flag",
    "paid_flag_on", "paid_flag_amount", "contract_id", "faults", "file",
)  # fmt: skip


class Refused(Exception):
    """A document that gives no row, with everything that is wrong with it."""

    def __init__(self, found: list[Complaint]) -> None:
        super().__init__(found[0].reason)
        self.found = found


def read(source: Source) -> Table:
    """Invoices in the order of their file names; `line` is the ordinal, `faults` the codes of `faults.py` by `|`."""
    known = metadata(source)
    rows, lines, rejected = [], [], Rejections()
    ordinal = 0
    for ordinal, document in enumerate(documents(source), start=1):
        try:
            rows.append(_row(document, known, source))
            lines.append(ordinal)
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
    try:
        root = parse(data)
    except Malformed as error:
        raise Refused([_unread(error.reason(source.say), source.say, error.element, error.line)]) from error
    if namespace(root) in ubl.NAMESPACES:
        row, invoice = ubl.facts(root), None
    else:
        found = complaints(root, source.say)
        if found:
            raise Refused(found)
        invoice = Invoice(root)
        row = facts(invoice) | {"faults": "|".join(faults(invoice))}
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
