"""Files as nobody should send them: each is an honest small export of a format, damaged the way its grammar can be.

`files(seed, n)` gives the same files for the same numbers.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import polars as pl

from tests.pipelines.formats.statements import camt053, mt940

FILES = Path(__file__).parent / "untrusted"
TEXTS = ("1E+999999999", "-0", "9" * 40, "NaN", "0000-00-00", "9999-12-31", "31.02.2026", "\x00", "\x1b[31m", "\u202e",
         "", "ł" * 300, "=1+1", '"', "'", ";", ",", "\r", "\n", "\ufeff", "]]>", "&x;", "<!--", "\\ud800", "null",
         "1e308", "-9223372036854775809", "0.001", "\u2028", "%s%n", "../../../etc/passwd")  # fmt: skip
MOMENT = re.compile(rb"20\d\d-\d\d-\d\dT[\d:.]+Z")
NUMBER = re.compile(rb"\d[\d.,-]*")
ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>[^<>]*</\1>")
DOCTYPE = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
Mutation = Callable[[bytes, Random], bytes]


def _csv() -> bytes:
    rows = "".join(f'"WB.{n}";own;WB;2026-10-{n:02};"a ""quoted"" title"\n' for n in range(1, 9))
    return f"case_id;kind;unit;opened_on;title\n{rows}".encode()


def _jsonl() -> bytes:
    row = '{{"contract_id": "C{n}", "signed_on": "2026-01-{n:02}", "unit": "WB", "amount": {n}.50, "owner": "e1"}}\n'
    return "".join(row.format(n=n) for n in range(1, 9)).encode()


def _xlsx() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["employee", "name", "unit", "active_from"])
    for n in range(1, 9):
        sheet.append([f"e{n}", "Ewa Lis", "WB", date(2026, 1, n)])
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:  # without the moment at which it was made
        members = [(name, MOMENT.sub(b"2026-01-01T00:00:00Z", archive.read(name))) for name in archive.namelist()]
    return packed(members, zipfile.ZIP_DEFLATED)


def _parquet() -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(
        {
            "payment_id": ["p1", "p2"],
            "invoice_id": ["F.1", "F.2"],
            "ordered_on": [date(2026, 1, 2)] * 2,
            "amount": [1.5, 2.25],
        }
    ).write_parquet(buffer)
    return buffer.getvalue()


def _ubl() -> bytes:
    return re.sub(rb"1E\+\d+", b"100.00", (FILES / "ubl.xml").read_bytes())


def _rb() -> bytes:
    return re.sub(rb"1E\+\d+", b"100.00", (FILES / "rb.xml").read_bytes())


def _ksef() -> bytes:
    return (FILES / "date-number.zip").read_bytes()


def _html() -> bytes:
    rows = "".join(f"<tr><td>WB{n}</td><td>Wydział {n}</td><td>2026-01-{n:02}</td></tr>" for n in range(1, 9))
    head = "<tr><th>unit</th><th>name</th><th>valid_from</th></tr>"
    return f"<html><body><table>{head}{rows}</table></body></html>".encode()


def _xes() -> bytes:
    event = (
        '<event><string key="concept:name" value="received"/>'
        '<date key="time:timestamp" value="2026-10-0{n}T10:00:00"/></event>'
    )
    traces = "".join(
        f'<trace><string key="concept:name" value="WB.{n}"/>{event.format(n=n)}</trace>' for n in range(1, 9)
    )
    return gzip.compress(f"<log>{traces}</log>".encode(), mtime=0)


HONEST: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv": (".csv", _csv), "jsonl": (".jsonl", _jsonl), "xlsx": (".xlsx", _xlsx), "parquet": (".parquet", _parquet),
    "ubl": (".xml", _ubl), "rb": (".xml", _rb), "ksef": (".zip", _ksef), "xes": (".xes.gz", _xes),
    "mt940": (".sta", mt940), "camt053": (".xml", camt053), "html": (".html", _html),
}  # fmt: skip


def flip(data: bytes, dice: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def drop(data: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randrange(64) :]


def repeat(data: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    piece = data[start : start + dice.randrange(1, 200)]
    return data[:start] + piece * dice.choice((2, 3, 50)) + data[start:]


def insert(data: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + dice.choice(TEXTS).encode() + data[start:]


def number(data: bytes, dice: Random) -> bytes:
    found = list(NUMBER.finditer(data))
    if not found:
        return insert(data, dice)
    place = dice.choice(found)
    return data[: place.start()] + dice.choice(TEXTS).encode() + data[place.end() :]


def lines(data: bytes, dice: Random) -> bytes:
    found = data.split(b"\n")
    dice.shuffle(found)
    return b"\n".join(found)


def encode(data: bytes, dice: Random) -> bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(dice.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1250", "utf-7", "utf-32")), errors="replace")


def nest(data: bytes, dice: Random) -> bytes:
    depth = dice.choice((10, 300, 5000))
    if data.lstrip().startswith(b"{"):
        return data + b'{"a":' * depth + b"1" + b"}" * depth + b"\n"
    return data.replace(b">", b">" + b"<a>" * depth + b"</a>" * depth, 1)


def element(data: bytes, dice: Random) -> bytes:
    found = list(ELEMENT.finditer(data))
    if not found:
        return insert(data, dice)
    place, put = dice.choice(found), dice.choice(found)[0]
    instead = dice.choice((b"", place[0] * 2, put, place[0] * 2000))
    return data[: place.start()] + instead + data[place.end() :]


def doctype(data: bytes, dice: Random) -> bytes:
    start = data.find(b"?>") + 2 if b"?>" in data[:200] else 0
    return data[:start] + DOCTYPE + number(data[start:], dice).replace(b">1", b">&y;", 1)


TEXT: tuple[Mutation, ...] = (flip, cut, drop, repeat, insert, number, lines, encode, nest)
XML: tuple[Mutation, ...] = (*TEXT, element, doctype)
RAW: tuple[Mutation, ...] = (flip, cut, drop, repeat)


def within_zip(data: bytes, dice: Random) -> bytes:
    """One member changed by its own grammar, and the package packed anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(member.filename, archive.read(member)) for member in archive.infolist()]
    at = dice.randrange(len(members))
    name, text = members[at]
    members[at] = (name, dice.choice(XML)(text, dice))
    if dice.random() < 0.1:
        members.append((dice.choice(("../a.xml", "a/\x07.xml", name, "CON", "x" * 300 + ".xml")), text))
    return packed(members, dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)))


def packed(members: list[tuple[str, bytes]], how: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=how)  # a fixed date: the same bytes every time
    return buffer.getvalue()


def within_gzip(data: bytes, dice: Random) -> bytes:
    return gzip.compress(dice.choice(XML)(gzip.decompress(data), dice), mtime=0)


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "csv": TEXT, "jsonl": TEXT, "ubl": XML, "rb": XML, "parquet": RAW, "xlsx": (within_zip, within_zip, *RAW),
    "ksef": (within_zip, within_zip, *RAW), "xes": (within_gzip, within_gzip, *RAW),
    "mt940": TEXT, "camt053": XML, "html": XML,
}  # fmt: skip


def files(seed: int, n: int) -> Iterator[tuple[str, str, bytes]]:
    """`n` files in turn over all formats: the format, a name, the bytes."""
    dice, honest = Random(seed), {form: make() for form, (_, make) in HONEST.items()}
    forms = list(HONEST)
    for number_of_file in range(n):
        form = forms[number_of_file % len(forms)]
        yield form, f"{seed}-{number_of_file:05}{HONEST[form][0]}", dice.choice(MUTATIONS[form])(honest[form], dice)
