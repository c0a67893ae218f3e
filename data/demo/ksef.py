"""The KSeF packages: sixty e-invoices of the last month in two ZIPs, their metadata, and the lines that pay them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from data.demo.budget_lines import INVOICED, Line
from data.demo.budget_stories import LINES
from data.demo.days import roll, work
from data.demo.invoices import Invoice, Payment
from data.demo.ksef_stories import stories
from data.demo.ksef_xml import Bill
from data.demo.numbers import ksef_number
from data.demo.units import Unit
from data.demo.vendors import Vendor

if TYPE_CHECKING:
    from data.demo.city import City

ORDINARY = 45
FIRST_DAY = date(2026, 10, 20)
UNITS = ("OR", "DR", "OS", "SP1", "SP5", "PM3", "MOPS")
GOODS = {
    "4210": "materiały biurowe",
    "4220": "artykuły spożywcze",
    "4240": "pomoce dydaktyczne",
    "4260": "energia elektryczna",
    "4270": "usługa naprawy",
    "4280": "badania okresowe",
    "4300": "usługa zgodnie z umową",
    "4360": "usługi telekomunikacyjne",
    "4700": "szkolenie",
}


@dataclass
class Package:
    """What was fetched from KSeF: each bill with its number and day, and who pays it from which lines."""

    bills: list[tuple[str, date, Bill]] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    split: dict[str, list[tuple[Line, int]]] = field(default_factory=dict)


def package(city: City, firms: dict[str, list[Vendor]], lines: list[Line]) -> Package:
    """Draw the ordinary ones and add the stories."""
    rng = city.rng("ksef")
    free = [
        line
        for line in lines
        if line.unit in UNITS and line.paragraf in INVOICED and line not in LINES and line.paragraf < "6"
    ]
    units = {unit.code: unit for unit in city.units}
    made = Package()
    for n in range(ORDINARY):
        line = rng.choice(free)
        received = work(FIRST_DAY, rng.randrange(23))
        bill = _bill(rng, n, line, rng.choice(firms[line.paragraf]), units, received)
        _add(made, rng, bill, received, line, city.today, over_two=free if n % 9 == 4 else None)
    for bill, received, line in stories(firms, units):
        _add(made, rng, bill, received, line, city.today)
    return made


def _bill(rng: Random, n: int, line: Line, firm: Vendor, units: dict[str, Unit], received: date) -> Bill:
    unit = units[line.unit]
    due = received + timedelta(days=rng.choice((14, 21, 30)))
    bill = Bill(
        f"E/{411 + 7 * n}/2026",
        firm,
        units["UM"],
        received,
        rng.randrange(90_00, 4_800_00),
        GOODS[line.paragraf],
        due=(due,),
    )
    if unit.kind != "budget_unit":
        return bill
    return replace(bill, jst=True, recipient=unit.ksef_internal_id, recipient_name=unit.name)


def _add(
    made: Package,
    rng: Random,
    bill: Bill,
    received: date,
    line: Line | None,
    today: date,
    over_two: list[Line] | None = None,
) -> None:
    """Give the bill its number; pay it a few days before its day; book it on its line, or on two."""
    if bill.kind == "KOR":  # of an invoice paid before, by the seller who issued it
        paid = [
            any(paying.paid_on and paying.paid_on < received for paying in each.payments[:1]) for each in made.invoices
        ]
        first, _, corrected = made.bills[paid.index(True)]
        bill = replace(bill, vendor=corrected.vendor, corrects=(corrected.number, first, corrected.issued_on))
    number = ksef_number(rng, bill.vendor.nip, received)
    due = min(bill.due) if bill.due else received + timedelta(days=30)
    invoice = Invoice(number, bill.number, bill.vendor, line, bill.gross, bill.issued_on, received, due)
    pay_on = work(roll(due), -rng.randrange(1, 5))
    if pay_on <= today and not bill.paid_on and len(bill.due) < 2:
        title = f"{bill.number} {number}"
        invoice.payments = [
            Payment(pay_on, pay_on, bill.gross, "transfer", bill.vendor.account, title, "listed", pay_on)
        ]
    made.bills.append((number, received, bill))
    made.invoices.append(invoice)
    if line and over_two:
        part = bill.gross * 6 // 10
        made.split[number] = [
            (line, part),
            (next(other for other in over_two if other.unit == line.unit and other != line), bill.gross - part),
        ]
    elif line:
        made.split[number] = [(line, bill.gross)]
