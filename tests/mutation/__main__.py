"""`just mutate [RULE …]`: mutate the declared rules and say which mutants no case of tests/rules/*.yaml notices.

Ends with 1 when fewer than 90 % of the mutants that can be told from their rule are noticed, when the list of
equivalent ones (equivalent.yaml) names one that is noticed or does not exist, or when the cases fail as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from rules.catalogue import RULES
from rules.engine.declare import Rule
from tests.mutation.mutants import mutants
from tests.mutation.record import Recorded, recorded
from tests.mutation.tally import HEADER, Tally, known_equivalent, verdict
from tests.mutation.trial import misfits, noticed_by

EQUIVALENT = Path(__file__).parent / "equivalent.yaml"


def tally(rules: Iterable[Rule], cases: list[Recorded], equivalent: Collection[str]) -> Tally:
    """Try every mutant of these rules."""
    found = Tally()
    for rule in rules:
        for mutant in mutants(rule, told_of(rule, cases)):
            found.count(mutant.what, noticed_by(mutant, cases), equivalent=mutant.what in equivalent)
    return found


def told_of(rule: Rule, cases: Iterable[Recorded]) -> set[str]:
    """The columns told of a rule's subject, from the first case that has one."""
    kind = f"{rule.docket} {rule.about_kind}"
    return next((set(row) for case in cases for row in case.told.get(kind, {}).values()), set())


def main(wanted: Collection[str]) -> int:
    """The table by module, then what survived."""
    if unknown := {*wanted} - {*RULES}:
        print(f"no such rule: {', '.join(sorted(unknown))}; the whole run is `just mutate` without a word")
        return 2
    touched = {name for rule in wanted for name in (rule, *RULES[rule].silenced)}
    cases = recorded(progress=lambda case: print(f"facts: {case}", file=sys.stderr), rules=touched or None)
    equivalent = known_equivalent(EQUIVALENT)
    if failing := misfits(cases):
        print("these cases fail with the rules as they are:", *failing, sep="\n  ")
        return 1
    chosen = [rule for rule in RULES.values() if not wanted or rule.id in wanted]
    total = Tally()
    print(HEADER)
    for module in dict.fromkeys(rule.module for rule in chosen):
        part = tally((rule for rule in chosen if rule.module == module), cases, equivalent)
        print(part.row(module.replace(".", "/") + ".py"), flush=True)
        total.add(part)
    print(total.row("**all**"))
    gone = set(equivalent) - set(total.equivalent) - {line.rpartition(": ")[0] for line in total.mistaken}
    return verdict(total, [] if wanted else sorted(gone))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
