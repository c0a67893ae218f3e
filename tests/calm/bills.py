"""Invoices of the healthy town, each paid a week before its due day or earlier, in every lawful way of paying."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from data.demo.days import roll, work
from data.demo.numbers import account, ksef_number, nip
from tests.calm.people import TOWN_NIP, UNITS, in_charge

Row = dict[str, Any]
SINCE, UNTIL = date(2025, 12, 8), date(2026, 12, 28)


class Line(NamedTuple):
    """A line of the spending plan."""

    unit: str
    dzial: str
    rozdzial: str
    paragraf: str


class Bill(NamedTuple):
    """An invoice with its transfers, the checks it went through and its share of each line (grosze)."""

    invoice: Row
    payments: list[Row]
    checks: list[Row]
    parts: list[tuple[Line, int]]


# each line with invoices: how many a month, grosze of an ordinary one
BOUGHT = {
    Line("OR", "750", "75023", "4210"): (2, 240_000),
    Line("OR", "750", "75023", "4300"): (3, 410_000),
    Line("OR", "750", "75023", "4260"): (1, 350_000),
    Line("DR", "600", "60016", "4270"): (2, 1_650_000),  # above 15,000: the register of accounts, split payment
    Line("DR", "600", "60016", "4300"): (2, 520_000),
    Line("WB", "710", "71004", "4300"): (1, 310_000),
    Line("OS", "900", "90003", "4300"): (2, 730_000),
    Line("OS", "900", "90015", "4260"): (1, 980_000),
    Line("SP1", "801", "80101", "4210"): (2, 120_000),
    Line("SP1", "801", "80101", "4240"): (1, 90_000),
    Line("SP1", "801", "80101", "4260"): (1, 410_000),
    Line("MOPS", "852", "85219", "4300"): (1, 150_000),
}
SCHEDULED = ("4260", "4270")  # lines with a schedule of their own: heating in winter, repairs in summer
CAPITAL = Line("DR", "600", "60016", "6050")
LISTED = Line("SP1", "801", "80101", "6050")
# the contract it is paid under, from March on
CONTRACT_OF = {
    Line("DR", "600", "60016", "4270"): "UM.1/2026",
    Line("DR", "600", "60016", "4300"): "UM.2/2026",
    Line("OS", "900", "90003", "4300"): "UM.3/2026",
    CAPITAL: "UM.4/2026",
    LISTED: "SP1.5/2026",
}
# ways of paying, invoice after invoice of a line
WAYS = ("whole", "parts", "split", "credit", "person", "public", "retained", "cash", "two_lines", "euro", "late_enough")


def money(grosze: int) -> str:
    return f"{grosze / 100:.2f}"


def bills() -> list[Bill]:
    """Every invoice, line after line, from the month before the year to its end."""
    rng = Random(2026)
    sellers = [(nip(rng), account(rng)) for _ in range(12)]
    made = list[Bill]()
    for line, (monthly, usual) in BOUGHT.items():
        span = (UNTIL - SINCE).days
        total = round(monthly * span / 30)
        for n in range(total):
            received = roll(SINCE + timedelta(days=n * span // total))
            gross = usual * (88 + rng.randrange(25)) // 100 * _season(line, received) // 100
            seller = sellers[(len(made) * 5 + n) % len(sellers)]
            made += _bill(rng, f"FV/{len(made) + 1}", line, received, gross, seller, WAYS[n % len(WAYS)])
    made += [
        bill for at in CAPITAL_DAYS for bill in _bill(rng, f"KB/{at:%m}", CAPITAL, at, 22_000_000, sellers[0], "split")
    ]
    made += _bill(rng, "KB/S", LISTED, date(2026, 8, 3), 36_000_000, sellers[1], "whole")
    return made + _never_paid(rng, sellers[3])


CAPITAL_DAYS = (date(2026, 6, 8), date(2026, 8, 10), date(2026, 11, 9))


def _season(line: Line, day: date) -> int:
    if line.paragraf == "4260":
        return 160 if day.month in (11, 12, 1, 2, 3) else 50
    return 100


def _bill(
    rng: Random, number: str, line: Line, received: date, gross: int, seller: tuple[str, str], way: str
) -> Iterator[Bill]:
    """The invoice and, where the seller gave a credit note, that too."""
    seller_nip, seller_account = seller
    number = f"{number}/{received.year}"
    due = received + timedelta(days=45 if way == "person" else 30 if way == "late_enough" else 21)
    approved = work(received, 3)
    paid = work(due, -6) if way == "late_enough" else work(received, 4)
    rest = work(received, 6) if work(received, 6).year == paid.year else paid  # one budget year bears both parts
    euro = way == "euro" and line.paragraf == "4300"
    ksef = None if way in ("person", "cash") or euro else ksef_number(rng, seller_nip, received)
    invoice_id = ksef or f"R.{number}"
    holder = in_charge(line.unit, received, due, max(paid, rest))
    annex_15 = line.paragraf == "4270"
    payable = gross - gross // 20 if way == "retained" else gross
    invoice: Row = {
        "invoice_id": invoice_id, "ksef_number": ksef, "number": number, "kind": "VAT", "seller_nip": seller_nip,
        "seller_name": f"Dostawca {seller_nip[-4:]}", "seller_kind": way if way in ("person", "public") else "business",
        "buyer_nip": TOWN_NIP, "buyer_is_jst": True,
        "recipient_internal_id": f"{TOWN_NIP}-0000{list(UNITS).index(line.unit)}",
        "unit": line.unit, "holder": holder, "step": "kontrola merytoryczna", "step_since": received,
        "approved_on": approved, "issued_on": received - timedelta(days=1), "received_on": received,
        "performed_on": received - timedelta(days=2), "agreed_due_on": due, "gross": money(gross),
        "payable": money(payable), "currency": "EUR" if euro else "PLN",
        "split_payment_required": annex_15, "split_payment_noted": annex_15, "account": seller_account,
        "paid_flag": way == "cash", "paid_flag_on": paid if way == "cash" else None,
        "year": paid.year if paid.year == 2026 else None, "dzial": line.dzial, "rozdzial": line.rozdzial,
        "paragraf": line.paragraf,
        "contract_id": CONTRACT_OF.get(line) if received >= date(2026, 3, 9) else None,
    }  # fmt: skip
    credit = gross // 10 if way == "credit" else 0
    sums = [payable // 3, payable - payable // 3] if way == "parts" else [payable - credit]
    method = "split" if annex_15 or way == "split" else "transfer"
    payments = [
        {
            "payment_id": f"P.{number}.{n}", "invoice_id": invoice_id, "ordered_on": day, "paid_on": day,
            "amount": money(amount), "method": method, "account": seller_account,
            # the title names the KSeF number, but for one kind of transfer that may do without it until 2027
            "title": f"Faktura {number}" + ("" if ksef is None or way == "public" else f" {ksef}"),
            "account_check": "listed", "account_checked_on": day,
        }
        for n, (amount, day) in enumerate(zip(sums, (paid, rest), strict=False))
    ]  # fmt: skip
    checks = [
        {"case_id": invoice_id, "at": f"{work(received, 1)}T10:00", "event": "checked_substantive", "actor": holder},
        {"case_id": invoice_id, "at": f"{work(received, 2)}T10:00", "event": "checked_formal", "actor": "FN0"},
        {"case_id": invoice_id, "at": f"{approved}T10:00", "event": "approved", "actor": "PM"},
    ]
    other = Line(line.unit, "750", "75023", "4210")
    parts = [(line, payable - credit)]
    if way == "two_lines" and line == Line("OR", "750", "75023", "4300"):
        parts = [(line, payable - payable // 4), (other, payable // 4)]
    yield Bill(invoice, payments, checks, [] if euro else parts)
    if credit:
        note = invoice | {
            "invoice_id": f"{invoice_id}.K", "ksef_number": None, "number": f"{number}/K", "kind": "KOR",
            "corrects": number, "gross": money(-credit), "payable": money(-credit), "issued_on": work(received, 1),
            "received_on": work(received, 1), "split_payment_required": False,
        }  # fmt: skip
        yield Bill(note, [], [], [])


def _never_paid(rng: Random, seller: tuple[str, str]) -> list[Bill]:
    """What nobody has to pay: disputed, cancelled, and the office's own."""
    line = Line("OR", "750", "75023", "4210")
    ends = ({"disputed": True}, {"cancelled_on": date(2026, 5, 11)}, {"seller_nip": TOWN_NIP, "account": None})
    found = list[Bill]()
    for n, end in enumerate(ends):
        [bill] = _bill(rng, f"X/{n}", line, date(2026, 5, 4), 150_000, seller, "whole")
        found.append(Bill(bill.invoice | end, [], bill.checks, []))
    return found
