"""Which invoices are paid under which contract: those of one seller on its line while it runs, within its value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from data.demo.budget_lines import Line
from data.demo.invoices import Invoice

SHARE = 75  # percent of the value that invoices come to: far enough from the 80 of which Z02 warns


class Bought:
    """The ordinary invoices by line, each of them for one contract at most."""

    def __init__(self, invoices: Iterable[Invoice]) -> None:
        self._on: dict[Line, list[Invoice]] = defaultdict(list)
        for invoice in invoices:
            if invoice.line and invoice.gross > 0:
                self._on[invoice.line].append(invoice)

    def under(self, contract: str, at: Line, signed: date, ends: date, grosze: int) -> str:
        """The tax number of the seller with most invoices there and then, which name the contract; "" for nobody."""
        by_seller: dict[str, list[Invoice]] = defaultdict(list)
        for invoice in self._on[at]:
            if not invoice.contract and signed <= invoice.received_on <= ends:
                by_seller[invoice.vendor.nip].append(invoice)
        if not by_seller:
            return ""
        seller = max(sorted(by_seller), key=lambda each: len(by_seller[each]))
        left = grosze * SHARE // 100
        for invoice in by_seller[seller]:
            if invoice.gross <= left:
                invoice.contract, left = contract, left - invoice.gross
        return seller
