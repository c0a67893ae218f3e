"""What a rule asks of facts, as plain values: comparisons of columns, and patterns that name a fact.

`Misdeclared` is raised wherever a rule says something that the engine could not judge rightly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NoReturn

Constant = str | bool


class Misdeclared(Exception):
    """A rule that could not be judged rightly: what is wrong, and what to write instead."""


def no_condition(said: object) -> Misdeclared:
    """What stands where a condition should, most often since `&` binds closer than a comparison."""
    return Misdeclared(f"{said!r} is no condition: put brackets round each comparison, (m.a == m.b) & (m.c == m.d)")


@dataclass(frozen=True)
class Own:
    """A column of the same fact."""

    field: str


@dataclass(frozen=True)
class Of:
    """A column of a fact named earlier in the rule."""

    alias: str
    field: str


@dataclass(frozen=True)
class Comparison:
    """One column against a word, a truth value or another column; `op` is `==` `!=` `<` `<=` `>` or `>=`."""

    field: str
    op: str
    right: Constant | Own | Of


@dataclass(frozen=True)
class Condition:
    """Comparisons that must all hold."""

    parts: tuple[Comparison, ...]

    def __and__(self, other: object) -> Condition:
        if not isinstance(other, Condition):
            raise no_condition(other)
        return Condition(self.parts + other.parts)

    def __or__(self, other: object) -> NoReturn:
        raise Misdeclared("`|` fires once per true branch: write two rules, or derive one column in SQL")

    def __invert__(self) -> NoReturn:
        raise Misdeclared("there is no `~`: write the opposite comparison")

    def __bool__(self) -> NoReturn:
        raise Misdeclared("`and`, `or`, `not`, `in` and `a < b < c` lose a condition: write (a < b) & (b < c)")


@dataclass(frozen=True)
class Pattern:
    """One fact a rule needs, or with `negated` must not find; `alias` is how the rule calls it."""

    alias: str
    parts: tuple[Comparison, ...]
    negated: bool = False

    def __and__(self, other: Condition) -> Pattern:
        return replace(self, parts=(Condition(self.parts) & other).parts)

    def __or__(self, other: object) -> NoReturn:
        raise Misdeclared("`|` fires once per true branch: write two rules, or derive one column in SQL")

    def __bool__(self) -> NoReturn:
        raise Misdeclared("`and`, `or`, `not` and `in` lose a condition: write c.case << (a) & (b)")

    def chosen(self, field: str) -> str | None:
        """The word the pattern asks of a column by `==`, None when it asks none."""
        return next(
            (p.right for p in self.parts if (p.field, p.op) == (field, "==") and isinstance(p.right, str)), None
        )

    @property
    def kind(self) -> str | None:
        """The kind of fact; None when the pattern looks at another rule's flag."""
        return self.chosen("kind")

    @property
    def flag(self) -> str | None:
        """The id of the rule whose flag the pattern looks at; None for a plain fact."""
        return self.chosen("flag")
