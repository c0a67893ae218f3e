"""Invoices with a story: one or more for each rule I01-I09, I11, and those of the budget that an invoice wakes.

Day of the demo: Friday 20 November 2026. Amounts in zlotys; the arithmetic stands beside each.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from data.demo.budget_lines import Line
from data.demo.invoices import Invoice, payment
from data.demo.numbers import ksef_number
from data.demo.planting import Planted
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
        self,
        n: int,
        where: str,
        zlotys: float,
        received: date,
        due: date | None,
        number: str = "",
        firm: int = 0,
        **more: object,
    ) -> Invoice:
        """An approved invoice unless `more` says that it waits in a step."""
        at = line(where)
        vendor = self.firms[at.paragraf][firm]
        grosze = round(zlotys * 100)
        made = Invoice(f"FZ/{n:05d}/2026", number or f"FV {n}/2026", vendor, at, grosze, received, received, due)
        made.unit, made.account, made.holder = at.unit, vendor.account, "e064"
        made.performed_on, made.approved_on = received, None if "step" in more else received
        made.ksef = ksef_number(self.rng, vendor.nip, received)
        for name, value in more.items():
            setattr(made, name, value)
        return made

    def paid(self, invoice: Invoice, on: date, **more: object) -> Invoice:
        """The same with a transfer of the whole amount that day; `more` changes the transfer."""
        invoice.payments.append(replace(payment(invoice, on, invoice.gross), **more))  # type: ignore[arg-type]
        return invoice


def stories(desk: Desk) -> list[Invoice]:
    """All of them, in the order of the rules."""
    return [*_terms(desk), *_money(desk), *_flow(desk), *_wrong(desk)]


def _terms(d: Desk) -> list[Invoice]:
    return [
        d.invoice(9001, "OR 75023 4300", 3_690, day(10, 23), day(11, 20)),  # I01: due today
        d.invoice(9002, "SP1 80101 4260", 8_412.37, day(10, 26), day(11, 21)),  # I01: Saturday, rolled to Monday 23
        d.invoice(9003, "OS 90004 4300", 17_220, day(10, 28), day(11, 26)),  # I01: six days
        d.invoice(
            9011, "DR 60016 4270", 12_300, day(10, 7), day(10, 21)
        ),  # I02: 30 days at 13.75 % = 139.01 and 70 euro
        d.invoice(9012, "SP5 80101 4270", 4_980, day(10, 20), day(11, 10)),  # I02: ten days
        d.invoice(
            9013, "DR 90015 4270", 61_500, day(9, 1), day(9, 28), required=True, noted=True
        ),  # I02, B06: before 30 September
        d.invoice(9014, "WB 71012 4300", 890, day(11, 2), day(11, 16)),  # I02: four days
        d.invoice(
            9015, "MOPS 85219 4260", 2_214, day(10, 12), day(11, 6), firm=2
        ),  # I02: a public seller, no interest by this act
        d.invoice(9016, "DR 60004 4270", 7_380, day(9, 14), day(10, 9), disputed=True),  # disputed: nothing is overdue
        d.invoice(9017, "OR 75075 4300", 1_845, day(9, 14), day(10, 9), cancelled_on=day(9, 21)),  # cancelled likewise
        d.invoice(
            9021, "OR 75023 4270", 9_840, day(10, 27), day(12, 28)
        ),  # I03: 62 days agreed, at most 30: 26 November
        d.invoice(9031, "OR 75022 4300", 1_107, day(11, 5), None),  # I04: no day at all
        d.invoice(
            9032, "SP1 80101 4270", 14_760, day(11, 9), day(11, 27), due_dates="27.11.2026|08.12.2026"
        ),  # I04: two days
    ]


def _money(d: Desk) -> list[Invoice]:
    first = d.invoice(9061, "OR 75023 4210", 1_476, day(10, 30), day(11, 27), "FV 112/2026", firm=2)
    overpaid = d.paid(d.invoice(9063, "PM3 80104 4210", 1_230, day(10, 19), day(11, 2)), day(10, 29))
    late = d.invoice(9071, "DR 60016 4270", 246_000, day(3, 10), day(3, 31), firm=1, required=True, noted=True)
    return [
        # I05: the seller says paid on 2 November, we have paid nothing
        d.invoice(9041, "SO 75412 4210", 2_091, day(10, 29), day(11, 25), paid_flag=True, paid_flag_on=day(11, 2)),
        # I06: annex 15 goods above 15,000 without the note
        d.invoice(9051, "DR 60016 4270", 24_600, day(11, 3), day(12, 2), required=True, noted=False),
        # I06: noted, and paid by an ordinary transfer; 15,000.00 exactly obliges nobody
        d.paid(d.invoice(9052, "OR 75023 6060", 18_450, day(10, 20), day(11, 16), required=True, noted=True), day(11, 12), method="transfer"),
        d.paid(d.invoice(9053, "SO 75412 6060", 15_000, day(10, 20), day(11, 16), required=True), day(11, 12), method="transfer"),
        # I07: the list of the day before; the account is not on the list
        d.paid(d.invoice(9056, "OS 90002 4300", 18_450, day(10, 22), day(11, 20), firm=7), day(11, 19),
               account_check="unknown", account_checked_on=day(11, 18)),
        d.paid(d.invoice(9057, "DR 60004 4300", 26_322, day(10, 21), day(11, 19), firm=6), day(11, 17), account_check="not_listed"),
        # I08: one invoice twice; the correction is none
        first,
        d.invoice(9062, "OR 75023 4210", 1_476, day(11, 3), day(11, 27), "fv112/2026", firm=2),
        d.invoice(9064, "OR 75023 4210", -123, day(11, 9), day(11, 27), "FV 112/2026/KOR", firm=2, kind="KOR", corrects=first.id),
        # I08 critical: paid twice
        d.paid(overpaid, day(11, 2)),
        # B07: PLN 246,000 due 31 March, paid 9 July: 91 days at 14 %, 9 at 13.75 % = 9,420.45
        d.paid(late, day(7, 9)),
        # I11: transfers that do not name the KSeF number
        d.paid(d.invoice(9081, "OR 75095 4300", 738, day(10, 30), day(11, 20)), day(11, 17), title="FV 9081/2026"),
        d.paid(d.invoice(9082, "SP5 80101 4300", 1_599, day(11, 2), day(11, 20)), day(11, 18), title="faktura za usługi"),
        # B05: plan 120,000, executed 104,500, approved and unpaid 9,000: 12,300 does not fit, 5,800 short
        d.paid(d.invoice(9090, "SO 75011 4300", 104_500, day(9, 1), day(9, 28), firm=3), day(9, 24)),
        d.invoice(9091, "SO 75011 4300", 9_000, day(11, 2), day(12, 1), firm=4),
        d.invoice(9092, "SO 75011 4300", 12_300, day(11, 12), day(12, 8), firm=4, step="kontrola formalna", step_since=day(11, 18)),
        # B05: nobody has said which line pays
        d.invoice(9093, "WF 75814 4300", 4_305, day(11, 16), day(12, 11), step="kontrola merytoryczna", step_since=day(11, 18), line=None),
    ]  # fmt: skip


def _flow(d: Desk) -> list[Invoice]:
    check, formal = "kontrola merytoryczna", "kontrola formalna"
    return [
        # I09 high: in the factual check since Monday 16 November, four working days; due on the 26th
        d.invoice(
            9101, "WB 71004 4300", 5_166, day(10, 29), day(11, 26), step=check, step_since=day(11, 16), holder="e018"
        ),
        # I09 warn: stuck as long, due later
        d.invoice(
            9102, "OS 90013 4300", 2_952, day(11, 6), day(12, 4), step=check, step_since=day(11, 12), holder="e058"
        ),
        # P03: e063 made the factual check and stands in for e061, whose turn it is
        d.invoice(
            9103, "OR 75075 4210", 984, day(11, 9), day(12, 7), step=formal, step_since=day(11, 18), holder="e061"
        ),
        # a holder who is away
        d.invoice(
            9104, "DR 60016 4210", 3_075, day(11, 2), day(11, 24), step=check, step_since=day(11, 18), holder="e031"
        ),
    ]


def _wrong(d: Desk) -> list[Invoice]:
    bad_nip = Vendor("Krzak P.H.U.", "5260250275", d.firms["4210"][0].account, "business", "")
    short = d.firms["4210"][1].account[:25]
    return [
        # I10: for a unit of the city, and nobody says for which
        d.invoice(9111, "SP5 80101 4210", 1_353, day(11, 13), day(12, 11), unit="", buyer_is_jst=True, step="rejestracja", step_since=day(11, 18)),
        # D02: a NIP that fails its checksum; an account of 25 digits
        d.invoice(9121, "SO 75412 4210", 615, day(11, 10), day(12, 8), vendor=bad_nip, ksef=""),
        d.invoice(9122, "SP1 80101 4210", 430.5, day(11, 10), day(12, 8), firm=1, account=short),
        # in euro: amount shown, no interest
        d.invoice(9131, "OR 75023 4700", 1_150, day(11, 4), day(12, 3), currency="EUR", ksef=""),
    ]  # fmt: skip


PLANTED = (
    Planted("I01", "invoices", "FZ/09001/2026", "high", "due today"),
    Planted("I01", "invoices", "FZ/09002/2026", "warn", "due on Monday"),
    Planted("I01", "invoices", "FZ/09003/2026", "info", "six days left"),
    *(Planted("I02", "invoices", f"FZ/0{n}/2026", "critical", "overdue") for n in (9011, 9012, 9013, 9014)),
    Planted("I02", "invoices", "FZ/09015/2026", None, "overdue, to a public seller"),
    Planted("I03", "invoices", "FZ/09021/2026", "warn", "62 days agreed"),
    Planted("I04", "invoices", "FZ/09031/2026", "warn", "no day"),
    Planted("I04", "invoices", "FZ/09032/2026", "warn", "two days"),
    Planted("I05", "invoices", "FZ/09041/2026", "warn", "the seller says paid"),
    Planted("I06", "invoices", "FZ/09051/2026", "high", "note missing"),
    Planted("I06", "invoices", "FZ/09052/2026", "high", "ordinary transfer"),
    Planted("I07", "invoices", "FZ/09056/2026", "high", "list of the day before"),
    Planted("I07", "invoices", "FZ/09057/2026", "high", "not listed"),
    Planted("I08", "invoices", "FZ/09062/2026", "high", "the later of a pair"),
    Planted("I08", "invoices", "FZ/09063/2026", "critical", "paid twice"),
    Planted("I09", "invoices", "FZ/09101/2026", "high", "four days in a step, due in four"),
    Planted("I09", "invoices", "FZ/09102/2026", "warn", "six days in a step"),
    Planted("I10", "invoices", "FZ/09111/2026", "warn", "no recipient"),
    Planted("I11", "payments", None, "info", "a transfer without the KSeF number"),
    Planted("B05", "invoices", "FZ/09092/2026", "critical", "5,800 short"),
    Planted("B05", "invoices", "FZ/09093/2026", None, "no line"),
    Planted("B06", "invoices", "FZ/09013/2026", "critical", "past due on 30 September"),
    Planted("B07", "units", "DR", "high", "interest of 9,420.45 paid this year"),
    Planted("D02", "invoices", "FZ/09121/2026", "warn", "NIP"),
    Planted("D02", "invoices", "FZ/09122/2026", "warn", "account"),
)
# who made which check: events of the workflow, by invoice
CHECKS = (
    ("FZ/09103/2026", "checked_substantive", "e063", day(11, 17)),
    ("FZ/09062/2026", "checked_substantive", "e008", day(11, 5)),
    ("FZ/09011/2026", "checked_substantive", "e029", day(10, 9)),
    ("FZ/09011/2026", "checked_formal", "e065", day(10, 12)),
)
