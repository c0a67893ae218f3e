"""A docket: facts that are judged together. What its rules need to know of them, and whether the rules fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rules.engine.book import RULES, Book, Rule
from rules.engine.condition import Misdeclared, Of, Own, Pattern

# Severities count. The library's stack holds 64 rules that match one fact, and two are the session's own.
MOST_RULES = 58


def fields(docket: str, kind: str, book: Book = RULES) -> list[str]:
    """The columns of a kind that the docket's rules compare; besides `kind` and `item` a fact needs no other."""
    found: dict[str, None] = {}
    for rule in checked(docket, book):
        for patterns in rule.levels.values():
            for pattern in patterns:
                found.update(dict.fromkeys(_columns(pattern, patterns, kind, book)))
    return list(found)


def kinds(docket: str, book: Book = RULES) -> list[str]:
    """The kinds of facts the docket's rules look at, in the order in which they must be asserted: blockers first."""
    looked_at = [pattern.kind for rule in checked(docket, book) for pattern in rule.patterns if pattern.kind]
    return list(dict.fromkeys([*blockers(docket, book), *looked_at]))


def blockers(docket: str, book: Book = RULES) -> list[str]:
    """The kinds a rule wants none of; a blocker asserted after the fact it blocks would come too late."""
    wanted_away = (pattern.kind for rule in book.of(docket) for pattern in rule.patterns if pattern.negated)
    return [kind for kind in dict.fromkeys(wanted_away) if kind]


def ordered(docket: str, book: Book = RULES) -> list[str]:
    """The columns that a rule compares by more or less, which therefore hold integers in every kind of fact."""
    parts = [part for rule in book.of(docket) for ps in rule.levels.values() for p in ps for part in p.parts]
    by_size = [part for part in parts if part.op not in ("==", "!=")]
    right = [part.right.field for part in by_size if isinstance(part.right, Own | Of)]
    return sorted({part.field for part in by_size} | set(right))


def chained(docket: str, book: Book = RULES) -> set[str]:
    """The rules whose flag another rule of the docket builds upon."""
    return {flag for rule in book.of(docket) for flag in rule.flags.values()}


def solitary(docket: str, kind: str, book: Book = RULES) -> bool:
    """Whether no rule of the docket looks at this kind and another fact at once, so that it may lie with any others."""
    together = (pattern for rule in book.of(docket) if len(rule.patterns) > 1 for pattern in rule.patterns)
    return all(_kind(pattern, book) != kind for pattern in together)


def checked(docket: str, book: Book = RULES) -> list[Rule]:
    """The docket's rules, in order of declaration; Misdeclared when they do not fit together."""
    for refusal in refusals(docket, book):
        raise Misdeclared(refusal)
    return book.of(docket)


def refusals(docket: str, book: Book) -> Iterable[str]:
    """Why these rules cannot judge together, each reason a sentence."""
    rules = book.of(docket)
    here = {rule.id for rule in rules}
    for rule in rules:
        for other in sorted({*rule.flags.values(), *rule.silenced} - here):
            yield f"{rule.id} names {other}, which is no rule of the docket {docket}"
            return
    yield from _circles("builds upon", rules, lambda rule: set(rule.flags.values()))
    yield from _circles("silences", rules, lambda rule: set(rule.silenced))
    yield from _strangers(rules, book)
    yield from _late_blockers(docket, book)
    if (number := sum(len(rule.levels) for rule in rules)) > MOST_RULES:
        yield f"the docket {docket} has {number} rules and severities, the library bears {MOST_RULES}: split it"


def _circles(verb: str, rules: list[Rule], names: Callable[[Rule], set[str]]) -> Iterable[str]:
    reached = {rule.id: names(rule) for rule in rules}
    for _ in rules:
        reached = {id_: ids | {further for id_2 in ids for further in reached[id_2]} for id_, ids in reached.items()}
    for id_, ids in reached.items():
        if id_ in ids:
            yield f"{id_} {verb} itself in a circle"
            return


def _strangers(rules: list[Rule], book: Book) -> Iterable[str]:
    for rule in rules:
        for weaker in rule.silenced:
            if book[weaker].about_kind != rule.about_kind:
                yield f"{rule.id} silences {weaker}, but {rule.about_kind} is not {book[weaker].about_kind}"


def _late_blockers(docket: str, book: Book) -> Iterable[str]:
    first = set(blockers(docket, book))
    for rule in book.of(docket):
        present = [pattern for pattern in rule.patterns if not pattern.negated]
        if len(present) < len(rule.patterns) and all(pattern.kind in first for pattern in present):
            yield f"{rule.id}: some none() wants each of its kinds away, so its own none() could come too late"


def _columns(pattern: Pattern, patterns: tuple[Pattern, ...], kind: str, book: Book) -> Iterable[str]:
    for part in pattern.parts:
        if _kind(pattern, book) == kind and part.field not in ("kind", "flag"):
            yield part.field
            if isinstance(part.right, Own):
                yield part.right.field
        if isinstance(part.right, Of):
            other = next(p for p in patterns if p.alias == part.right.alias)
            if _kind(other, book) == kind:
                yield part.right.field


def _kind(pattern: Pattern, book: Book) -> str | None:
    return book[pattern.flag].about_kind if pattern.flag else pattern.kind
