"""One docket in durable-rules: a session, judged to the end or not at all.

The library is driven by its seven C functions alone. Its Python host would lease sessions to background threads,
swallow exceptions, drop an action of more than ten seconds and lose a batch's matches when one fact matches nothing;
none of that is needed to assert one batch and to run what it fires.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NoReturn

from rules.engine.fault import EngineFault, EngineUnloadable

try:
    import durable_rules_engine
except ImportError as error:
    raise EngineUnloadable(str(error)) from error

core: Any = durable_rules_engine  # written in C, and says nothing of its types
CAP = 500  # one call of an action for so many matches; one by one costs half as much again
MOST_FACTS = 100_000  # ids are compared by a 32-bit hash; the first ordinals that share one are 40,189 and 797,186
LAST = 60_000  # a priority after every rule's
HANDLED, UNHANDLED = 0, 1  # a fact that matches nothing is no error; 2 is an id already seen

Match = Mapping[str, dict[str, Any]]


def _no_float(text: str) -> NoReturn:
    raise EngineFault(f"{text} is no integer: facts hold grosze, basis points and days")


_decode = json.JSONDecoder(parse_float=_no_float).decode
_ids = re.compile(r'"id": ?(\d+)').findall  # a quote inside a value is escaped, so this only finds keys
_items = re.compile(r'"item": ?("(?:[^"\\]|\\.)*")').findall
_ORDINALS: list[str] = []


def _on(column: str) -> dict[str, Any]:
    """A rule of the session's own, on a fact that holds 1 in this column."""
    return {"all": [{"it": {column: 1}}], "cap": CAP}


class Fired:
    """What a rule fired on: up to CAP matches, as the library wrote them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rule = text[2 : text.index('"', 2)]

    def matches(self) -> list[Match]:
        """Each match: name -> fact."""
        return _decode(self.text)[self.rule]

    def items(self) -> list[str]:
        """The items of matches of one fact each, without reading all the rest."""
        facts = self.text.count('"id":')
        pieces = self.text.split('"item":"')[1:]
        if len(pieces) == facts and "\\" not in self.text:  # as DuckDB writes, and nothing in it is escaped
            return [piece[: piece.index('"')] for piece in pieces]
        items = _items(self.text)
        if len(items) != facts:
            raise EngineFault(f"{self.rule}: a fact without an item, or one whose item is no text")
        return _decode(f"[{','.join(items)}]")


Action = Callable[[Fired], None]


class Session:
    """Rules compiled once, dockets judged one after the other."""

    def __init__(
        self,
        name: str,
        rules: Mapping[str, tuple[dict[str, Any], Action]],
        blockers: Collection[str] = (),
        integers: Collection[str] = (),
    ) -> None:
        """`rules`: name -> (hardened definition, what to do with its matches).

        blockers: kinds that must come first; integers: columns that must not hold text.
        """
        self.name = name
        self._actions: dict[str, Action] = {rule: action for rule, (_, action) in rules.items()}
        self._actions["$open"] = lambda _: None
        self._actions["$canary"] = self._hear_canary
        definitions = {rule: {**definition, "cap": CAP} for rule, (definition, _) in rules.items()}
        definitions["$open"] = _on("open")
        definitions["$canary"] = {**_on("canary"), "pri": LAST}
        self._handle = core.create_ruleset(name, json.dumps(definitions, ensure_ascii=False))
        self._values = {column: re.compile(f'"{re.escape(column)}": ?([^n ])') for column in integers}
        kinds = "|".join(map(re.escape, blockers))
        self._blocker = re.compile(rf'"kind": ?"(?:{kinds})"') if blockers else None
        self._blocked = re.compile(rf'"kind": ?"(?!(?:{kinds})")')
        self._heard: list[int]  # these three are of the run at hand
        self._next_id: int
        self._state: int

    def run(self, facts_json: str, n: int) -> None:
        """Judge a JSON array of n facts with ids 0 … n-1, blockers first, and the canary {"canary": 1, "id": n} last.

        Raises EngineFault when not every fact was judged; the session is empty again either way.
        """
        self._check(facts_json, n)
        self._heard, self._next_id = [], n + 1
        try:
            # A first fact of our own, which fires: a batch whose first fact does not parse gives back a session that
            # never was, and a session in which no action ever ran cannot be deleted. Both end in SIGSEGV.
            _, self._state = core.assert_fact(self._handle, '{"id":"open","open":1}')
            self._fire()
            self._assert(facts_json)
            self._fire()
        except EngineFault:
            raise
        except Exception as error:
            raise EngineFault(f"{self.name}: {error!r}") from error
        finally:
            core.delete_state(self._handle, None)
        if self._heard != [n]:
            raise EngineFault(f"{self.name}: the batch broke off, its canary {n} was not heard once: {self._heard}")

    def add(self, facts: list[dict[str, Any]]) -> None:
        """Assert facts from within an action; they get the ids that follow."""
        for fact in facts:
            fact["id"] = self._next_id
            self._next_id += 1
        if self._next_id > MOST_FACTS:
            raise EngineFault(f"{self.name}: more than {MOST_FACTS} facts and flags in one docket")
        self._assert(json.dumps(facts, ensure_ascii=False))

    def close(self) -> None:
        """Give the compiled rules back; the library never does by itself."""
        core.delete_ruleset(self._handle)

    def _assert(self, facts_json: str) -> None:
        code, _ = core.assert_facts(self._handle, facts_json)
        if code not in (HANDLED, UNHANDLED):
            raise EngineFault(f"{self.name}: the engine refused a fact, code {code}")

    def _fire(self) -> None:
        started = core.start_action_for_state(self._handle, self._state)
        fired = started and started[1]
        while fired:
            message = Fired(fired)
            self._actions[message.rule](message)
            fired = core.complete_and_start_action(self._handle, self._state)

    def _hear_canary(self, fired: Fired) -> None:
        self._heard += [match["it"]["id"] for match in fired.matches()]

    def _check(self, facts_json: str, n: int) -> None:
        """What the library would not say: it takes a doubled id for a repetition, a late blocker blocks nothing, and
        text is ordered by what lies behind it (a column has one type, so its first value tells)."""
        if n >= MOST_FACTS:
            raise EngineFault(f"{self.name}: {n} facts in one docket, at most {MOST_FACTS - 1}: split it")
        if not _ORDINALS:
            _ORDINALS.extend(map(str, range(MOST_FACTS)))
        if _ids(facts_json) != _ORDINALS[: n + 1]:
            raise EngineFault(f"{self.name}: the facts' ids are not 0 … {n} in order")
        if (
            self._blocker
            and (first := self._blocked.search(facts_json))
            and self._blocker.search(facts_json, first.end())
        ):
            raise EngineFault(f"{self.name}: a fact that blocks others comes after one it may block")
        for column, value in self._values.items():
            if (first := value.search(facts_json)) and first[1] == '"':
                raise EngineFault(f"{self.name}: {column} is ordered by a rule and holds text, not integers")
