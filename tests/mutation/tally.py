"""What a mutation run counts, and when it fails: the same for declared rules and for ordinary functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ENOUGH = 90  # percent
HEADER = """| module | mutants | killed | equivalent | survived | killed of those that can be told |
|---|---:|---:|---:|---:|---:|"""


@dataclass
class Tally:
    """The mutants of one module: how many were noticed, and the names of those that cannot be or were not."""

    killed: int = 0
    equivalent: list[str] = field(default_factory=list)
    survived: list[str] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)  # said to be equivalent, and noticed

    def row(self, module: str) -> str:
        """A line of the table."""
        told = self.killed + len(self.survived)
        share = f"{100 * self.killed / told:.1f} %" if told else "–"
        mutated = told + len(self.equivalent)
        return f"| {module} | {mutated} | {self.killed} | {len(self.equivalent)} | {len(self.survived)} | {share} |"

    def count(self, mutant: str, noticed: str | None, *, equivalent: bool) -> None:
        """Count a mutant in; `noticed` says by what."""
        self.killed += noticed is not None
        self.mistaken += [f"{mutant}: {noticed}"] if noticed and equivalent else []
        self.equivalent += [mutant] if equivalent and not noticed else []
        self.survived += [mutant] if not equivalent and not noticed else []

    def add(self, other: Tally) -> None:
        """Count another module in."""
        self.killed += other.killed
        self.equivalent += other.equivalent
        self.survived += other.survived
        self.mistaken += other.mistaken


def known_equivalent(*files: Path) -> dict[str, str]:
    """Mutant -> why nobody could tell it from what it was made of."""
    groups = [group for file in files for group in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return {what: group["because"] for group in groups for what in group["mutants"]}


def verdict(total: Tally, gone: Iterable[str], enough: int = ENOUGH) -> int:
    """0 when enough (percent) was noticed and the list of equivalent ones is right; says what is not."""
    for title, names in (
        ("survived", total.survived),
        ("said to be equivalent, and noticed by a test", total.mistaken),
        ("said to be equivalent, and no mutant at all", list(gone)),
    ):
        if names:
            print(f"\n{title}:", *names, sep="\n  ")
    told = total.killed + len(total.survived)
    return int(bool(total.mistaken or list(gone)) or 100 * total.killed < enough * told)
