"""What lies behind the name of a workbook: another kind of file, or one whose days count from 1904."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

from pipelines.formats.table import DAY_ZERO, Source, Unreadable

DAY_ZERO_1904 = date(1904, 1, 1)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how true workbooks begin: .xlsx .xlsb .ods, and .xls
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")  # PNG, JPEG, GIF, TIFF
BOOK = "xl/workbook.xml"
LIMIT = 10_000_000  # bytes of it that are read; a true one has some thousands
COUNTS_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
EXTENSIONS = re.compile(rb"<(?:(\w+):)?extLst\b.*</(?:\w+:)?extLst\s*>", re.DOTALL)


def opened(source: Source) -> tuple[Path | bytes, date]:
    """The workbook to read, and the day that its numbers count from.

    A workbook of 1904 comes as a copy without the extension list in which Excel names `workbookPr` again: the reader
    would take that for the true one and read every day four years too early.

    Raises:
        Unreadable: the file is no workbook but a web page, text or something else under its name.
    """
    with source.path.open("rb") as file:
        start = file.read(2048)
    if start.startswith(ZIP):
        return _with_its_days(source.path)
    if not start.startswith(OLE):
        raise _other(source, start)
    return source.path, DAY_ZERO


def _with_its_days(path: Path) -> tuple[Path | bytes, date]:
    try:
        with zipfile.ZipFile(path) as package, package.open(BOOK) as book:
            text = book.read(LIMIT)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return path, DAY_ZERO  # no such part, or a broken package: for the reader to say
    if not COUNTS_FROM_1904.search(text):
        return path, DAY_ZERO
    if not EXTENSIONS.search(text):
        return path, DAY_ZERO_1904
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as whole:
        for part in package.infolist():
            whole.writestr(part.filename, EXTENSIONS.sub(b"", text) if part.filename == BOOK else package.read(part))
    return copy.getvalue(), DAY_ZERO_1904


def _other(source: Source, start: bytes) -> Unreadable:
    """What the file is, as far as its first bytes tell."""
    say, text = source.say, start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    save = say("Open the file in Excel and save it as a workbook (.xlsx) without a password.")
    export = say("Export the register again, as a workbook (.xlsx).")
    if text.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return Unreadable(say("this is an XML spreadsheet of 2003 under the name of a workbook"), save)
    if text.startswith(b"<"):
        page = say('Write in town.toml format = "html", or save it as a workbook (.xlsx).')
        return Unreadable(say("this is a web page (HTML) under the name of a workbook"), page)
    if text.startswith(b"%pdf"):
        return Unreadable(say("this is a PDF document under the name of a workbook"), export)
    if text.startswith(b"{\\rtf"):
        return Unreadable(say("this is a text document (RTF) under the name of a workbook"), export)
    if text.startswith(b"mime-version:"):
        return Unreadable(say("this is a web page (MHTML) under the name of a workbook"), save)
    if start.startswith(PICTURES):
        return Unreadable(say("this is a picture under the name of a workbook"), export)
    if not start:
        return Unreadable(say("the file is empty"), export)
    if text and b"\0" not in start and start[:2] != b"PK":
        fix = say('It looks like text: write in town.toml format = "csv", or save it as a workbook (.xlsx).')
        return Unreadable(say("this is not an Excel workbook"), fix)
    return Unreadable(say("this is not an Excel workbook"), save)
