"""A town's own layer over the law: its thresholds, and terms of kinds that no statute knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from rules.law.model import TERM_UNITS, TERM_WORDS, LawError, Names, Parameter, Term
from rules.law.parse import typed

ALWAYS = date(
    1900, 1, 1
)  # a town's setting holds for every day judged; its history is the stored town.toml of each run
SOURCE = "town.toml"
Settings = Mapping[str, Mapping[str, Any]]  # a table of tables


def town_parameters(parameters: Iterable[Parameter], rules: Settings) -> tuple[Parameter, ...]:
    """The parameters that `[rules.<id>]` replaces, with the town as their source.

    What a town.toml of a past run replaced is replaced again, the law's own numbers too; in one that is read today
    `statutory` finds those, and they are refused.
    """
    known = {parameter.name: parameter for parameter in parameters}
    changed = [
        (known[f"{rule}.{key}"], value)
        for rule, settings in rules.items()
        for key, value in settings.items()
        if f"{rule}.{key}" in known
    ]
    return tuple(
        Parameter(
            name=old.name,
            value=_value(f"[rules.{old.name}]", value, old.unit),
            unit=old.unit,
            display=old.display,
            valid_from=ALWAYS,
            source=SOURCE,
            status="town",
            law=old.law,
        )
        for old, value in changed
    )


def statutory(parameters: Iterable[Parameter], rules: Settings) -> dict[tuple[str, str], Parameter]:
    """The settings of `[rules.<id>]` that would change the law: (id, key) -> the newest version of that number."""
    newest = {parameter.name: parameter for parameter in sorted(parameters, key=lambda each: each.valid_from)}
    named = {(rule, key): newest.get(f"{rule}.{key}") for rule, settings in rules.items() for key in settings}
    return {at: number for at, number in named.items() if number is not None and not number.convention}


def conventions(parameters: Iterable[Parameter], rule: str) -> list[str]:
    """The keys that `[rules.<id>]` may set, in the order of the record."""
    names = [parameter.name.partition(".") for parameter in parameters if parameter.convention]
    return list(dict.fromkeys(key for group, _, key in names if group == rule))


def town_terms(terms: Settings, procedures: Collection[str], default: str) -> tuple[Term, ...]:
    """The terms of `[terms.<id>]`: n, unit and law; the name is the id unless the town gives one."""
    return tuple(_term(kind, settings, procedures, default) for kind, settings in terms.items())


def _term(kind: str, settings: Mapping[str, Any], procedures: Collection[str], default: str) -> Term:
    chosen = {
        "unit": settings.get("unit", "day"),
        "procedure": settings.get("procedure", default),
        "alert_on": settings.get("alert_on", "rolled"),
        "clock": settings.get("clock", "stop"),
    }
    for key, allowed in {"unit": TERM_UNITS, "procedure": procedures, **TERM_WORDS}.items():
        if key in chosen and chosen[key] not in allowed:
            raise LawError(f"[terms.{kind}] {key} = {chosen[key]!r}: expected one of {', '.join(sorted(allowed))}")
    name: str | Names = settings.get("name", kind)
    return Term(
        id=kind,
        name={"en": name} if isinstance(name, str) else name,
        n=int(_value(f"[terms.{kind}] n", settings.get("n"), chosen["unit"])),
        **chosen,
        penalty_per_day=settings.get("penalty_per_day"),
        valid_from=ALWAYS,
        source=SOURCE,
        status="town",
        law=settings.get("law", ""),
    )


def _value(where: str, raw: Any, unit: str) -> Any:
    try:
        return typed(raw, unit)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise LawError(f"{where} = {raw!r}: {error}") from error
