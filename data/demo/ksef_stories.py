"""E-invoices with a story: units of the city named and not named, terms in words, split payment, a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.demo.budget_lines import Line
from data.demo.invoice_desk import day, line
from data.demo.ksef_xml import Bill
from data.demo.planting import Planted
from data.demo.units import Unit
from data.demo.vendors import Vendor

Told = tuple[Bill, date, Line | None]  # the bill, the day of its KSeF number, the line that pays it


class Mail:
    """Writes e-invoices down; each is issued and numbered the same day of November, due on 4 December unless said."""

    def __init__(self, firms: dict[str, list[Vendor]], city: Unit) -> None:
        self.firms, self.city = firms, city

    def bill(self, n: int, what: str, zlotys: int, november: int, firm: str, where: str | None, **more: object) -> Told:
        """One e-invoice; `firm` is a paragraph and a place among its firms: `4210/3`."""
        paragraf, place = firm.split("/")
        on, seller = day(11, november), self.firms[paragraf][int(place)]
        made = Bill(f"KS/{n}/11/2026", seller, self.city, on, zlotys * 100, what, due=(day(12, 4),))
        return replace(made, **more), on, line(where) if where else None  # type: ignore[arg-type]


def stories(firms: dict[str, list[Vendor]], units: dict[str, Unit]) -> list[Told]:
    """All of them."""
    mail = Mail(firms, units["UM"])
    return [*_recipients(mail, units), *_terms(mail), *_money(mail)]


def _recipients(mail: Mail, units: dict[str, Unit]) -> list[Told]:
    school = {"recipient": units["SP5"].ksef_internal_id, "recipient_name": units["SP5"].name}
    stranger = {"recipient": f"{mail.city.nip}-00777", "recipient_name": "Szkoła nieznana"}
    return [
        # I10: for a unit of the city (JST = 1), and no recipient named; a recipient nobody knows
        mail.bill(1, "krzesła szkolne", 1_800, 16, "4210/3", None, jst=True),
        mail.bill(2, "tablica", 950, 16, "4210/3", None, jst=True, **stranger),
        # in order: the recipient is a school
        mail.bill(3, "stoły", 2_100, 16, "4210/3", "SP5 80101 4210", jst=True, **school),
    ]


def _terms(mail: Mail) -> list[Told]:
    return [
        # I04: two days; a term in words; no term at all
        mail.bill(6, "przegląd dźwigu", 3_000, 18, "4270/3", "OR 75023 4270", due=(day(12, 1), day(12, 15))),
        mail.bill(
            7,
            "sprzątanie",
            2_400,
            18,
            "4300/0",
            "OR 75023 4300",
            due=(),
            due_in_words=(14, "dni", "otrzymanie faktury"),
        ),
        mail.bill(8, "druk plakatów", 600, 18, "4300/2", "OR 75075 4300", due=()),
        # I03: 60 days agreed, at most 30
        mail.bill(11, "ochrona obiektu", 5_000, 13, "4300/1", "OR 75023 4300", due=(date(2027, 1, 12),)),
        # due on Monday
        mail.bill(15, "kwiaty", 180, 9, "4210/5", "OR 75075 4210", due=(day(11, 23),)),
    ]


def _money(mail: Mail) -> list[Told]:
    roads, office = "DR 60016 4270", "OR 75023 4210"
    unfit = Vendor("Nowa Firma sp. z o.o.", "1234567890", mail.firms["4210"][0].account, "business", "")
    return [
        # I06: annex 15 goods, 18,450.00 gross, no note; the same with the note is in order
        mail.bill(4, "stal zbrojeniowa", 15_000, 17, "4270/0", roads, annex_15=True),
        mail.bill(5, "stal profilowa", 16_000, 17, "4270/0", roads, annex_15=True, noted=True),
        # I05: paid in cash, says the seller; the ledger knows nothing
        mail.bill(9, "segregatory", 240, 19, "4210/0", office, due=(), paid_on=day(11, 18)),
        # a part paid in advance
        mail.bill(10, "serwis kserokopiarek", 1_000, 19, "4300/4", "OR 75023 4300", part_paid=(400_00, day(11, 12))),
        # a correction of the first invoice of the package that was paid
        mail.bill(12, "rabat", -100, 19, "4210/1", office, kind="KOR"),
        # D02: a NIP that fails its checksum; sums that do not add up
        mail.bill(13, "toner", 450, 20, "4210/0", office, vendor=unfit),
        mail.bill(14, "papier", 300, 20, "4210/2", office, wrong_sum=True),
    ]


# their subjects are KSeF numbers, drawn by the seed; the rules are promised by invoices of the register too
PLANTED = tuple(
    Planted(rule, "invoices", None, None, why)
    for rule, why in (
        ("I10", "JST without a recipient"),
        ("I06", "annex 15 goods without the note"),
        ("I04", "two days, words, nothing"),
        ("I05", "paid, says the seller"),
        ("I03", "60 days agreed"),
    )
) + tuple(
    Planted("D02", "invoices", f"ksef/{fault}", "warn", why)
    for fault, why in (
        ("nip_invalid", "NIP"),
        ("sums_differ", "sums"),
        ("recipient_missing", "JST without a recipient"),
    )
)
