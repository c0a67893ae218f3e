"""Ordinary invoices: received, checked by two people, approved, paid before their day; a few of them late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from data.demo.budget_lines import INVOICED, Line
from data.demo.days import roll, work, working_days
from data.demo.numbers import ksef_number
from data.demo.vendors import BIG, USUAL, Vendor

if TYPE_CHECKING:
    from data.demo.city import City

INVOICES = 1920
FIRST_DAY, KSEF_FROM = date(2025, 1, 7), date(2026, 2, 1)
WHITE_LIST_OVER = 15_000_00  # grosze
LATE = 0.035
STEPS = ("rejestracja", "kontrola merytoryczna", "kontrola formalna", "zatwierdzenie")


@dataclass(slots=True)
class Payment:
    """One transfer order; amounts in grosze."""

    ordered_on: date
    paid_on: date | None
    amount: int
    method: str = "transfer"
    account: str = ""
    title: str = ""
    account_check: str = "listed"
    account_checked_on: date | None = None


@dataclass(slots=True)
class Invoice:
    """One invoice of the finance register; amounts in grosze, `line` is where it is booked."""

    id: str
    number: str
    vendor: Vendor
    line: Line | None
    gross: int
    issued_on: date
    received_on: date
    agreed_due_on: date | None
    kind: str = "VAT"
    ksef: str = ""
    corrects: str = ""
    performed_on: date | None = None
    due_dates: str = ""
    unit: str = ""
    holder: str = ""
    step: str = ""
    step_since: date | None = None
    approved_on: date | None = None
    currency: str = "PLN"
    noted: bool = False
    required: bool = False
    account: str = ""
    buyer_is_jst: bool | None = None
    recipient: str = ""
    paid_flag: bool | None = None
    paid_flag_on: date | None = None
    disputed: bool | None = None
    cancelled_on: date | None = None
    contract: str = ""
    payments: list[Payment] = field(default_factory=list)

    @property
    def payable(self) -> int:
        """What is left to book on the line: nothing for a cancelled one."""
        return 0 if self.cancelled_on else self.gross


def ordinary(city: City, firms: dict[str, list[Vendor]], lines: Iterable[Line], taken: set[str]) -> Iterator[Invoice]:
    """Invoices by day of receipt, spread over the lines that are paid by invoice; ids in `taken` are left free."""
    rng = city.rng("invoices")
    invoiced = [line for line in lines if line.paragraf in INVOICED]
    days = (city.today - FIRST_DAY).days
    drawn = sorted(
        (FIRST_DAY + timedelta(days=int(days * rng.random() ** 0.6)), n) for n in range(city.about(INVOICES))
    )
    people = {unit: [p.id for p in staff] for unit, staff in city.officers.items()}
    accountants = [p.id for p in city.people if "accountant" in p.roles and p.unit == "WF"]
    counts: dict[str, int] = {}
    n = 0
    for received, _ in drawn:
        n += 1
        while (number := f"FZ/{n:05d}/{received.year}") in taken:
            n += 1
        line = rng.choice(invoiced)
        holder = rng.choice(people[line.unit] or accountants)
        vendor = rng.choice(firms[line.paragraf])
        counts[vendor.nip] = counts.get(vendor.nip, 0) + rng.randrange(1, 40)
        invoice = one(rng, number, vendor, line, work(received, 0), counts[vendor.nip])
        settle(rng, invoice, city.today, holder, rng.choice(accountants))
        yield invoice


def one(rng: Random, number: str, vendor: Vendor, line: Line, received: date, n: int) -> Invoice:
    """An invoice received that day, due in two to four weeks as agreed."""
    usual = BIG.get((line.rozdzial, line.paragraf), USUAL[line.paragraf])
    gross = max(1500, int(usual * 100 * rng.lognormvariate(0, 0.35 if usual > 10_000 else 0.7)))
    issued = received - timedelta(days=rng.choice((0, 0, 0, 1, 2)) if received >= KSEF_FROM else rng.randrange(1, 6))
    own = vendor.series.format(n=n, m=issued.month, y=issued.year)
    due = received + timedelta(days=rng.choice((14, 14, 14, 21, 30)))
    invoice = Invoice(number, own, vendor, line, gross, issued, received, due, unit=line.unit)
    invoice.performed_on = issued - timedelta(days=rng.randrange(4))
    invoice.required = invoice.noted = gross > WHITE_LIST_OVER and line.paragraf in ("4270", "6050", "6060")
    invoice.account = vendor.account
    if received >= KSEF_FROM:
        invoice.ksef = ksef_number(rng, vendor.nip, received)
    return invoice


def settle(rng: Random, invoice: Invoice, today: date, holder: str, accountant: str) -> None:
    """Paid a few days before its day, in part or in whole; what is not paid yet waits in a step of the approval."""
    due = invoice.agreed_due_on or invoice.received_on + timedelta(days=14)
    late = rng.random() < LATE
    pay_on = work(roll(due), rng.randrange(1, 9) if late and work(due, 9) < today else -rng.randrange(1, 6))
    pay_on = max(pay_on, work(invoice.received_on, 1))
    if pay_on <= today:
        parts = (invoice.gross // 2, invoice.gross - invoice.gross // 2) if rng.random() < 0.04 else (invoice.gross,)
        invoice.payments = [
            payment(invoice, work(pay_on, n - len(parts) + 1), amount) for n, amount in enumerate(parts)
        ]
        invoice.approved_on, invoice.holder = min(p.ordered_on for p in invoice.payments), accountant
        return
    waited = working_days(invoice.received_on, today)
    step = min(len(STEPS) - 1, waited // 3)
    if pay_on <= work(today, 4) and waited > 1:
        invoice.approved_on, invoice.holder = work(today, -1), accountant
        return
    invoice.step, invoice.holder = STEPS[step], holder if step < 2 else accountant
    invoice.step_since = max(invoice.received_on, work(today, -rng.randrange(3)))


def payment(invoice: Invoice, ordered: date, amount: int) -> Payment:
    """A transfer that names the invoice and its KSeF number; the account was looked up the same day."""
    title = f"{invoice.number} {invoice.ksef}".strip()
    method = "split" if invoice.required else "transfer"
    return Payment(ordered, ordered, amount, method, invoice.account, title, "listed", ordered)
