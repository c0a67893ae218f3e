"""How an invoice with a story is told: its number, its line, what it comes to, when it came and when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from data.demo.budget_lines import Line
from data.demo.invoices import Invoice, payment
from data.demo.numbers import ksef_number
from data.demo.vendors import Vendor


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


def line(text: str) -> Line:
    """`OR 75023 4300` as a spending line."""
    unit, chapter, paragraf = text.split()
    return Line(unit, "spending", chapter[:3], chapter, paragraf)


class Desk:
    """Writes stories down: knows the firms, gives each invoice its KSeF number and its approval."""

    def __init__(self, rng: Random, firms: dict[str, list[Vendor]]) -> None:
        self.rng, self.firms = rng, firms

    def invoice(
        self, n: int, where: str, zlotys: float, received: date, due: date | None, firm: int = 0, **more: object
    ) -> Invoice:
        """An approved invoice; `more` sets any other column, and a `step` says that it is not approved yet."""
        at = line(where)
        vendor = self.firms[at.paragraf][firm]
        grosze = round(zlotys * 100)
        made = Invoice(f"FZ/{n:05d}/2026", f"FV {n}/2026", vendor, at, grosze, received, received, due)
        made.unit, made.account, made.holder = at.unit, vendor.account, "e064"
        made.performed_on, made.approved_on = received, None if "step" in more else received
        made.ksef = ksef_number(self.rng, vendor.nip, received)
        for name, value in more.items():
            setattr(made, name, value)
        return made

    def waiting(self, n: int, where: str, zlotys: float, received: date, due: date, step: str, since: date) -> Invoice:
        """An invoice that waits in a step of the approval since that day."""
        return self.invoice(n, where, zlotys, received, due, step=step, step_since=since)

    def paid(self, invoice: Invoice, on: date, **more: object) -> Invoice:
        """The same with a transfer of the whole amount that day; `more` changes the transfer."""
        invoice.payments.append(replace(payment(invoice, on, invoice.gross), **more))  # type: ignore[arg-type]
        return invoice
