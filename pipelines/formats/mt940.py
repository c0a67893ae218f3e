"""Bank statements of SWIFT MT940, in the dialects of Polish banks: `~20`, `^20`, `<20` or `?20` before each subfield.

The grammar of single fields is that of the library `mt-940`; the file is cut into fields here, so that each is known by
its line and none is lost.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipelines.formats.format import Format
from pipelines.formats.package import LARGEST
from pipelines.formats.statement import Entry, Statement, joined, refused, table
from pipelines.formats.table import Source, Table, Unreadable

if TYPE_CHECKING:
    from mt940.models import Transactions

FIELD = re.compile(r"^(?:.*\{4:)?[\s\x01]*:(\d{2}[A-Z]?):", re.MULTILINE)
END = re.compile(r"\n-(?:\}.*)?\s*\Z", re.DOTALL)  # of a message
SUBFIELD = re.compile(r"([~^<?+])(\d{2})")
OFTEN = 3  # times that a sign stands before two digits where it begins subfields
ACCOUNT = re.compile(r"(?<!\d)(?:PL)?\s?(\d{2}(?:\s?\d{4}){6})(?!\d)")
ENCODINGS = ("cp1250", "cp852", "iso-8859-2")  # in which Polish banks write
POLISH = set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
OPENING, CLOSING = ("60F", "60M", "60"), ("62F", "62M", "62")
BACK = ("NRTI",)  # the type of a returned item


@dataclass(frozen=True)
class Field:
    """One field of the file: its line, its tag and its text."""

    line: int
    tag: str
    text: str


def read(source: Source) -> Table:
    """The transfers of the statements of one file; `line` is that of the entry. Raises Unreadable with the line."""
    say = source.say
    if source.path.stat().st_size > LARGEST:
        raise refused(source, say("the file {name} is too large", name=source.path.name))
    # the library writes what it cannot read into the log, and entries name people
    logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
    text = _decoded(source.path.read_bytes(), source.feed.read.encoding)
    messages = list(_messages(text))
    if not messages:
        raise Unreadable(say("this is no bank statement of MT940"), _fix(text, source))
    return table(source, [_statement(fields, source) for fields in messages])


def _fix(text: str, source: Source) -> str:
    if "<BkToCstmr" in text or "camt.05" in text:
        return source.say("This is a statement in XML: write {setting} in town.toml.", setting='format = "camt053"')
    return source.say("Download the statement from the bank in the format MT940.")


def _decoded(data: bytes, encoding: str) -> str:
    """The text; of what is no UTF-8, in the encoding of the settings or the one that has the most Polish letters."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        data = data.replace(b"\xff", b"")  # how one bank writes an empty subfield
        tried = ENCODINGS if encoding == "utf-8" else (encoding,)
        text = max((data.decode(each, errors="replace") for each in tried), key=_likely)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _likely(text: str) -> int:
    letters = [sign for sign in text if sign > "\x7f"]
    return sum(1 if sign in POLISH else -1 for sign in letters)


def _messages(text: str) -> Iterator[list[Field]]:
    """The fields of each message, from its `:20:` on."""
    found = list(FIELD.finditer(text))
    ends = [*[place.start() for place in found][1:], len(text)]
    message: list[Field] = []
    line, at = 1, 0
    for place, end in zip(found, ends, strict=False):
        line, at = line + text.count("\n", at, place.start(1)), place.start(1)
        field = Field(line, place[1], END.sub("", text[place.end() : end].rstrip("\n")))
        if field.tag == "20" and message:
            yield message
            message = []
        if message or field.tag == "20":
            message.append(field)
    if message:
        yield message


def _statement(fields: list[Field], source: Source) -> Statement:
    from mt940 import Options
    from mt940.models import Transactions

    said: dict[str, str] = {}
    for field in fields:
        said.setdefault(field.tag, field.text.strip())
    name = said.get("28C") or said.get("28") or said["20"]
    if not {*OPENING, *CLOSING} & said.keys() and "34F" in said:
        raise Unreadable(
            source.say("{name} is no statement but a list of the day's turnover (MT942)", name=name),
            source.say("Download the statement from the bank in the format MT940."),
        )
    known = Transactions(options=Options.all())
    balance: dict[str, Any] = {}
    entries: list[Entry] = []
    of_entry = False  # a field 86 may also speak of the whole statement
    for field in fields:
        if field.tag in (*OPENING, *CLOSING):
            first = field.tag in OPENING  # of several pages in one message the first begins and the last ends
            if not (first and "opening" in balance):
                balance["opening" if first else "closing"] = _parsed(field, known, source)
        elif field.tag == "61":
            entries.append(_entry(field, known, source))
        elif field.tag == "86" and of_entry:
            entries[-1] = _told(entries[-1], field.text)
        of_entry = field.tag == "61" or (of_entry and field.tag == "86")
    opening, closing = (_sum(balance.get(end)) for end in ("opening", "closing"))
    return Statement(name, re.sub(r"\W", "", said.get("25", "")), opening, closing, tuple(entries))


def _sum(balance: dict[str, Any] | None) -> Any:
    return None if balance is None else next(iter(balance.values())).amount.amount


def _parsed(field: Field, known: Transactions, source: Source) -> dict[str, Any]:
    """What the library reads in a field."""
    from mt940.tags import TAG_BY_ID, StatementGLS

    by_id = TAG_BY_ID.get(field.tag) or TAG_BY_ID[int(field.tag)]
    tags = (by_id, StatementGLS()) if field.tag == "61" else (by_id,)  # some banks write longer references
    for tag in tags:
        try:
            return tag(known, tag.parse(known, field.text.strip()))
        except (RuntimeError, ValueError, ArithmeticError):  # its way to say that it is no such field
            continue
    raise refused(
        source, source.say("line {line}: the field :{tag}: cannot be read", line=field.line, tag=field.tag)
    ) from None


def _entry(field: Field, known: Transactions, source: Source) -> Entry:
    found = _parsed(field, known, source)
    return Entry(
        line=field.line,
        day=found.get("guessed_entry_date") or found["date"],
        amount=found["amount"].amount,
        reference=(found.get("bank_reference") or found.get("extra_details") or "").strip(),
        back=found["status"].upper().startswith("R") or found.get("id") in BACK,
    )


def _told(entry: Entry, text: str) -> Entry:
    """The entry with the other side's account and the title of a field 86; a second such field adds what lacks."""
    account, title = _details(text)
    return replace(entry, account=entry.account or account, title=" ".join(filter(None, (entry.title, title))))


def _details(text: str) -> tuple[str, str]:
    """Account and title: by subfields where there are any, else the whole text and the only account in it."""
    whole = text.replace("\n", "")
    signs = [sign for sign, _ in SUBFIELD.findall(whole)]
    sign = max(signs, key=signs.count, default="")
    if signs.count(sign) < OFTEN:
        found = {re.sub(r"\s", "", each) for each in ACCOUNT.findall(text)}
        return (found.pop() if len(found) == 1 else ""), joined(text.split("\n"))
    parts: dict[str, list[str]] = defaultdict(list)
    cut = re.split(rf"{re.escape(sign)}(\d\d)", whole)
    for number, value in zip(cut[1::2], cut[2::2], strict=True):
        parts[number].append(value)
    account = next((bare for number in ("38", "31") for each in parts[number] if len(bare := _bare(each)) > 9), "")
    return account, joined([piece for number in sorted(parts) if "20" <= number <= "27" for piece in parts[number]])


def _bare(account: str) -> str:
    return re.sub(r"\W", "", account)


FORMAT = Format("mt940", read, files="*", suffixes=(".sta", ".mt940"), nouns=("payments",), loose=True)
