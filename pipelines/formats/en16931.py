"""What the two syntaxes of EN 16931, UBL and CII, have in common: kinds of documents, amounts, days of payment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pipelines.formats import table
from pipelines.formats.markup import Malformed
from pipelines.formats.term import described

if TYPE_CHECKING:
    import lxml.etree as etree

Facts = Callable[["etree._Element"], dict[str, str | None]]

CREDITS = {"81", "83", "261", "296", "308", "381", "396", "420", "458", "532"}  # UNTDID 1001: credit notes
KINDS = {**dict.fromkeys(CREDITS, "KOR"), "384": "KOR", "386": "ZAL"}  # corrected invoice, prepayment; else an invoice
NOT_READ, NO_AMOUNT = "not an invoice", "no amount"  # what Malformed.detail says


def amount(root: etree._Element, text: str | None, name: str, *, credit: bool) -> str:
    """An amount as text; a credit note lowers what is owed, so its sign is turned.

    Raises Malformed, naming the element, where there is no amount.
    """
    found = table.amount(text)
    if found is None:
        raise Malformed(root.sourceline or 1, NO_AMOUNT, name)
    return f"{-found if credit else found:f}"


def vat_number(number: str) -> str:
    """A Polish VAT number bare as a NIP, another as it is."""
    return re.sub(r"^PL(?=\d{10}$)", "", number)


def due(days: Iterable[str], words: Iterable[str]) -> dict[str, str | None]:
    """The days of payment, the earliest first; where none is stated, the term in words."""
    stated = sorted(set(days))
    if stated:
        return {"agreed_due_on": stated[0], "due_dates": "|".join(stated) if len(stated) > 1 else None}
    return described(" ".join(words))
