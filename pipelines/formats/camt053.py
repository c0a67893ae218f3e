"""Bank statements of ISO 20022 camt.053, any version: only what is booked, a row for each transfer of a batch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.formats.format import Format
from pipelines.formats.markup import Malformed, local, parse
from pipelines.formats.package import Document, documents
from pipelines.formats.statement import Entry, Statement, joined, refused, table
from pipelines.formats.table import Source, Table, Unreadable, amount

if TYPE_CHECKING:
    import lxml.etree as etree

STATEMENTS = "BkToCstmrStmt"
OTHERS = {  # other messages of the same family, which tell the same entries before they are booked
    "BkToCstmrAcctRpt": "camt.052", "BkToCstmrDbtCdtNtfctn": "camt.054",
}  # fmt: skip
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)  # the closing balance of the day before opens the day
RETURNED = ("RRTN", "RPCR")  # families of returned and recalled transfers


def read(source: Source) -> Table:
    """The transfers of the statements; `line` is the number of the transfer. Raises Unreadable with the element."""
    say = source.say
    found = [statement for document in documents(source) for statement in _statements(document, source)]
    if not found:
        raise Unreadable(say("no bank statement (camt.053) in {name}", name=source.path.name), _fix(source))
    return table(source, _numbered(found))


def _fix(source: Source) -> str:
    return source.say("Download the statement from the bank in the format camt.053.")


def _numbered(statements: list[Statement]) -> Iterator[Statement]:
    number = 0
    for each in statements:
        entries = tuple(
            Entry(n, e.day, e.amount, e.account, e.title, e.reference, e.back)
            for n, e in enumerate(each.entries, start=number + 1)
        )
        number += len(entries)
        yield Statement(each.name, each.account, each.opening, each.closing, entries)


def _statements(document: Document, source: Source) -> Iterator[Statement]:
    say = source.say
    if document.data is None:
        raise refused(source, say("the file {name} is too large", name=document.name))
    if document.data.lstrip().startswith(b":20:"):
        fix = say("This is a statement of MT940: write {setting} in town.toml.", setting='format = "mt940"')
        raise Unreadable(say("no bank statement (camt.053) in {name}", name=document.name), fix)
    try:
        root = parse(document.data)
    except Malformed as error:
        raise refused(source, f"{document.name}: {error.reason(say)}") from error
    for each in root.iter("*"):
        each.tag = local(each)
    other = next((OTHERS[name] for name in OTHERS if root.find(f".//{name}") is not None), None)
    if other:
        reason = say("{name} is no statement of booked entries but a message {kind}", name=document.name, kind=other)
        raise Unreadable(reason, _fix(source))
    for group in root.iter(STATEMENTS):
        for statement in group.iterfind("Stmt"):
            yield _statement(statement, source)


def _statement(statement: etree._Element, source: Source) -> Statement:
    account = statement.findtext("Acct/Id/IBAN") or statement.findtext("Acct/Id/Othr/Id") or ""
    balances: dict[str, Decimal] = {}
    for balance in statement.iterfind("Bal"):
        balances.setdefault(balance.findtext("Tp/CdOrPrtry/Cd") or "", _signed(balance, source))
    opening, closing = (
        next((balances[code] for code in codes if code in balances), None) for codes in (OPENING, CLOSING)
    )
    entries = [
        entry
        for each in statement.iterfind("Ntry")
        if (each.findtext("Sts/Cd") or each.findtext("Sts") or "").strip() == "BOOK"
        for entry in _entries(each, account, source)
    ]
    return Statement(statement.findtext("Id") or "", account, opening, closing, tuple(entries))


def _entries(entry: etree._Element, own: str, source: Source) -> Iterator[Entry]:
    """One for each transfer of a batch where their amounts are told and add up, else one for the whole."""
    whole, turned = _signed(entry, source), (entry.findtext("RvslInd") or "").strip() in ("true", "1")
    day = _day(entry, source)
    details = entry.findall("NtryDtls/TxDtls")
    sums = [amount(each.findtext("Amt") or each.findtext("AmtDtls/TxAmt/Amt")) for each in details]
    known = [each for each in sums if each is not None]
    sign = -1 if whole < 0 else 1
    batch = len(details) > 1 and len(known) == len(details) and sign * sum(known) == whole
    for part, value in zip(details, known, strict=True) if batch else [(_first(details, entry), abs(whole))]:
        back = turned or part.find("RtrInf") is not None or _family(part, entry) in RETURNED
        yield Entry(0, day, sign * value, _other_side(part, own, whole), _title(part, entry), _mark(part, entry), back)


def _first(details: list[etree._Element], entry: etree._Element) -> etree._Element:
    return details[0] if len(details) == 1 else entry


def _signed(element: etree._Element, source: Source) -> Decimal:
    found = amount((element.findtext("Amt") or "").strip())
    kind = (element.findtext("CdtDbtInd") or "").strip()
    if found is None or kind not in ("CRDT", "DBIT"):
        raise refused(source, _unread(element, "CdtDbtInd" if found is not None else "Amt", source))
    return found if kind == "CRDT" else -found


def _unread(element: etree._Element, name: str, source: Source) -> str:
    return source.say("line {line}: the element {element} cannot be read", line=element.sourceline, element=name)


def _day(entry: etree._Element, source: Source) -> date:
    """The day of booking; a moment gives its day in the town's zone."""
    for path in ("BookgDt", "ValDt"):
        said = (entry.findtext(f"{path}/Dt") or entry.findtext(f"{path}/DtTm") or "").strip()
        if said:
            try:
                found = datetime.fromisoformat(said)
            except ValueError as error:
                raise refused(source, _unread(entry, path, source)) from error
            return (found.astimezone(source.zone) if found.tzinfo else found).date()
    raise refused(source, _unread(entry, "BookgDt", source))


def _family(part: etree._Element, entry: etree._Element) -> str:
    path = "BkTxCd/Domn/Fmly/SubFmlyCd"
    return (part.findtext(path) or entry.findtext(path) or "").strip()


def _other_side(part: etree._Element, own: str, whole: Decimal) -> str:
    sides = ("CdtrAcct", "DbtrAcct") if whole < 0 else ("DbtrAcct", "CdtrAcct")
    found = (part.findtext(f"RltdPties/{side}/Id/{kind}") for side in sides for kind in ("IBAN", "Othr/Id"))
    return next((each.strip() for each in found if each and each.strip() != own), "")


def _title(part: etree._Element, entry: etree._Element) -> str:
    told = [each.text or "" for each in part.iterfind("RmtInf/Ustrd")]
    marks = [
        each.text or ""
        for path in ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/RfrdDocInf/Nb")
        for each in part.iterfind(path)
    ]
    title = " ".join(filter(None, [joined(told) if told else "", *marks]))
    return title or part.findtext("AddtlTxInf") or entry.findtext("AddtlNtryInf") or ""


def _mark(part: etree._Element, entry: etree._Element) -> str:
    places = (part.findtext("Refs/AcctSvcrRef"), entry.findtext("AcctSvcrRef"), part.findtext("Refs/EndToEndId"))
    return next((each.strip() for each in places if each and each.strip()), "")


FORMAT = Format("camt053", read, files="*.xml", nouns=("payments",), packaged=True, loose=True)
