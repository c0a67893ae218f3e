"""The lines of the budget: who has which division, chapter and paragraph, and about how much a year, in zlotys.

Paragraphs paid by invoice have no amount of their own: the invoices of the year make it (see budget.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from data.demo.budget_table import INCOME, NURSERY_CHAPTERS, SCHOOL, SCHOOL_INCOME, SPENDING, SUBSIDY_FOR_A_SCHOOL
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
