"""`just mutate [RULE …]`: mutate the declared rules and say which mutants no case of tests/rules/*.yaml notices.

Ends with 1 when fewer than 90 % of the mutants that can be told from their rule are noticed, when the list of
equivalent ones (equivalent.yaml) names one that is noticed or does not exist, or when the cases fail as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from pipelines.judge import RULES
from rules.engine.declare import Rule
from tests.mutation.mutants import mutants
from tests.mutation.record import Recorded, recorded
from tests.mutation.trial import misfits, noticed_by

ENOUGH = 90  # percent
EQUIVALENT = Path(__file__).parent / "equivalent.yaml"


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

    def add(self, other: Tally) -> None:
        """Count another module in."""
        self.killed += other.killed
        self.equivalent += other.equivalent
        self.survived += other.survived
        self.mistaken += other.mistaken


def tally(rules: Iterable[Rule], cases: list[Recorded], equivalent: Collection[str]) -> Tally:
    """Try every mutant of these rules."""
    found = Tally()
    for rule in rules:
        for mutant in mutants(rule, told_of(rule, cases)):
            noticed = noticed_by(mutant, cases)
            known = mutant.what in equivalent
            found.killed += noticed is not None
            found.mistaken += [f"{mutant.what}: {noticed}"] if noticed and known else []
            found.equivalent += [mutant.what] if known and not noticed else []
            found.survived += [mutant.what] if not known and not noticed else []
    return found


def told_of(rule: Rule, cases: Iterable[Recorded]) -> set[str]:
    """The columns told of a rule's subject, from the first case that has one."""
    kind = f"{rule.docket} {rule.about_kind}"
    return next((set(row) for case in cases for row in case.told.get(kind, {}).values()), set())


def known_equivalent() -> dict[str, str]:
    """Mutant -> why nobody could tell it from its rule."""
    groups = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8"))
    return {what: group["because"] for group in groups for what in group["mutants"]}


def main(wanted: Collection[str]) -> int:
    """The table by module, then what survived."""
    cases, equivalent = recorded(progress=lambda case: print(f"facts: {case}", file=sys.stderr)), known_equivalent()
    if failing := misfits(cases):
        print("these cases fail with the rules as they are:", *failing, sep="\n  ")
        return 1
    chosen = [rule for rule in RULES.values() if not wanted or rule.id in wanted]
    total = Tally()
    print("| module | mutants | killed | equivalent | survived | killed of those that can be told |")
    print("|---|---:|---:|---:|---:|---:|")
    for module in dict.fromkeys(rule.module for rule in chosen):
        part = tally((rule for rule in chosen if rule.module == module), cases, equivalent)
        print(part.row(module.replace(".", "/") + ".py"), flush=True)
        total.add(part)
    print(total.row("**all**"))
    gone = set(equivalent) - set(total.equivalent) - {line.rpartition(": ")[0] for line in total.mistaken}
    return verdict(total, [] if wanted else sorted(gone))


def verdict(total: Tally, gone: list[str]) -> int:
    """0 when enough was noticed and the list of equivalent ones is right; says what is not."""
    for title, names in (
        ("survived", total.survived),
        ("said to be equivalent, and noticed by a case", total.mistaken),
        ("said to be equivalent, and no mutant of any rule", gone),
    ):
        if names:
            print(f"\n{title}:", *names, sep="\n  ")
    told = total.killed + len(total.survived)
    return int(bool(total.mistaken or gone) or 100 * total.killed < ENOUGH * told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
