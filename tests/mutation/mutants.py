"""The mutants of a declared rule: the same rule with one thing said otherwise, as a tired hand might have typed it.

Of every comparison: its operator, each column it names, its word, and the whole of it left out. Of the rule: each
severity, what it silences, what it needs, the day it judges by and the money it names. The first comparison of a
pattern (`kind`) is left as it is: the facts of another kind have other columns, so nothing but noise would come of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any

from rules.engine.condition import Comparison, Misdeclared, Of, Own, Pattern
from rules.engine.declare import Book, Rule
from rules.engine.docket import ordered
from rules.engine.harden import harden
from rules.severity import SEVERITIES

NEIGHBOURS = {
    "<": ("<=", ">"), "<=": ("<", ">"), ">": (">=", "<"), ">=": (">", "<"), "==": ("<=", ">=", "!="), "!=": ("==",),
}  # fmt: skip
OTHER = {"yes": "no", "no": "yes"}
NOBODY = "said_by_nobody"  # a word that no fact holds
Levels = dict[str, tuple[Pattern, ...]]


@dataclass(frozen=True)
class Mutant:
    """`what` says in a line what differs, and is its name; `rule` stands in the book in place of the rule it was."""

    what: str
    rule: Rule

    def book(self) -> Book:
        """A book with the mutant and all other rules of its docket."""
        book = Book()
        for rule in self.rule.book.of(self.rule.docket):
            book[rule.id] = replace(self.rule if rule.id == self.rule.id else rule, book=book)
        return book


def mutants(rule: Rule, columns: Set[str]) -> list[Mutant]:
    """All mutants of a rule that can be judged at all, each name once; columns: what is told of its subject."""
    return list({mutant.what: mutant for mutant in _every(rule, columns) if mutant}.values())


def _every(rule: Rule, columns: Set[str]) -> Iterator[Mutant | None]:
    for what, levels in _conditions(rule):
        yield _judged(rule, what, levels)
    for what, levels in _severities(rule):
        yield _judged(rule, what, levels)
    for at, weaker in rule.inhibits.items():
        for one in weaker:
            left = {**rule.inhibits, at: tuple(other for other in weaker if other != one)}
            yield Mutant(f"{rule.id}: does not silence {one}", replace(rule, inhibits=left))
    for word in rule.needs:
        left = tuple(other for other in rule.needs if other != word)
        yield Mutant(f"{rule.id}: does not need {word}", replace(rule, needs=left))
    yield from _tells(rule, columns)


def _judged(rule: Rule, what: str, levels: Levels) -> Mutant | None:
    """None where the language itself refuses the mutant: then nobody could have written it."""
    own = list(levels)[-1]
    try:
        definitions = {level: harden(patterns) for level, patterns in levels.items()}
    except Misdeclared:
        return None
    mutated = replace(rule, severity=own, patterns=levels[own], levels=levels, definitions=definitions)
    return Mutant(f"{rule.id}: {what}", mutated)


# --- conditions


def _conditions(rule: Rule) -> Iterator[tuple[str, Levels]]:
    """A comparison of the rule is changed at all its levels, a further one of a level at that level alone."""
    for n, pattern in enumerate(rule.patterns):
        for k, part in enumerate(pattern.parts[1:], 1):
            for what, others in _instead(rule, pattern, part):
                yield (
                    f"{pattern.alias}: {what}",
                    {level: _with(patterns, n, k, others) for level, patterns in rule.levels.items()},
                )
        if len(rule.patterns) > 1 and pattern.alias != rule.about:
            yield (
                f"without {pattern.alias}",
                {level: patterns[:n] + patterns[n + 1 :] for level, patterns in rule.levels.items()},
            )
    for level, patterns in rule.levels.items():
        for n, pattern in enumerate(patterns):
            for k in range(len(rule.patterns[n].parts), len(pattern.parts)):
                for what, others in _instead(rule, pattern, pattern.parts[k]):
                    yield f"{level}, {pattern.alias}: {what}", {**rule.levels, level: _with(patterns, n, k, others)}


def _with(patterns: Sequence[Pattern], n: int, k: int, others: tuple[Comparison, ...]) -> tuple[Pattern, ...]:
    parts = patterns[n].parts
    changed = replace(patterns[n], parts=parts[:k] + others + parts[k + 1 :])
    return (*patterns[:n], changed, *patterns[n + 1 :])


def _instead(rule: Rule, pattern: Pattern, part: Comparison) -> Iterator[tuple[str, tuple[Comparison, ...]]]:
    said = _said(part)
    yield f"without {said}", ()
    for other in (*_operators(rule, part), *_columns(rule, pattern, part), *_words(rule, part)):
        yield f"{said} as {_said(other)}", (other,)


def _operators(rule: Rule, part: Comparison) -> Iterator[Comparison]:
    sized = part.field in ordered(rule.docket, rule.book)
    for op in NEIGHBOURS[part.op]:
        if sized or op in ("==", "!="):
            yield replace(part, op=op)


def _columns(rule: Rule, pattern: Pattern, part: Comparison) -> Iterator[Comparison]:
    """Each column of the comparison as another of the same kind of fact that the rule names and that holds the same."""
    for other in _siblings(rule, pattern, part.field):
        if not (isinstance(part.right, Own) and part.right.field == other):
            yield replace(part, field=other)
    match part.right:
        case Own(field):
            yield from (replace(part, right=Own(o)) for o in _siblings(rule, pattern, field) if o != part.field)
        case Of(alias, field):
            partner = next(one for one in rule.patterns if one.alias == alias)
            yield from (replace(part, right=Of(alias, o)) for o in _siblings(rule, partner, field))


def _siblings(rule: Rule, pattern: Pattern, column: str) -> list[str]:
    sized = ordered(rule.docket, rule.book)
    named = dict.fromkeys(_named(rule, pattern))
    return [one for one in named if one != column and (one in sized) == (column in sized)]


def _named(rule: Rule, pattern: Pattern) -> Iterator[str]:
    """The columns of this kind of fact that the rule compares, at whatever level."""
    for patterns in rule.levels.values():
        names = {one.alias for one in patterns if one.kind == pattern.kind}
        for one in patterns:
            for part in one.parts[1:]:
                if one.kind == pattern.kind:
                    yield part.field
                    yield from [part.right.field] if isinstance(part.right, Own) else []
                yield from [part.right.field] if isinstance(part.right, Of) and part.right.alias in names else []


def _words(rule: Rule, part: Comparison) -> Iterator[Comparison]:
    """Another word that the docket's rules ask of the column, the opposite of yes or no, else one nobody says."""
    if isinstance(part.right, bool):
        yield replace(part, right=not part.right)
    elif isinstance(part.right, str):
        asked = _asked(rule.book.of(rule.docket), part.field) - {part.right}
        others = sorted(asked) or [OTHER.get(part.right, NOBODY)]
        yield from (replace(part, right=word) for word in others)


def _asked(rules: Iterable[Rule], column: str) -> set[str]:
    parts = (part for rule in rules for ps in rule.levels.values() for p in ps for part in p.parts)
    return {part.right for part in parts if part.field == column and isinstance(part.right, str)}


def _said(part: Comparison) -> str:
    match part.right:
        case Own(field):
            right: Any = field
        case Of(alias, field):
            right = f"{alias}.{field}"
        case constant:
            right = constant
    return f"{part.field} {part.op} {right}"


# --- what it says of them


def _severities(rule: Rule) -> Iterator[tuple[str, Levels]]:
    """Each level left out (its findings fall to the next that holds), or a step graver or milder if that is free."""
    for level in rule.levels:
        if len(rule.levels) > 1:
            yield f"never {level}", {one: patterns for one, patterns in rule.levels.items() if one != level}
        for step in (-1, 1):
            other = SEVERITIES.index(level) + step
            if 0 <= other < len(SEVERITIES) and SEVERITIES[other] not in rule.levels:
                yield (
                    f"{level} as {SEVERITIES[other]}",
                    {SEVERITIES[other] if one == level else one: patterns for one, patterns in rule.levels.items()},
                )


def _tells(rule: Rule, columns: Set[str]) -> Iterator[Mutant]:
    """The day and its raw one as each other or as the subject's own, the money as none or another of its sentences."""
    own = ("due_on", "raw_due_on")
    day, raw = rule.due or own
    for due in dict.fromkeys(((raw, raw), (day, day), own)):
        if due != rule.due and columns >= set(due):
            yield Mutant(f"{rule.id}: due {', '.join(due)}", replace(rule, due=due))
    if rule.amount:
        for amount in dict.fromkeys((None, *_money(rule))):
            if amount != rule.amount and (amount is None or amount in columns):
                yield Mutant(f"{rule.id}: amount {amount or 'left out'}", replace(rule, amount=amount))


def _money(rule: Rule) -> Iterator[str]:
    for sentence in (rule.says, *rule.says_at.values()):
        for _, name, spec, _ in Formatter().parse(sentence):
            if name and spec == "money":
                yield name.lstrip("[")
