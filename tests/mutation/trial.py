"""Does any case notice a mutant? The engine judges the recorded facts again, with the mutant in its rule's place.

Run again: the engine on the facts of each case that speaks about the rule or one it silences, severities, inhibition,
`needs` against the case's sources, the day and the money told. Compared with the case: which rule speaks of which
subject and, where the case names them, severity, inhibited_by, due_on, raw_due_on, days_left and amount.

Not run again: the SQL that makes the facts and the second judge in SQL (both judges read one declaration, so neither
could tell a mutant), recipients, sentences, `foretells`, and all other tests. A mutant that only one of those would
notice counts as survived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.judge.event_coverage import unheard
from rules.engine.declare import RULES, Book, Rule
from rules.engine.judge import Judge, Verdict
from tests.mutation.mutants import Mutant
from tests.mutation.record import Recorded
from tests.rules.day import town_of


def noticed_by(mutant: Mutant, cases: Iterable[Recorded]) -> str | None:
    """The name of the first case whose expectation the mutant would fail; None when it survives them all."""
    with Judges(mutant.book()) as judges:
        return next((case.name for case in about(mutant.rule, cases) if not fits(case, mutant.rule, judges)), None)


def misfits(cases: Iterable[Recorded]) -> list[str]:
    """The cases that the rules as they are would fail: there must be none, or no verdict on a mutant means anything."""
    cases = list(cases)
    found = []
    for rule in RULES.values():
        with Judges(Mutant("", rule).book()) as judges:
            found += [f"{rule.id}: {case.name}" for case in about(rule, cases) if not fits(case, rule, judges)]
    return found


def about(rule: Rule, cases: Iterable[Recorded]) -> Iterator[Recorded]:
    """The cases whose expectation a change of this rule could touch: they speak about it, or about one it silences."""
    touched = {rule.id, *RULES[rule.id].silenced}
    return (case for case in cases if touched & set(case.rules) and rule.docket in case.dockets)


class Judges:
    """The engine with the rules of one book, compiled once for each set of rules that speaks."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._compiled: dict[frozenset[str], Judge] = {}

    def __enter__(self) -> Judges:
        return self

    def __exit__(self, *_: object) -> None:
        for judge in self._compiled.values():
            judge.close()

    def verdicts(self, case: Recorded, docket: str) -> Iterator[Verdict]:
        """What the engine says on the day of a case."""
        only = frozenset(rule.id for rule in self.book.values() if self._speaks(rule, case))
        if only and only not in self._compiled:
            self._compiled[only] = Judge(docket, only, self.book)
        parts = case.dockets[docket] if only else []
        for n, (key, facts, many) in enumerate(parts):
            judge = self._compiled[only]
            judge.hear(facts, many)
            if n + 1 == len(parts) or parts[n + 1][0] != key:
                yield from judge.settle(key)

    def _speaks(self, rule: Rule, case: Recorded) -> bool:
        if rule.needs == RULES[rule.id].needs:
            return rule.id not in case.silent
        town = town_of(case.town, case.nouns)
        return not town.rules.get(rule.id, {}).get("off") and not unheard(town, rule)


def fits(case: Recorded, rule: Rule, judges: Judges) -> bool:
    """Would the case still find what it expects of this rule and of those it silences?"""
    mine = {rule.id, *RULES[rule.id].silenced} & set(case.rules)
    said = sorted(
        (finding for finding in _findings(case, rule.docket, judges) if finding["rule"] in mine), key=_place
    )  # fmt: skip
    expected = sorted((find for find in case.finds if find["rule"] in mine), key=_place)
    return len(said) == len(expected) and all(
        _agree(finding, find) for finding, find in zip(said, expected, strict=True)
    )


def _findings(case: Recorded, docket: str, judges: Judges) -> Iterator[dict[str, Any]]:
    for verdict in judges.verdicts(case, docket):
        rule = judges.book[verdict.rule]
        told = case.told.get(f"{docket} {rule.about_kind}", {}).get(verdict.item)
        if told is not None:
            yield {
                "rule": rule.id,
                "subject": told["subject"],
                "severity": verdict.severity,
                "inhibited_by": verdict.inhibited_by,
                **_days(rule, told, case.as_of),
                "amount": _money(told[rule.amount]) if rule.amount else None,
            }


def _days(rule: Rule, told: Mapping[str, str | None], as_of: str) -> dict[str, Any]:
    """The day a finding tells, as judge/findings.py does it: the subject's own, another named, or none."""
    if rule.due is None:
        return dict.fromkeys(("due_on", "raw_due_on", "days_left"))
    day, raw = (told.get(column) for column in rule.due)
    own = {"due_on": day, "raw_due_on": raw}
    if rule.due[0] == "due_on":
        return {**own, "days_left": told.get("days_left")}
    return {**own, "days_left": str((date.fromisoformat(day) - date.fromisoformat(as_of)).days) if day else None}


def _money(text: str | None) -> str | None:
    return None if text is None else f"{Decimal(text):.2f}"


def _agree(finding: Mapping[str, Any], find: Mapping[str, Any]) -> bool:
    return all(_plain(finding[name]) == _plain(find[name]) for name in finding if name in find)


def _plain(value: Any) -> str | None:
    """Days and money as text: 100.00 is the same from the YAML and from the database."""
    return None if value is None else str(value)


def _place(finding: Mapping[str, Any]) -> tuple[str, str]:
    return finding["rule"], str(finding["subject"])
