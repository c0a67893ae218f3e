"""Bank statements, whichever form they come in: their sums have to add up, and the transfers out of them are payments.

Who was paid is not kept, and of a title only the words with a digit: numbers of invoices are among them, names are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from pipelines.formats.table import Rejections, Source, Table, Unreadable, text_frame

COLUMNS = ("payment_id", "invoice_id", "ordered_on", "paid_on", "amount", "method", "account", "title")
PIECE = 27  # characters into which banks cut a title, at least: only a piece of full length goes on in the next
SPLIT = re.compile(r"/VAT/.*/INV/", re.IGNORECASE | re.DOTALL)
RETURNED = re.compile(  # how banks entitle the money of a transfer that did not arrive
    r"\bzwrot\s+(przelewu|płatności|platnosci|polecenia)|\bprzelew\w*\s+(zwr[oó]con|odrzucon)|\bodrzuceni\w*\s+przelewu",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """One booked entry. `amount`: what it added to the account, negative for what left; `back`: a transfer came back.

    account is the other side's, reference the bank's own mark of the entry; both empty where the bank says none.
    """

    line: int
    day: date
    amount: Decimal
    account: str = ""
    title: str = ""
    reference: str = ""
    back: bool = False


@dataclass(frozen=True)
class Statement:
    """One statement of one account; `name` is how a person finds it in the file. A balance is None where it lacks."""

    name: str
    account: str
    opening: Decimal | None
    closing: Decimal | None
    entries: tuple[Entry, ...]


def table(source: Source, statements: Iterable[Statement]) -> Table:
    """The transfers of the statements as rows of `payments`; what came in is none, but for transfers that came back.

    Raises Unreadable where a statement lacks a balance, or its entries do not lead from one balance to the other.
    """
    seen: Counter[str] = Counter()
    rows, lines = [], []
    for statement in statements:
        _check(statement, source)
        for entry in statement.entries:
            back = entry.amount > 0 and (entry.back or RETURNED.search(entry.title) is not None)
            if back or (entry.amount < 0 and not entry.back):
                mark = _mark(statement, entry)
                seen[mark] += 1
                rows.append(_row(entry, mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"))
                lines.append(entry.line)
    return Table(text_frame(COLUMNS, rows, lines), Rejections().frame(), canonical=True)


def joined(pieces: Sequence[str]) -> str:
    """The title that a bank cut into pieces of equal length: a shorter one had ended with its word."""
    full = max(PIECE, *map(len, pieces), 0)
    return "".join(piece if len(piece) == full else f"{piece} " for piece in pieces).strip()


def refused(source: Source, reason: str) -> Unreadable:
    """The statement cannot be trusted; the fix is the same whatever is wrong with it."""
    return Unreadable(reason, source.say("Download the statement from the bank again, whole, and do not edit it."))


def _check(statement: Statement, source: Source) -> None:
    say, name = source.say, statement.name
    if statement.opening is None or statement.closing is None:
        raise refused(source, say("the statement {name} lacks its opening or closing balance", name=name))
    entries = sum((entry.amount for entry in statement.entries), Decimal())
    if statement.opening + entries != statement.closing:
        raise refused(
            source,
            say(
                "the statement {name} does not add up: {opening:money} at its beginning and {entries:money} of its"
                " entries are not {closing:money} at its end",
                name=name, opening=statement.opening, entries=entries, closing=statement.closing,
            ),
        )  # fmt: skip


def _mark(statement: Statement, entry: Entry) -> str:
    """The same transfer has the same mark in every statement that tells of it."""
    said = (statement.account, entry.day.isoformat(), str(entry.amount), entry.account, entry.title, entry.reference)
    return f"bank:{entry.day}:{abs(entry.amount):.2f}:{sha256(chr(31).join(said).encode()).hexdigest()[:12]}"


def _row(entry: Entry, mark: str) -> dict[str, str | None]:
    """The bank knows no day of the order: the day of booking stands for it."""
    return {
        "payment_id": mark,
        "ordered_on": entry.day.isoformat(),
        "paid_on": entry.day.isoformat(),
        "amount": f"{-entry.amount:f}",
        "method": "split" if SPLIT.search(entry.title) else "transfer",
        "account": entry.account,
        "title": " ".join(word for word in entry.title.split() if any(sign.isdigit() for sign in word)),
    }
