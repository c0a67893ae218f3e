"""The rules by id: what was declared, and all that follows from one rule alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rules.engine.condition import Pattern
from rules.severity import GRAVEST, SEVERITIES, up_to


@dataclass(frozen=True)
class Rule:
    """One rule as declared; see `rule` for the meaning of each part."""

    id: str
    name: str
    doc: str
    module: str
    noun: str
    docket: str
    about: str
    severity: str
    to: tuple[str, ...]
    law: tuple[str, ...]
    says: str
    says_at: Mapping[str, str]
    amount: str | None
    due: tuple[str, str] | None  # the columns with the day it judges by and the same before rolling; None: it has none
    basis: str | None  # the column with the article that applies to this subject, where `law` names those of all kinds
    internal: bool
    pages_only: bool
    timeless: str  # why no day turns it; empty where one does
    needs: tuple[str, ...]
    asks: tuple[str, ...]
    limits: tuple[str, ...]  # numbers of the law it is measured by, besides those named after it
    inhibits: Mapping[str, tuple[str, ...]]
    foretells: Mapping[str, tuple[str, ...]]  # empty where it states a fact
    patterns: tuple[Pattern, ...]
    levels: Mapping[str, tuple[Pattern, ...]] = field(repr=False)  # gravest first; the last is the rule itself
    definitions: Mapping[str, dict[str, Any]] = field(repr=False)  # the same for durable-rules, hardened
    book: Book = field(repr=False, compare=False)

    @property
    def escalates(self) -> tuple[str, ...]:
        """The severities above the rule's own that it can reach, gravest first."""
        return tuple(self.levels)[:-1]

    @property
    def subject(self) -> Pattern:
        """The pattern of the fact the rule speaks of."""
        return next(pattern for pattern in self.patterns if pattern.alias == self.about and not pattern.negated)

    @property
    def kind(self) -> str | None:
        """The kind of fact it speaks of; None when that is another rule's flag."""
        return self.subject.kind

    @property
    def about_kind(self) -> str:
        """The kind of fact it speaks of in the end, flags followed to their own subject."""
        return self.kind or self.book[self.subject.flag or ""].about_kind

    @cached_property
    def flags(self) -> dict[str, str]:
        """Name of a fact -> id of the rule whose flag it is, for the facts that are flags."""
        return {pattern.alias: pattern.flag for pattern in self.patterns if pattern.flag}

    def measured_by(self, names: Iterable[str]) -> list[str]:
        """Those of the law's numbers that this rule is measured by: its own, then the ones it shares."""
        return [name for name in names if name.split(".")[0] == self.id or name in self.limits]

    @property
    def silenced(self) -> tuple[str, ...]:
        """The rules it can silence, at whatever severity."""
        return self.silences(GRAVEST)

    def silences(self, severity: str) -> tuple[str, ...]:
        """The rules it silences on the same item when it speaks at this severity."""
        return self._silences[severity]

    @cached_property
    def _silences(self) -> dict[str, tuple[str, ...]]:
        return {
            severity: tuple(weaker for at in up_to(severity) for weaker in self.inhibits.get(at, ()))
            for severity in SEVERITIES
        }

    @property
    def decides(self) -> list[Any]:
        """All that decides its verdict, as JSON's own kinds."""
        return [self.id, self.docket, self.about, self.internal, list(self.inhibits.items()),
                list(self.definitions.items())]  # fmt: skip

    @property
    def version(self) -> str:
        """A mark of the rule as it is: another one as soon as it judges, speaks or cites otherwise."""
        return _hash([self.decides, self.says, list(self.says_at.items()), self.law])[:12]


class Book(dict[str, Rule]):
    """Rules by id, in order of declaration. Tests keep books of their own, so that no made-up rule ever joins RULES."""

    def of(self, docket: str) -> list[Rule]:
        """The rules that judge a docket."""
        return [rule for rule in self.values() if rule.docket == docket]

    @property
    def fingerprint(self) -> str:
        """A hash of all that decides a verdict: the same fingerprint judges the same."""
        return _hash([rule.decides for rule in self.values()])


def _hash(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


RULES = Book()
