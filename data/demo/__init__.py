"""A fictional town, Zabrzeg: its settings and the generator of its exports, any size, fixed seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def build(
    root: Path, *, scale: float = 1.0, seed: int = 2026, progress: Callable[[str], None] | None = None
) -> None:
    """Write a whole town into the folder: town.toml and every export in inbox/<folder>/.

    At scale 1 about 3,000 cases and 2,000 invoices; the same seed and scale give the same bytes.
    What was planted for each rule is listed in `data.demo.planted`.
    """
    from data.demo import cases, staff, units
    from data.demo.city import City

    city = City(root, scale, seed, progress=progress)
    units.write(city)
    staff.write(city)
    cases.write(city)
