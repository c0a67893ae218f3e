"""Invoices whose story is money: paid, split, twice, to which account, from which line (I05-I08, I10-I12, B05, B07).

Amounts in zlotys; the arithmetic stands beside each.
"""

from __future__ import annotations

from data.demo.invoice_desk import Desk, day
from data.demo.invoice_stories_terms import FACTUAL, FORMAL
from data.demo.invoices import Invoice
from data.demo.planting import Planted
from data.demo.vendors import Vendor


def stories(d: Desk) -> list[Invoice]:
    """All of them, in the order of the rules."""
    return [*_how(d), *_twice(d), *_from_which_line(d), *_wrong(d)]


def _how(d: Desk) -> list[Invoice]:
    annex, unnoted = {"required": True, "noted": True}, {"required": True, "noted": False}
    return [
        # I05: the seller says paid on 2 November, we have paid nothing
        d.invoice(9041, "SO 75412 4210", 2_091, day(10, 29), day(11, 25), paid_flag=True, paid_flag_on=day(11, 2)),
        # I06: annex 15 goods above 15,000 without the note
        d.invoice(9051, "DR 60016 4270", 24_600, day(11, 3), day(12, 2), **unnoted),
        # I06: noted, and paid by an ordinary transfer
        d.paid(
            d.invoice(9052, "OR 75023 6060", 18_450, day(10, 20), day(11, 16), **annex), day(11, 12), method="transfer"
        ),
        # in order: 15,000.00 exactly obliges nobody
        d.paid(
            d.invoice(9053, "SO 75412 6060", 15_000, day(10, 20), day(11, 16), **unnoted),
            day(11, 12),
            method="transfer",
        ),
        # I07: the list of the day before; the account is not on the list
        d.paid(
            d.invoice(9056, "OS 90002 4300", 18_450, day(10, 22), day(11, 20), 7),
            day(11, 19),
            account_check="unknown",
            account_checked_on=day(11, 18),
        ),
        d.paid(
            d.invoice(9057, "DR 60004 4300", 26_322, day(10, 21), day(11, 19), 6),
            day(11, 17),
            account_check="not_listed",
        ),
        # I11: transfers that do not name the KSeF number
        d.paid(d.invoice(9081, "OR 75095 4300", 738, day(10, 30), day(11, 20)), day(11, 17), title="FV 9081/2026"),
        d.paid(
            d.invoice(9082, "SP5 80101 4300", 1_599, day(11, 2), day(11, 20)), day(11, 18), title="faktura za usługi"
        ),
    ]


def _twice(d: Desk) -> list[Invoice]:
    """I08: one invoice twice, and its correction, which is none; and one paid twice. I12: paid, then credited."""
    goods = "OR 75023 4210"
    first = d.invoice(9061, goods, 1_476, day(10, 30), day(11, 27), 2, number="FV 112/2026")
    again = d.invoice(9062, goods, 1_476, day(11, 3), day(11, 27), 2, number="fv112/2026")
    correction = d.invoice(9064, goods, -123, day(11, 9), day(11, 27), 2, number="FV 112/2026/KOR", kind="KOR")
    correction.corrects = first.id
    overpaid = d.paid(d.invoice(9063, "PM3 80104 4210", 1_230, day(10, 19), day(11, 2)), day(10, 29))
    # I12: paid in time, the seller's credit note came weeks later
    cheaper = d.paid(d.invoice(9066, "PM3 80104 4210", 984, day(10, 5), day(10, 26)), day(10, 22))
    credit = d.invoice(9067, "PM3 80104 4210", -98, day(11, 10), day(11, 27), number="FV 9066/2026/KOR", kind="KOR")
    credit.corrects = cheaper.id
    return [first, again, correction, d.paid(overpaid, day(11, 2)), cheaper, credit]


def _from_which_line(d: Desk) -> list[Invoice]:
    told = "SO 75011 4300"
    late = d.invoice(9071, "DR 60016 4270", 246_000, day(3, 10), day(3, 31), 1, required=True, noted=True)
    homeless = d.waiting(9093, "WF 75814 4300", 4_305, day(11, 16), day(12, 11), FACTUAL, day(11, 18))
    homeless.line = None
    return [
        # B07: PLN 246,000 due 31 March, paid 9 July: 91 days at 14 %, 9 at 13.75 % = 9,420.45
        d.paid(late, day(7, 9)),
        # B05: plan 120,000, executed 104,500, approved and unpaid 9,000: 12,300 does not fit, 5,800 short
        d.paid(d.invoice(9090, told, 104_500, day(9, 1), day(9, 28), 3), day(9, 24)),
        d.invoice(9091, told, 9_000, day(11, 2), day(12, 1), 4),
        d.waiting(9092, told, 12_300, day(11, 12), day(12, 8), FORMAL, day(11, 18)),
        # B05: nobody has said which line pays
        homeless,
    ]


def _wrong(d: Desk) -> list[Invoice]:
    bad_nip = Vendor("Krzak P.H.U.", "5260250275", d.firms["4210"][0].account, "business", "")
    short = d.firms["4210"][1].account[:25]
    # I10: for a unit of the city, and nobody says for which
    unnamed = d.waiting(9111, "SP5 80101 4210", 1_353, day(11, 13), day(12, 11), "rejestracja", day(11, 18))
    unnamed.unit, unnamed.buyer_is_jst = "", True
    return [
        unnamed,
        # D02: a NIP that fails its checksum; an account of 25 digits
        d.invoice(9121, "SO 75412 4210", 615, day(11, 10), day(12, 8), vendor=bad_nip, ksef=""),
        d.invoice(9122, "SP1 80101 4210", 430.5, day(11, 10), day(12, 8), 1, account=short),
        # in euro: amount shown, no interest
        d.invoice(9131, "OR 75023 4700", 1_150, day(11, 4), day(12, 3), currency="EUR", ksef=""),
    ]


PLANTED = (
    Planted("I05", "invoices", "FZ/09041/2026", "warn", "the seller says paid"),
    Planted("I06", "invoices", "FZ/09051/2026", "high", "note missing"),
    Planted("I06", "invoices", "FZ/09052/2026", "high", "ordinary transfer"),
    Planted("I07", "invoices", "FZ/09056/2026", "high", "list of the day before"),
    Planted("I07", "invoices", "FZ/09057/2026", "high", "not listed"),
    Planted("I08", "invoices", "FZ/09062/2026", "high", "the later of a pair"),
    Planted("I08", "invoices", "FZ/09063/2026", "critical", "paid twice"),
    Planted("I12", "invoices", "FZ/09066/2026", "info", "a credit note after the payment"),
    Planted("I10", "invoices", "FZ/09111/2026", "warn", "no recipient"),
    Planted("I11", "payments", None, "info", "a transfer without the KSeF number"),
    Planted("B05", "invoices", "FZ/09092/2026", "critical", "5,800 short"),
    Planted("B05", "invoices", "FZ/09093/2026", None, "no line"),
    Planted("B07", "units", "DR", "high", "interest of 9,420.45 paid this year"),
    Planted("D02", "invoices", "fk_faktury/nip_invalid", "warn", "NIP"),
    Planted("D02", "invoices", "fk_faktury/account_invalid", "warn", "account"),
    Planted("D02", "invoices", "fk_faktury/recipient_missing", "warn", "no recipient"),
)
