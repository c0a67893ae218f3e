"""The jurists' YAML, read strictly: no key twice, no float, no number finer than its unit."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import yaml

from rules.law.model import LawError, Value

# A safe loader of our own (libyaml's where PyYAML was built with it: ten times faster) that refuses a key written
# twice, because the first would be lost, and a float, because money and rates are exact.
_Strict: Any = type("_Strict", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    if twice := {str(key) for key in keys if keys.count(key) > 1}:
        raise LawError(f"line {node.start_mark.line + 1}: written twice: {', '.join(sorted(twice))}")
    return loader.construct_mapping(node)


def _float(loader: Any, node: yaml.ScalarNode) -> Any:
    raise LawError(f'line {node.start_mark.line + 1}: write "{node.value}" in quotes, decimals are exact here')


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
_Strict.add_constructor("tag:yaml.org,2002:float", _float)


def parse(path: str, text: str) -> dict[str, Any]:
    """One file's sections; errors name the file."""
    try:
        content: Any = yaml.load(text, Loader=_Strict)  # noqa: S506 (it is a SafeLoader)
    except (yaml.YAMLError, LawError) as error:
        raise LawError(f"{path}: {error}") from error
    sections = cast("dict[str, Any]", content) if isinstance(content, dict) else {}
    if not isinstance(sections.get("reviewed_on"), date):
        raise LawError(f"{path}: a mapping with `reviewed_on` is expected")
    return sections


def basis_points(percent: str) -> int:
    """`"13.75"` is 1375; finer than a basis point is refused."""
    points = Decimal(percent).scaleb(2)
    if points != points.to_integral_value():
        raise LawError(f"{percent} % is finer than a basis point")
    return int(points)


def typed(raw: Any, unit: str) -> Value:
    """A value as its unit means it; also used for the town's own layer, where numbers may come as text."""
    if unit == "flag":
        if not isinstance(raw, bool):
            raise LawError(f"{raw!r} is neither true nor false")
        return raw
    if unit == "code":
        if isinstance(raw, str):
            raise LawError(f"{raw!r} is one code; write a list")
        return tuple(str(code) for code in raw)
    if unit == "dates":
        if isinstance(raw, str):
            raise LawError(f"{raw!r} is one day; write a list")
        return tuple(date.fromisoformat(str(day)).isoformat() for day in raw)
    if unit == "pattern":
        return re.compile(str(raw)).pattern
    if unit == "month_day":
        return date.fromisoformat(f"2000-{raw}").strftime("%m-%d")
    if unit == "share":
        return Fraction(str(raw))
    if unit in ("money", "percent"):
        exact = Decimal(str(raw))
        if exact != exact.quantize(Decimal("0.01")):
            raise LawError(f"{raw} has more than two decimals")
        return exact.quantize(Decimal("0.01"))
    if isinstance(raw, bool) or int(raw) != raw:
        raise LawError(f"{raw!r} is not a whole number of {unit}")
    return int(raw)
