"""The judge: the facts of a docket in, verdicts with their reasons out.

A rule with several severities is several rules to the engine, and the gravest that fires is kept. So neither the order
of declaration nor that of firing decides anything.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from rules.engine.book import RULES, Book, Rule
from rules.engine.docket import blockers, chained, checked, ordered
from rules.engine.fault import EngineFault
from rules.engine.session import Action, Fired, Session
from rules.engine.verdict import ALONE, Raised, Verdict, settle
from rules.severity import GRAVITY, graver

__all__ = ["EngineFault", "Judge", "Verdict"]


class Judge:
    """Compiled once for a docket; `only` names the rules that speak, the others they build upon are judged silently."""

    def __init__(
        self, docket: str, only: Collection[str] | None = None, book: Book = RULES, *, typed: bool = False
    ) -> None:
        """`typed`: whoever wrote the facts has made sure that the columns ordered by a rule are integers."""
        self.docket = docket
        self.rules = _needed([r for r in checked(docket, book) if only is None or r.id in only], book)
        self.speaking = {r.id for r in self.rules if not r.internal and (only is None or r.id in only)}
        if not book.of(docket):
            raise EngineFault(f"no rule judges the docket {docket}")
        self._chained = chained(docket, book)
        self._raised: Raised = {rule.id: {} for rule in self.rules}
        self._flagged: set[tuple[str, str]] = set()  # flags raised in the part at hand, by rule and item
        rules = {
            f"{rule.id} {severity}": (definition, self._action(rule, severity))
            for rule in self.rules
            for severity, definition in rule.definitions.items()
        }
        integers = () if typed else ordered(docket, book)
        self._session = Session(docket, rules, blockers(docket, book), integers)

    def judge(self, key: str, facts_json: str, n: int) -> list[Verdict]:
        """Judge one docket: a JSON array of n facts as `Session.run` takes it; EngineFault unless all was judged."""
        self.hear(facts_json, n)
        return self.settle(key)

    def hear(self, facts_json: str, n: int) -> None:
        """Judge one part of a docket too large for one session; facts that belong to every part are given with each."""
        self._flagged.clear()
        try:
            self._session.run(facts_json, n)
        except BaseException:
            self._forget()
            raise

    def settle(self, key: str) -> list[Verdict]:
        """The verdicts on all parts heard since the last time, by item, gravest first."""
        try:
            return settle(self.docket, key, self.rules, self.speaking, self._raised)
        finally:
            self._forget()

    def close(self) -> None:
        """Give the compiled rules back."""
        self._session.close()

    def _forget(self) -> None:
        for found in self._raised.values():
            found.clear()

    def _action(self, rule: Rule, severity: str) -> Action:
        found = self._raised[rule.id]
        if rule.id in self._chained or len(rule.patterns) > 1:
            return partial(self._raise, rule, severity, found)
        return partial(self._note, severity, found)

    def _note(self, severity: str, found: dict[str, Any], fired: Fired) -> None:
        """A rule of one fact that nothing builds upon: only the item matters."""
        heard = dict.fromkeys(fired.items(), (severity, ALONE))
        for item in heard.keys() & found.keys():
            if GRAVITY[found[item][0]] >= GRAVITY[severity]:
                del heard[item]
        found.update(heard)

    def _raise(self, rule: Rule, severity: str, found: dict[str, Any], fired: Fired) -> None:
        """A rule with partners, or one whose flag others build upon."""
        about = rule.about
        flags: list[dict[str, Any]] = []
        for match in fired.matches():
            fact = match[about]
            item = fact["item"]
            if not isinstance(item, str):
                raise EngineFault(f"{rule.id}: the item {item!r} is no text")
            before, partners = found.get(item, (severity, {}))
            found[item] = (graver(severity, before), partners)
            others = tuple((alias, partner["item"]) for alias, partner in match.items() if alias != about)
            partners[others] = graver(severity, partners.get(others, severity))
            if rule.id in self._chained and (rule.id, item) not in self._flagged:
                self._flagged.add((rule.id, item))
                flags.append({**fact, "kind": None, "flag": rule.id})  # of no kind: no fact of the docket
        if flags:
            self._session.add(flags)


def _needed(rules: list[Rule], book: Book) -> list[Rule]:
    """These rules and those they build upon, in order of declaration."""
    needed = {rule.id for rule in rules}
    while more := {p.flag for id_ in needed for p in book[id_].patterns if p.flag and p.flag not in needed}:
        needed |= more
    return [rule for rule in book.values() if rule.id in needed]
