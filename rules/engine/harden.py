"""Keep a rule to what durable-rules 2.0.28 judges rightly, and put the guards in.

Each refusal and each guard answers a defect that was reproduced; tests/rules/engine/test_defects.py keeps the
reproductions, so a release that mends one is noticed. The guards:

- the right-hand column of a comparison must be there (`$ex`) *before* it is compared, since the library reads stale
  memory for a missing one; for `==` and `!=` it must also not be null (`$neq null`), since to the library null equals
  null and differs from all else. `$ex` is cheaper: rules share it as one step, and it is asked first;
- the columns of a join must be known on both sides: null joins null, and anything else that is unknown stops the batch;
- the last join condition stands twice: the library runs past the end when the last one is the first to fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rules.engine.condition import Comparison, Misdeclared, Of, Own, Pattern

OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
MOST_PATTERNS = 8  # a frame of the library holds 16 facts
MOST_JOINS = 14  # and one pattern 32 expressions, of which each join takes one, the repeated one and two brackets


def harden(patterns: Sequence[Pattern]) -> dict[str, Any]:
    """The patterns as durable-rules' own JSON, guarded; Misdeclared when they cannot be judged rightly."""
    for refusal in refusals(patterns):
        raise Misdeclared(refusal)
    return {"all": [_pattern(n, pattern, _read_from(pattern.alias, patterns)) for n, pattern in enumerate(patterns)]}


def refusals(patterns: Sequence[Pattern]) -> Iterable[str]:
    """Why these patterns cannot be judged rightly, each reason a sentence."""
    if not patterns or len(patterns) > MOST_PATTERNS:
        yield f"a rule needs one to {MOST_PATTERNS} facts"
        return
    if all(pattern.negated for pattern in patterns):
        yield "a rule needs a fact to speak of, not only none()"
    if [pattern.negated for pattern in patterns] != sorted(pattern.negated for pattern in patterns):
        yield "write none() last: what it reads must be named before it"
    known: set[str] = set()
    for pattern in patterns:
        yield from _refusals_of(pattern, known)
        known.add(pattern.alias)


def _refusals_of(pattern: Pattern, known: set[str]) -> Iterable[str]:
    name = pattern.alias or "none()"
    if not pattern.negated and re.fullmatch(r"m(_\d+)?|s", pattern.alias):
        yield f"{name} is a name of the library's own: call the fact otherwise"
    if pattern.alias in known and not pattern.negated:
        yield f"two facts are called {name}"
    first = pattern.parts[0]
    if first.field not in ("kind", "flag") or first.op != "==" or not isinstance(first.right, str):
        yield f'{name}: the first condition must be (m.kind == "...") or (m.flag == "...")'
    if sum(part.field in ("kind", "flag") for part in pattern.parts) > 1:
        yield f"{name}: kind or flag, and only once"
    if pattern.negated and pattern.flag:
        yield "none() of a flag depends on the order of firing: use inhibits="
    joins = [part.right.alias for part in pattern.parts if isinstance(part.right, Of)]
    if len(joins) > MOST_JOINS:
        yield f"{name}: more than {MOST_JOINS} comparisons with other facts"
    for alias in joins:
        if alias not in known:
            yield f"{name} reads c.{alias}, which is not named before it (its own columns are m.…)"


def _read_from(alias: str, patterns: Sequence[Pattern]) -> set[str]:
    """The columns that other patterns read of this fact."""
    parts = (part.right for pattern in patterns for part in pattern.parts)
    return {right.field for right in parts if isinstance(right, Of) and right.alias == alias}


def _pattern(n: int, pattern: Pattern, read_by_others: set[str]) -> dict[str, Any]:
    words = [part for part in pattern.parts if isinstance(part.right, str | bool)]
    own = [part for part in pattern.parts if isinstance(part.right, Own)]
    joins = [part for part in pattern.parts if isinstance(part.right, Of)]
    guards = [
        *(_guard(part.op, part.right.field) for part in pattern.parts if isinstance(part.right, Own)),
        *(_known(column) for column in sorted({part.field for part in joins} | read_by_others)),
    ]
    once = [guard for n, guard in enumerate(guards) if guard not in guards[:n]]
    conditions = [*map(_comparison, words), *once, *map(_comparison, own + joins + joins[-1:])]
    return {f"none_{n}$not" if pattern.negated else pattern.alias: {"$and": conditions}}


def _guard(op: str, column: str) -> Mapping[str, Any]:
    """What the right-hand column of a comparison within one fact needs; a null or missing left one never matches."""
    return _known(column) if op in ("==", "!=") else {"$ex": {column: 1}}


def _known(column: str) -> Mapping[str, Any]:
    return {"$neq": {column: None}}


def _comparison(part: Comparison) -> Mapping[str, Any]:
    match part.right:
        case Own(field):
            right: Any = {"$m": field}
        case Of(alias, field):
            right = {alias: field}
        case constant:
            right = constant
    return {OPERATORS[part.op]: {part.field: right}} if part.op in OPERATORS else {part.field: right}
