"""What a town may set of the numbers that rules compare with: our conventions, never the law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.settings.inspector import Inspector
from pipelines.settings.keys import RULE
from rules.law import Law
from rules.law.model import Value
from rules.law.town import conventions, statutory


def inspect_numbers(look: Inspector, rules: Mapping[str, Any], law: Law) -> None:
    """A mistake for each setting of `[rules.<id>]` that would change the law, with what may be set there instead."""
    tables = {rule: table for rule, table in rules.items() if isinstance(table, Mapping)}
    for (rule, key), number in statutory(law.parameters, tables).items():
        look.add(
            ("rules", rule, key),
            look.say(
                "{key} = {value}: the law has {right} ({law}), and no town may change the law",
                key=key, value=_written(tables[rule][key]), right=_written(number.value),
                law=number.law or look.say(number.source),
            ),
            look.say(
                "Delete this line. In {table} a town may set: {known}.",
                table=f"[rules.{rule}]", known=", ".join([*conventions(law.parameters, rule), *RULE]),
            ),
        )  # fmt: skip


def _written(value: Value | list[Any]) -> str:
    """A value as town.toml would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
