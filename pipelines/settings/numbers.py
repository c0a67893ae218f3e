"""What a town may set of the numbers that rules compare with: our conventions, never the law."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pipelines.settings.inspector import Inspector
from pipelines.settings.keys import RULE
from rules.law import Law
from rules.law.model import Parameter, Value
from rules.law.parse import typed
from rules.law.town import conventions, statutory


def inspect_numbers(look: Inspector, rules: Mapping[str, Any], law: Law, there: Collection[str] | None = None) -> None:
    """A mistake for each setting of `[rules.<id>]` that would change the law, that no rule reads, or that is no number
    of its kind, with what may be set there instead. `there`: the ids of the rules; none given: those with a number.
    """
    tables = {rule: table for rule, table in rules.items() if isinstance(table, Mapping)}
    newest = {number.name: number for number in sorted(law.parameters, key=lambda each: each.valid_from)}
    known = {number.name.partition(".")[0] for number in law.parameters} if there is None else there
    for rule, key, value in ((rule, key, value) for rule, table in tables.items() for key, value in table.items()):
        number = newest.get(f"{rule}.{key}")
        if number is None and key not in RULE and rule in known:
            look.unknown(("rules", rule, key), [*conventions(law.parameters, rule), *RULE])
        elif number is not None and number.convention:
            _inspect_value(look, ("rules", rule, key), value, number)
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


def _inspect_value(look: Inspector, path: tuple[str, ...], value: Any, number: Parameter) -> None:
    """The value is of the unit of the number it replaces, and not below zero."""
    try:
        found = typed(value, number.unit)
        right = not isinstance(found, int | Decimal | Fraction) or found >= 0
    except (TypeError, ValueError, ArithmeticError, re.error):  # LawError is a ValueError
        right = False
    if not right:
        look.add(
            path,
            look.say("{key} must be {kind}", key=path[-1], kind=look.say(KINDS.get(number.unit, WHOLE))),
            look.say("For example: {key} = {example}", key=path[-1], example=_example(number)),
        )


WHOLE = "a whole number, 0 or more"
KINDS = {
    "flag": "true or false",
    "code": "a list of texts",
    "dates": "a list of days in quotes, such as 2026-09-03",
    "pattern": "a regular expression in quotes",
    "month_day": "a day of the year in quotes, such as 06-30",
    "share": "a share in quotes, such as 1/3",
    "money": "an amount, 0 or more, with at most two decimals",
    "percent": "a percentage, 0 or more, with at most two decimals",
}


def _example(number: Parameter) -> str:
    """The number as it stands in the record, as town.toml would have it."""
    if number.unit in ("pattern", "month_day", "share"):
        return f'"{number.value}"'
    if isinstance(number.value, tuple):
        return f"[{', '.join(map(repr, number.value))}]".replace("'", '"')
    return _written(number.value)


def _written(value: Value | list[Any]) -> str:
    """A value as town.toml would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
