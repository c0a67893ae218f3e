"""What a file is by its first bytes, whatever it is called: a workbook, a text, a package of documents."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.formats import FORMATS
from pipelines.formats.table import Unreadable, meaning
from pipelines.refusal import Refusal
from rules.wording import Words

HEAD = 4096  # bytes that tell what a document is
ZIP, OLE, PARQUET, GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"\x1f\x8b"
NO_TABLES = (b"%pdf", b"{\\rtf", b"mime-", b"\x89png", b"\xff\xd8\xff", b"gif8")  # letters, saved pages, pictures
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ROOTS = {  # the first element of a document, and the format that reads it
    "Faktura": "ksef", "Invoice": "ubl", "CreditNote": "ubl", "CrossIndustryInvoice": "ubl", "PaczkaSprawozdan": "rb",
    "log": "xes", "BkToCstmrStmt": "camt053", "Document": "camt053",
}  # fmt: skip
ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]\w*)[\s/>]")
JPK = re.compile(rb"<(?:[\w.-]+:)?JPK[\s>]")
SWIFT = re.compile(rb"^(?:\{1:|\x01?\s*:20:)", re.MULTILINE)


def format_of(path: Path, say: Words) -> str:
    """The name of the format that reads this file.

    Raises:
        Refusal: none does; the message says what the file is.
    """
    try:
        with path.open("rb") as file:
            start = file.read(HEAD)
    except OSError as error:
        fix = say("Check that the file is there and may be read.")
        raise Refusal(say("the file {name} cannot be opened", name=path.name), fix) from error
    found = _by_bytes(path, start, say)
    if not found and JPK.search(start):
        raise Refusal(
            say("{file} is a JPK file, which tells too little of an invoice.", file=path.name),
            say(
                "JPK_V7 has no gross amounts and JPK_FA only the office's own invoices. "
                "Export the register of invoices, or take them from KSeF."
            ),
        )
    if found not in FORMATS:
        raise Refusal(
            say("{file} is of a kind that Ratusz does not read.", file=path.name),
            say("Export the register again, as CSV or as a workbook (.xlsx)."),
        )
    return found


def _by_bytes(path: Path, start: bytes, say: Words) -> str:
    if start.startswith(ZIP):
        return _in_package(path, say)
    if start.startswith(OLE):
        return "xls"
    if start.startswith(PARQUET):
        return "parquet"
    if start.startswith(GZIP):
        with gzip.open(path) as file:
            return _document(file.read(HEAD))
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        return _document(text)
    if text[:5].lower().startswith(NO_TABLES) or (b"\0" in text and not start.startswith(UTF_16)):
        return ""
    if text[:1] in (b"{", b"["):
        return "jsonl"
    if SWIFT.search(text):
        return "mt940"
    if not text:
        raise Unreadable(say("the file is empty"), say("Export the register again, as a workbook (.xlsx)."))
    return "csv"


def _document(text: bytes) -> str:
    """The format of an XML document; a web page is what its first table says."""
    if re.search(rb"<(?:html|table|!doctype html)", text, re.IGNORECASE):
        return "html"
    roots = (name.decode() for name in ROOT.findall(text))
    return next((ROOTS[name] for name in roots if name in ROOTS), "")


def _in_package(path: Path, say: Words) -> str:
    broken = say("{file} is a package that cannot be opened.", file=path.name)
    fix = say("Unpack it without a password and name the files in it.")
    with meaning(broken, fix), zipfile.ZipFile(path) as package:
        names = package.namelist()
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        if "mimetype" in names and b"spreadsheet" in package.read("mimetype")[:HEAD]:
            return "ods"
        return next(_documents(package, names), "")


def _documents(package: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    for name in names:
        if name.lower().endswith(".xml"):
            with package.open(name) as member:
                yield _document(member.read(HEAD))
