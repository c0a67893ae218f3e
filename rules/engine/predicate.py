"""The second judge: a rule that looks at one fact, as a SQL condition made from the same declaration.

Nothing of durable-rules takes part here, so a difference between the two judges is found whichever of them errs.
"""

from __future__ import annotations

from collections.abc import Iterable

from rules.engine.book import RULES, Book, Rule
from rules.engine.condition import Comparison, Of, Own, Pattern
from rules.engine.docket import checked

OPERATORS = {"==": "=", "!=": "<>"}


def predicate(rule: Rule, severity: str | None = None) -> str | None:
    """A SQL condition over the columns of the rule's kind: does it speak, or with `severity`, does that level hold?

    Three-valued: null where an unknown column leaves it open. The verdict's severity is the gravest level that is true.
    None for a rule that needs several facts or another rule's flag.
    """
    (subject, *partners) = rule.patterns if severity is None else rule.levels[severity]
    if partners or subject.kind is None:
        return None
    return _all_of(subject)


def prefilter(docket: str, kind: str, book: Book = RULES) -> str:
    """A SQL condition: could a fact of this kind matter to any rule of the docket? Never narrower than the engine.

    What a pattern asks of other facts is left out, and a fact that meets no pattern cannot influence a rule network.
    """
    patterns = [p for rule in checked(docket, book) for p in rule.patterns if p.kind == kind]
    return " or ".join(dict.fromkeys(f"({_all_of(pattern)})" for pattern in patterns)) or "false"


def concerns(rule: Rule) -> str:
    """A SQL condition over the columns of the rule's kind: has the rule an answer for this fact, whichever it is?

    Its words hold (an open case of this kind) and every column it compares is known: where the rule is silent all the
    same, a number kept it silent.
    """
    words = (part for part in rule.subject.parts if part.op == "==" and isinstance(part.right, str | bool))
    asked = _joined(part for part in words if part.field not in ("kind", "flag"))
    return f"{asked} and ({_all_of(rule.subject)}) is not null"


def _all_of(pattern: Pattern) -> str:
    own = (part for part in pattern.parts if part.field not in ("kind", "flag") and not isinstance(part.right, Of))
    return _joined(own)


def _joined(parts: Iterable[Comparison]) -> str:
    return " and ".join(f'"{part.field}" {OPERATORS.get(part.op, part.op)} {_right(part)}' for part in parts) or "true"


def _right(part: Comparison) -> str:
    match part.right:
        case Own(field):
            return f'"{field}"'
        case bool():
            return str(part.right).lower()
        case word:
            return "'" + str(word).replace("'", "''") + "'"
