"""The frame every module of the demo builds in: how big, which seed, which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from data.demo.days import AS_OF
from data.demo.people import Person, people
from data.demo.units import Unit, units


@dataclass(frozen=True)
class City:
    """A town of a size and a seed; each noun draws from its own stream, so that one never moves another."""

    root: Path
    scale: float = 1.0
    seed: int = 2026
    today: date = AS_OF
    progress: Callable[[str], None] | None = None

    def rng(self, stream: str) -> Random:
        """The stream of random numbers of that name: the same for the same seed, whatever else is built."""
        return Random(f"{self.seed}/{stream}")  # noqa: S311 a demo needs repeatable numbers, not secret ones

    def about(self, n: int) -> int:
        """How many of what is n at scale 1."""
        return max(1, round(n * self.scale))

    def inbox(self, folder: str, name: str) -> Path:
        """Path of an export in the folder of a feed."""
        path = self.root / "inbox" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def tell(self, what: str) -> None:
        """Say to whoever watches what is being written."""
        if self.progress:
            self.progress(what)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The office, its departments and the budget units; twelve at scale 1."""
        return units(self.rng("units"), self.scale)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody employed; the first eighty are the same people at any scale."""
        return people(self.rng("people"), self.units, self.scale)

    @cached_property
    def officers(self) -> dict[str, list[Person]]:
        """Whoever handles cases in each unit and still works here."""
        staff: dict[str, list[Person]] = {unit.code: [] for unit in self.units}
        for person in self.people:
            if "officer" in person.roles and person.active_to is None:
                staff[person.unit].append(person)
        return staff
