"""A fictional town, Zabrzeg: its settings and the generator of its exports, any size, fixed seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

SILENT = ("gestorzy",)  # a feed that never delivers


def build(root: Path, *, scale: float = 1.0, seed: int = 2026, progress: Callable[[str], None] | None = None) -> None:
    """Write a whole town into the folder: town.toml and every export in inbox/<folder>/.

    At scale 1 about 3,500 cases and 2,000 invoices; the same seed and scale give the same bytes.
    What was planted for each rule is listed in `data.demo.planted`.
    """
    from data.demo import (
        breaches,
        cases,
        cash,
        documents,
        money,
        receivables,
        registers,
        reports,
        staff,
        unit_register,
        works,
    )
    from data.demo.city import City

    city = City(root, scale, seed, progress=progress)
    root.mkdir(parents=True, exist_ok=True)
    (root / "town.toml").write_bytes((Path(__file__).parent / "town.toml").read_bytes())
    for folder in SILENT:
        (root / "inbox" / folder).mkdir(parents=True, exist_ok=True)
    unit_register.write(city)
    staff.write(city)
    city.tell("cases")
    documents.write(city, cases.write(city))
    city.tell("money")
    lines, tally = money.write(city)
    reports.write(city, lines, tally)
    works.write(city)
    receivables.write(city)
    registers.write(city)
    breaches.write(city)
    cash.write(city)
