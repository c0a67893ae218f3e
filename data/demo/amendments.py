"""Changes of the plan that were in order: the council may move anything, the mayor within a division, not into pay."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from data.demo.budget_lines import PAY, Line
from data.demo.budget_stories import ACTS, LINES, Act
from data.demo.days import work

CAPITAL = frozenset({"6050", "6060", "6230"})
ACTS_OF_COUNCIL, ACTS_OF_MAYOR, MOVES_IN_ACT = 8, 14, 4
SHARE = 5  # percent of the source line at most


def acts(rng: Random, plans: dict[Line, int]) -> list[Act]:
    """The stories, the council's and the mayor's changes, and those heads of budget units make in a chapter."""
    movable = [
        line for line in plans if line.side == "spending" and line not in LINES and line.paragraf not in PAY | CAPITAL
    ]
    by_division: dict[str, list[Line]] = defaultdict(list)
    by_chapter: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in movable:
        by_division[line.dzial].append(line)
        if line.unit.startswith(("SP", "PM", "MOPS")):
            by_chapter[line.unit, line.rozdzial].append(line)
    divisions = [group for _, group in sorted(by_division.items()) if len(group) > 9]
    pool = Pool(rng, plans)
    council = [
        pool.move(f"XX{'VIX'[n % 3]}/{318 + 11 * n}/2026 poz. {k + 1}", "council", 30 + 38 * n, movable)
        for n in range(ACTS_OF_COUNCIL)
        for k in range(MOVES_IN_ACT)
    ]
    mayor = [
        pool.move(f"ZP.0050.{41 + 24 * n}.2026", "mayor", 25 + 21 * n, rng.choice(divisions))
        for n in range(ACTS_OF_MAYOR)
    ]
    heads = [
        pool.move(f"{unit}.3110.{chapter}.2026", "manager", 100 + rng.randrange(150), group)
        for (unit, chapter), group in by_chapter.items()
        if len(group) > 9 and rng.random() < 0.6
    ]
    return [*ACTS, *council, *mayor, *heads, *_new_income(rng, plans, movable)]


class Pool:
    """Moves money between lines, each line once, so that no plan was ever below zero."""

    def __init__(self, rng: Random, plans: dict[Line, int]) -> None:
        self.rng, self.plans, self.used = rng, plans, set[Line]()

    def move(self, name: str, kind: str, day: int, lines: list[Line]) -> Act:
        """One transfer of a few percent between two of the lines not touched yet."""
        source, target = self.rng.sample([line for line in lines if line not in self.used], 2)
        self.used |= {source, target}
        share = self.plans[source] * self.rng.randrange(1, SHARE + 1) // 100_00_00 * 100_00
        amount = max(1_00, min(share, self.plans[target] // 2, 30_000_00))
        return Act(name, kind, work(date(2026, 1, 2) + timedelta(days=min(day, 318)), 0), source, target, amount)


def _new_income(rng: Random, plans: dict[Line, int], movable: list[Line]) -> list[Act]:
    """Grants that came in the year: the plan of income and of spending grow together."""
    grants = [line for line in plans if line.side == "income" and line.paragraf in ("2010", "2030")]
    return [
        Act(
            f"XXV/{350 + n}/2026",
            "council",
            work(date(2026, 3, 2), 20 * n),
            grant,
            rng.choice(movable),
            rng.randrange(5, 60) * 100_00,
        )
        for n, grant in enumerate(grants)
    ]
