"""E-invoices with a story: units of the city named and not named, terms in words, split payment, a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.demo.budget_lines import Line
from data.demo.invoice_stories import line
from data.demo.ksef_xml import Bill
from data.demo.planting import Planted
from data.demo.units import Unit
from data.demo.vendors import Vendor


def stories(firms: dict[str, list[Vendor]], units: dict[str, Unit]) -> list[tuple[Bill, date, Line | None]]:
    """Each bill with the day of its KSeF number and the line it is booked on."""
    city, school = units["UM"], units["SP5"]

    def bill(n: int, what: str, zlotys: int, day: date, firm: Vendor, **more: object) -> Bill:
        made = Bill(f"KS/{n}/11/2026", firm, city, day, zlotys * 100, what)
        return replace(made, **more)  # type: ignore[arg-type]

    paper, repair, service = firms["4210"], firms["4270"], firms["4300"]
    nov = {n: date(2026, 11, n) for n in range(2, 21)}
    office = line("OR 75023 4210")
    unfit = Vendor("Nowa Firma sp. z o.o.", "1234567890", paper[0].account, "business", "")
    return [
        # I10: for a unit of the city (JST = 1), and no recipient named
        (bill(1, "krzesła szkolne", 1_800, nov[16], paper[3], jst=True, due=(date(2026, 12, 14),)), nov[16], None),
        # I10: a recipient nobody knows
        (bill(2, "tablica", 950, nov[16], paper[3], jst=True, recipient=f"{city.nip}-00777", recipient_name="Szkoła nieznana",
              due=(date(2026, 12, 14),)), nov[16], None),
        # in order: the recipient is a school
        (bill(3, "stoły", 2_100, nov[16], paper[3], jst=True, recipient=school.ksef_internal_id, recipient_name=school.name,
              due=(date(2026, 12, 14),)), nov[16], line("SP5 80101 4210")),
        # I06: annex 15 goods, 18,450.00 gross, no note
        (bill(4, "stal zbrojeniowa", 15_000, nov[17], repair[0], annex_15=True, due=(date(2026, 12, 15),)), nov[17], line("DR 60016 4270")),
        # in order: the note is there
        (bill(5, "stal profilowa", 16_000, nov[17], repair[0], annex_15=True, noted=True, due=(date(2026, 12, 15),)), nov[17],
         line("DR 60016 4270")),
        # I04: two days; a term in words; no term at all
        (bill(6, "przegląd dźwigu", 3_000, nov[18], repair[3], due=(date(2026, 12, 1), date(2026, 12, 15))), nov[18], line("OR 75023 4270")),
        (bill(7, "sprzątanie", 2_400, nov[18], service[0], due_in_words=(14, "dni", "otrzymanie faktury")), nov[18], line("OR 75023 4300")),
        (bill(8, "druk plakatów", 600, nov[18], service[2]), nov[18], line("OR 75075 4300")),
        # I05: paid in cash, says the seller; the ledger knows nothing
        (bill(9, "segregatory", 240, nov[19], paper[0], paid_on=date(2026, 11, 18)), nov[19], office),
        # a part paid in advance
        (bill(10, "serwis kserokopiarek", 1_000, nov[19], service[4], part_paid=(400_00, date(2026, 11, 12)), due=(date(2026, 12, 3),)),
         nov[19], line("OR 75023 4300")),
        # I03: 60 days agreed, at most 30
        (bill(11, "ochrona obiektu", 5_000, nov[13], service[1], due=(date(2027, 1, 12),)), nov[13], line("OR 75023 4300")),
        # a correction of the first invoice of the month
        (bill(12, "rabat", -100, nov[19], paper[1], kind="KOR", corrects=("E/411/2026", "", date(2026, 10, 20))), nov[19], office),
        # D02: a NIP that fails its checksum; sums that do not add up
        (bill(13, "toner", 450, nov[20], unfit, due=(date(2026, 12, 4),)), nov[20], office),
        (bill(14, "papier", 300, nov[20], paper[2], wrong_sum=True, due=(date(2026, 12, 4),)), nov[20], office),
        # due on Monday
        (bill(15, "kwiaty", 180, nov[9], paper[5], due=(date(2026, 11, 23),)), nov[9], line("OR 75075 4210")),
    ]  # fmt: skip


# their subjects are KSeF numbers, drawn by the seed; the rules are promised by invoices of the register too
PLANTED = tuple(
    Planted(rule, "invoices", None, None, why)
    for rule, why in (
        ("I10", "JST without a recipient"),
        ("I06", "annex 15 goods without the note"),
        ("I04", "two days, words, nothing"),
        ("I05", "paid, says the seller"),
        ("I03", "60 days agreed"),
        ("D02", "NIP, sums"),
    )
)
