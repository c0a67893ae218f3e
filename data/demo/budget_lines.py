"""The lines of the budget: who has which division, chapter and paragraph, and about how much a year, in zlotys.

Paragraphs paid by invoice have no amount of their own: the invoices of the year make it (see budget.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from data.demo.units import SCHOOLS_PER_SCALE

if TYPE_CHECKING:
    from data.demo.city import City

INVOICED = frozenset(["4210", "4220", "4240", "4260", "4270", "4280", "4300", "4360", "4700", "6050", "6060"])
PAY = frozenset(["4010", "4040", "4110", "4120", "4710", "4790", "4800"])


class Line(NamedTuple):
    """One line of the plan; unit is the department or budget unit that spends or collects."""

    unit: str
    side: str
    dzial: str
    rozdzial: str
    paragraf: str

    def subject(self, year: int = 2026) -> str:
        """The line as findings name it."""
        return f"{self.unit}/{year}/{self.side}/{self.dzial}/{self.rozdzial}/{self.paragraf}"


def _staff(pay: int) -> dict[str, int]:
    return {"4010": pay, "4040": pay * 8 // 100, "4110": pay * 18 // 100, "4120": pay * 2 // 100, "4710": pay // 100,
            "4440": pay * 25 // 1000}  # fmt: skip


def _teachers(pay: int) -> dict[str, int]:
    return {"4790": pay, "4800": pay * 8 // 100, "4110": pay * 18 // 100, "4120": pay * 2 // 100, "4710": pay // 100,
            "4440": pay * 5 // 100, "3020": pay * 2 // 100}  # fmt: skip


def _bills(paragraphs: str) -> dict[str, int]:
    return dict.fromkeys(paragraphs.split(), 0)


OFFICE = "4210 4260 4270 4280 4300 4360 4700"
SPENDING: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("OR", "75023", {**_staff(6_800_000), **_bills(OFFICE + " 6060"), "3020": 24_000, "4140": 90_000, "4170": 80_000,
                     "4410": 36_000, "4430": 64_000}),
    ("OR", "75022", {"3030": 310_000, **_bills("4210 4300 4360")}),
    ("OR", "75075", {"4190": 22_000, **_bills("4210 4300")}),
    ("OR", "75095", {"4430": 42_000, **_bills("4210 4300")}),
    ("WB", "71004", {"4170": 60_000, **_bills("4300")}),
    ("WB", "71012", _bills("4300")),
    ("WB", "71035", _bills("4210 4270 4300")),
    ("WB", "70005", {"4430": 30_000, "4480": 55_000, **_bills("4260 4270 4300 6060")}),
    ("DR", "60004", _bills("4270 4300")),
    ("DR", "60016", {"4430": 60_000, "4590": 20_000, **_bills("4210 4270 4300 6050")}),
    ("DR", "60017", _bills("4270 4300")),
    ("DR", "90001", {"4430": 320_000, **_bills("4270 4300")}),
    ("DR", "90015", _bills("4260 4270 4300 6050")),
    ("PO", "75023", {"4100": 34_000, "4430": 12_000, **_bills("4210 4300")}),
    ("SO", "75011", {**_staff(430_000), **_bills("4210 4300 4360")}),
    ("SO", "75101", {"4110": 1_700, "4120": 240, "4170": 10_000, **_bills("4210")}),
    ("SO", "75412", {"3030": 32_000, "4430": 26_000, **_bills("4210 4260 4270 4300 6060")}),
    ("SO", "75421", _bills("4210 4300")),
    ("OS", "90002", {**_staff(390_000), **_bills("4210 4300 4360")}),
    ("OS", "90003", _bills("4210 4300")),
    ("OS", "90004", _bills("4210 4270 4300")),
    ("OS", "90005", {"6230": 420_000, **_bills("4300")}),
    ("OS", "90013", _bills("4220 4300")),
    ("OS", "90095", {"4430": 18_000, **_bills("4210 4260 4300")}),
    ("OS", "85154", {"4170": 66_000, "4410": 3_000, **_bills("4210 4300 4700")}),
    ("OS", "92601", _bills("4210 4260 4270 4300 6050")),
    ("OS", "92605", {"4190": 16_000, **_bills("4210 4300")}),
    ("WF", "75702", {"8110": 1_300_000}),
    ("WF", "75814", {"4430": 9_000, **_bills("4300")}),
    ("WF", "75818", {"4810": 900_000}),
    ("MOPS", "85202", {"4330": 1_640_000}),
    ("MOPS", "85203", {**_staff(520_000), "3020": 3_000, "4410": 2_500, **_bills(OFFICE + " 4220")}),
    ("MOPS", "85213", {"4130": 115_000}),
    ("MOPS", "85214", {"3110": 720_000}),
    ("MOPS", "85215", {"3110": 650_000}),
    ("MOPS", "85216", {"3110": 910_000}),
    ("MOPS", "85219", {**_staff(2_600_000), "3020": 14_000, "4140": 20_000, "4170": 30_000, "4410": 11_000, "4430": 9_000,
                       **_bills(OFFICE)}),
    ("MOPS", "85228", {**_staff(610_000), "4170": 90_000, **_bills("4210 4300")}),
    ("MOPS", "85230", {"3110": 520_000, **_bills("4300")}),
    ("MOPS", "85295", {"3110": 62_000, **_bills("4210 4300")}),
    ("MOPS", "85502", {**_staff(310_000), "3110": 7_400_000, **_bills("4210 4300 4360")}),
    ("MOPS", "85504", {**_staff(260_000), "4170": 40_000, **_bills("4210 4300 4700")}),
    ("MOPS", "85508", {"3110": 450_000, "4330": 210_000}),
)  # fmt: skip
SCHOOL: tuple[tuple[str, dict[str, int]], ...] = (
    ("80101", {**_teachers(4_200_000), **{k: v for k, v in _staff(720_000).items() if k in ("4010", "4040")}, "4140": 6_000,
               "4170": 9_000, "4410": 4_500, "4430": 7_000, **_bills(OFFICE + " 4240")}),
    ("80107", {**_teachers(310_000), **_bills("4210 4240")}),
    ("80146", {"4410": 3_000, **_bills("4300 4700")}),
    ("80148", {**_staff(280_000), "3020": 2_000, **_bills("4210 4220 4260 4300")}),
    ("80150", {**_teachers(420_000), **_bills("4240")}),
)  # fmt: skip
NURSERY_CHAPTERS = {"80101": "80104", "80107": "", "80150": "80149"}
INCOME: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("WF", "75621", {"0010": 24_000_000, "0020": 1_900_000}),
    ("WF", "75801", {"2920": 21_000_000}),
    ("WF", "75807", {"2920": 3_200_000}),
    ("WF", "75814", {"0920": 300_000, "0970": 40_000}),
    ("PO", "75615", {"0310": 9_000_000, "0320": 20_000, "0330": 30_000, "0340": 200_000, "0500": 40_000, "0910": 15_000}),
    ("PO", "75616", {"0310": 5_200_000, "0320": 310_000, "0330": 12_000, "0340": 350_000, "0360": 120_000, "0430": 60_000,
                     "0500": 900_000, "0910": 40_000}),
    ("PO", "75618", {"0410": 250_000, "0480": 620_000, "0490": 700_000, "0690": 50_000}),
    ("SO", "75011", {"2010": 430_000, "0690": 900}),
    ("SO", "75101", {"2010": 12_000}),
    ("OS", "90002", {"0490": 6_400_000, "0640": 25_000, "0910": 18_000}),
    ("OS", "90019", {"0690": 90_000}),
    ("DR", "60016", {"0490": 120_000, "0580": 20_000, "0950": 15_000}),
    ("WB", "70005", {"0470": 40_000, "0550": 160_000, "0750": 420_000, "0770": 900_000, "0920": 20_000}),
    ("MOPS", "85203", {"2010": 610_000}),
    ("MOPS", "85213", {"2030": 110_000}),
    ("MOPS", "85214", {"2030": 400_000}),
    ("MOPS", "85216", {"2030": 900_000}),
    ("MOPS", "85219", {"0970": 12_000, "2030": 260_000}),
    ("MOPS", "85228", {"0830": 60_000}),
    ("MOPS", "85502", {"0920": 5_000, "0940": 20_000, "2010": 7_800_000, "2360": 90_000}),
)  # fmt: skip
SCHOOL_INCOME = (("80101", {"0610": 1_000, "0750": 18_000, "0920": 1_000, "0970": 4_000}), ("80148", {"0830": 160_000}))
SUBSIDY_FOR_A_SCHOOL = 8_500_000


def lines(city: City) -> Iterator[tuple[Line, int]]:
    """Every line with its yearly amount in grosze; zero where invoices make it."""
    for unit, chapter, paragraphs in SPENDING:
        yield from _chapter(unit, "spending", chapter, paragraphs, 1.0)
    more_schools = round((city.scale - 1) * SCHOOLS_PER_SCALE)
    for unit, chapter, paragraphs in INCOME:
        extra = more_schools * SUBSIDY_FOR_A_SCHOOL if chapter == "75801" else 0
        yield from _chapter(unit, "income", chapter, {code: amount + extra for code, amount in paragraphs.items()}, 1.0)
    for unit in city.units:
        if unit.code.startswith(("SP", "PM")):
            for chapter, paragraphs in SCHOOL:
                own = NURSERY_CHAPTERS.get(chapter, chapter) if unit.code.startswith("PM") else chapter
                yield from _chapter(unit.code, "spending", own, paragraphs, unit.size) if own else ()
            for chapter, paragraphs in SCHOOL_INCOME:
                own = NURSERY_CHAPTERS.get(chapter, chapter) if unit.code.startswith("PM") else chapter
                yield from _chapter(unit.code, "income", own, paragraphs, unit.size)
    yield Line("SP1", "spending", "801", "80101", "6050"), 0


def _chapter(unit: str, side: str, chapter: str, paragraphs: dict[str, int], size: float) -> Iterator[tuple[Line, int]]:
    for paragraf, amount in sorted(paragraphs.items()):
        yield Line(unit, side, chapter[:3], chapter, paragraf), round(amount * size) * 100
