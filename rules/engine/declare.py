"""Declare a rule once: metadata first, the condition last. The sentence, the law and both judges are read from here.

    @rule(
        id="C02", noun="cases", docket="holder", about="case", severity="info",
        escalates={"high": m.due_day < m.today},
        inhibits={"high": ("C01",)},
        to=("officer", "manager"), law=("KPA art. 37 § 1",), says="{subject}: {days_late:days} past the term.",
    )
    @when_all(c.case << (m.kind == "case") & (m.state == "open") & (m.net_due_day < m.today))
    def case_overdue():
        \"""The term has passed.\"""

The function's body never runs: its name and docstring belong to the rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from rules.engine.book import RULES, Book, Rule
from rules.engine.condition import Condition, Misdeclared, Pattern
from rules.engine.docket import blockers, fields, kinds
from rules.engine.harden import harden
from rules.engine.language import c, m, none
from rules.severity import GRAVITY, LEAST, SEVERITIES

__all__ = [
    "RULES", "Book", "Misdeclared", "Rule", "blockers", "c", "fields", "kinds", "m", "none", "rule", "when_all",
]  # fmt: skip

Further = Condition | Mapping[str, Condition]


@dataclass(frozen=True)
class When:
    """A condition and the function that carries its name."""

    patterns: tuple[Pattern, ...]
    function: Callable[..., None]


def when_all(*patterns: object) -> Callable[[Callable[..., None]], When]:
    """All these facts lie in one docket (and none of those in `none()`)."""
    named = tuple(map(_named, patterns))
    return lambda function: When(named, function)


def _named(pattern: object) -> Pattern:
    if not isinstance(pattern, Pattern):
        raise Misdeclared(f"{pattern!r} has no name: c.case << (m.kind == ...) & ...")
    return pattern


def rule(
    *,
    id: str,  # noqa: A002  the word of the catalogue
    noun: str,
    docket: str,
    about: str,
    severity: str,
    to: tuple[str, ...],
    law: tuple[str, ...],
    says: str,
    escalates: Mapping[str, Further] | None = None,
    says_at: Mapping[str, str] | None = None,
    amount: str | None = None,
    due: tuple[str, str] | None = ("due_on", "raw_due_on"),
    basis: str | None = None,
    inhibits: tuple[str, ...] | Mapping[str, tuple[str, ...]] = (),
    foretells: Mapping[str, tuple[str, ...]] | None = None,
    internal: bool = False,
    pages_only: bool = False,
    timeless: str = "",
    needs: tuple[str, ...] = (),
    asks: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
    book: Book = RULES,
) -> Callable[[When], Rule]:
    """Put a rule into the book; Misdeclared when it could not be judged rightly.

    about: the name of the fact the rule speaks of; however many partners it has, it speaks of it once.
    escalates: severity -> a further condition on that fact, or {name: condition} on others; the gravest that holds is
        said.
    inhibits: rules it silences on the same item; a mapping says from which severity up, {"high": ("C01",)}.
    foretells: rule -> the severities at which it says of the same subject that what this rule warned of has come; it
        may be the rule itself, {"B09": ("critical",)}. Left out where the rule states a fact. A backtest goes by it.
    says, says_at: the English sentence, and another for a severity; `amount`: the column with the money at stake.
    needs: the events without which it would judge wrongly; where no source exports one of them, the rule is silent.
    asks: the events, one of which would answer the finding or end it, that officers know and systems seldom export.
    limits: the numbers of the law its facts are measured by, besides those that carry its own id; `why` shows them.
    basis: the column with the article that applies to this subject, or several by |; a finding cites them, not `law`.
    due: the columns with the day this rule judges by, where it is not the subject's own, and the same before rolling;
        None where it judges by none.
    internal: not said itself, only there for other rules to build upon (m.flag == id).
    pages_only: shown on pages; nobody is written to about it.
    timeless: the state it judges, where nothing becomes true or false only because a day has passed; every other rule
        is tried on both sides of the day on which it turns.
    """

    def declare(when: When) -> Rule:
        levels = {severity: when.patterns}
        for level, further in (escalates or {}).items():
            levels[level] = _further(when.patterns, further if isinstance(further, Mapping) else {about: further})
        levels = {level: levels[level] for level in sorted(levels, key=_gravity, reverse=True)}
        function = when.function
        declared = Rule(
            id=id, name=function.__name__, doc=(function.__doc__ or "").strip(), module=function.__module__, noun=noun,
            docket=docket, about=about, severity=severity, to=to, law=law, says=says, says_at=says_at or {},
            amount=amount, due=due, basis=basis, internal=internal, pages_only=pages_only,
            timeless=timeless, needs=needs, asks=asks, limits=limits,
            patterns=when.patterns,
            levels=levels, book=book,
            inhibits=inhibits if isinstance(inhibits, Mapping) else {LEAST: inhibits},
            foretells=foretells or {},
            definitions={level: harden(patterns) for level, patterns in levels.items()},
        )  # fmt: skip
        _refuse(declared)
        book[id] = declared
        return declared

    return declare


def _gravity(severity: str) -> int:
    if severity not in GRAVITY:
        raise Misdeclared(f"{severity!r} is no severity: {', '.join(SEVERITIES)}")
    return GRAVITY[severity]


def _further(patterns: tuple[Pattern, ...], further: Mapping[str, Condition]) -> tuple[Pattern, ...]:
    names = {pattern.alias for pattern in patterns if not pattern.negated}
    if unknown := set(further) - names:
        raise Misdeclared(f"escalates speaks of {', '.join(sorted(unknown))}, the rule of {', '.join(sorted(names))}")
    return tuple(p & further[p.alias] if p.alias in further and not p.negated else p for p in patterns)


def _refuse(declared: Rule) -> None:
    if not re.fullmatch(r"[\w.-]+", declared.id):
        raise Misdeclared(f"{declared.id!r}: an id is letters, digits, dots and hyphens")
    if declared.id in declared.book:
        raise Misdeclared(f"{declared.id} is declared twice")
    if not declared.doc:
        raise Misdeclared(f"{declared.id}: the docstring says in one sentence why it matters")
    if declared.about not in {pattern.alias for pattern in declared.patterns if not pattern.negated}:
        raise Misdeclared(f"{declared.id} speaks of {declared.about}, which is none of its facts")
    if tuple(declared.levels)[-1] != declared.severity:
        raise Misdeclared(f"{declared.id}: escalates must be graver than its own {declared.severity}")
    for severity in (*declared.inhibits, *declared.says_at, *chain.from_iterable(declared.foretells.values())):
        _gravity(severity)
