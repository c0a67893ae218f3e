"""The same four judgements (C01 C02 I01 I02 with their severities) in other rule engines for Python.

Each gets the items as plain dicts, made beforehand and not timed, and gives (rule, severity, item) without a reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

Item = dict[str, Any]
Found = set[tuple[str, str, str]]
GRAVEST = ("critical", "high", "warn", "info")

# rule -> kind, condition, severity -> further condition (gravest first, the last has none)
CONDITIONS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "C01": (
        "case", 'state == "open" and keep_by_day >= today and keep_working_days <= warn_days',
        {"high": "keep_working_days <= high_days", "warn": ""},
    ),
    "C02": ("case", 'judged == "yes" and net_due_day < today', {"high": "due_day < today", "info": ""}),
    "I01": (
        "invoice", 'owed == "yes" and seller == "other" and due_day >= today and days_left <= info_days',
        {"high": "days_left <= high_days", "warn": "days_left <= warn_days", "info": ""},
    ),
    "I02": (
        "invoice", 'judged == "yes" and due_day < today',
        {"critical": "payments_known >= must_be_known", "warn": ""},
    ),
}  # fmt: skip


def rule_engine(items: list[Item]) -> Callable[[], Found]:
    """rule-engine: an expression a severity, each asked of each item."""
    compiled = import_module("rule_engine").Rule
    rules = [
        (rule, severity, compiled(f'kind == "{kind}" and {condition}' + (f" and {further}" if further else "")))
        for rule, (kind, condition, levels) in CONDITIONS.items()
        for severity, further in levels.items()
    ]
    return lambda: _gravest(
        (rule, severity, item["item"]) for item in items for rule, severity, asked in rules if asked.matches(item)
    )


def zen_table(items: list[Item]) -> Callable[[], Found]:
    """zen-engine: one decision table that collects, a row a severity, a call an item."""
    rows = [
        {"_id": f"{rule}-{severity}", "asked": f"kind == '{kind}' and {_single(condition, further)}",
         "rule": f"'{rule}'", "severity": f"'{severity}'"}
        for rule, (kind, condition, levels) in CONDITIONS.items()
        for severity, further in levels.items()
    ]  # fmt: skip
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "asked", "name": "asked"}],
        "outputs": [{"id": name, "name": name, "field": name} for name in ("rule", "severity")],
        "rules": rows,
    }
    decision = _decision("decisionTableNode", table)
    return lambda: _gravest(
        (hit["rule"], hit["severity"], item["item"]) for item in items for hit in decision.evaluate(item)["result"]
    )


def zen_expressions(items: list[Item]) -> Callable[[], Found]:
    """zen-engine at its leanest: one expression a rule, its severities folded into it, a decision a kind."""

    def folded(of: str) -> list[dict[str, str]]:
        return [
            {"id": rule, "key": rule, "value": f"({_single(condition)}) ? ({_choice(levels)}) : null"}
            for rule, (kind, condition, levels) in CONDITIONS.items()
            if kind == of
        ]

    decisions = {kind: _decision("expressionNode", {"expressions": folded(kind)}) for kind in ("case", "invoice")}
    return lambda: {
        (rule, severity, item["item"])
        for item in items
        for rule, severity in decisions[item["kind"]].evaluate(item)["result"].items()
        if rule in CONDITIONS and severity is not None
    }


def _single(*conditions: str) -> str:
    return " and ".join(filter(None, conditions)).replace('"', "'")


def _choice(levels: Mapping[str, str]) -> str:
    return "".join(f"{more} ? '{level}' : " if more else f"'{level}'" for level, more in levels.items())


def _decision(kind_of_node: str, content: dict[str, Any]) -> Any:
    nodes = [("in", "inputNode", {}), ("judge", kind_of_node, content), ("out", "outputNode", {})]
    edges = [("in", "judge"), ("judge", "out")]
    return (
        import_module("zen")
        .ZenEngine()
        .create_decision(
            json.dumps(
                {
                    "contentType": "application/vnd.gorules.decision",
                    "nodes": [
                        {"id": name, "name": name, "type": type_, "position": {"x": 0, "y": 0}, "content": content}
                        for name, type_, content in nodes
                    ],
                    "edges": [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in edges],
                }
            )
        )
    )


def clips(items: list[Item]) -> Callable[[], Found]:
    """clipspy: a template a kind, a CLIPS rule a severity, a thousand facts at a time."""
    environment, found = import_module("clips").Environment(), []
    environment.define_function(lambda *said: found.append(tuple(map(str, said))), name="found")
    for kind in ("case", "invoice"):
        slots = next([name for name in item if name != "kind"] for item in items if item["kind"] == kind)
        environment.build(f"(deftemplate {kind} {' '.join(f'(slot {slot})' for slot in slots)})")
    for rule, (kind, condition, levels) in CONDITIONS.items():
        for severity, further in levels.items():
            parts = [part.split() for part in f"{condition} and {further}".split(" and ") if part]
            words = [f"({left} {right})" for left, op, right in parts if op == "=="]
            columns = {name for left, op, right in parts if op != "==" for name in (left, right)}
            numbers = [f"({name} ?{name})" for name in sorted(columns)]
            tests = [f"(test ({op} ?{left} ?{right}))" for left, op, right in parts if op != "=="]
            pattern = f"({kind} (item ?item) {' '.join(words + numbers)}) {' '.join(tests)}"
            environment.build(f"(defrule {rule}-{severity} {pattern} => (found {rule} {severity} ?item))")

    def run() -> Found:
        found.clear()
        templates = {kind: environment.find_template(kind) for kind in ("case", "invoice")}
        for start in range(0, len(items), 1000):
            for item in items[start : start + 1000]:
                templates[item["kind"]].assert_fact(**{name: value for name, value in item.items() if name != "kind"})
            environment.run()
            environment.reset()
        return _gravest(found)

    return run


def _gravest(found: Iterable[tuple[str, ...]]) -> Found:
    best: dict[tuple[str, str], str] = {}
    for rule, severity, item in found:
        best[rule, item] = min(severity, best.get((rule, item), severity), key=GRAVEST.index)
    return {(rule, severity, item) for (rule, item), severity in best.items()}
