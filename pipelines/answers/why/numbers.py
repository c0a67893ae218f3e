"""The numbers of the law a rule compares with, each with its unit, its article, the text read and its standing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pipelines.answers.why.line import Line
from pipelines.reading import Reading
from rules.law.explain import STANDING, UNITS
from rules.law.model import Dated, Parameter, display
from rules.wording import Words


def numbers(day: Reading, say: Words, *names: str, on: date | None = None) -> Iterator[Line]:
    """The versions in force on the day (or on the day the law looks at), the town's own layer over the law's."""
    known = day.own_law.on(on or day.as_of).parameters
    for name in names:
        if name in known:
            yield Line(say("threshold"), number(day, say, known[name]))


def number(day: Reading, say: Words, parameter: Parameter) -> str:
    """One sentence: its key and value, what it is called, where it comes from; of the town's own what it replaces."""
    group, _, key = parameter.name.partition(".")
    said = {"key": parameter.name, "value": value(say, parameter), "name": display(parameter.display, say.language)}
    table = f"[rules.{group}]"
    if parameter.status == "town":
        replaced = day.law.on(day.as_of).parameters.get(parameter.name)
        return say(
            "{key} = {value} ({name}). Set by the office in town.toml, {table} {short}[; without it {replaced}].",
            **said, table=table, short=key, replaced=None if replaced is None else value(say, replaced),
        )  # fmt: skip
    if parameter.status == "convention":
        return say(
            "{key} = {value} ({name}). Product convention; town.toml may change it in {table}.", **said, table=table
        )
    return say("{key} = {value} ({name}). {origin}", **said, origin=origin(say, parameter))


def origin(say: Words, row: Dated) -> str:
    """The article, the text it was read in and how far that can be trusted, and the days it is in force."""
    return say(
        "[Basis: {law}. ]Source: {source} ({standing}), in force since {valid_from:day}[ to {valid_to:day}]"
        "[; not confirmed: {unconfirmed}].",
        law=row.law or None, source=say(row.source), standing=say(STANDING.get(row.status, row.status)),
        valid_from=row.valid_from, valid_to=row.valid_to,
        unconfirmed=say(row.unconfirmed) if row.unconfirmed else None,
    )  # fmt: skip


def value(say: Words, parameter: Parameter) -> str:
    """The number in its unit, as a reader writes it."""
    raw, unit = parameter.value, parameter.unit
    if isinstance(raw, bool):
        return say("yes") if raw else say("no")
    if isinstance(raw, tuple):
        return ", ".join(raw)
    if isinstance(raw, Decimal):
        return say.money(raw) if unit == "money" else say.rate(parameter.whole)
    if unit in UNITS:
        return say.count(int(raw), *UNITS[unit])
    if unit == "month_day":
        month, day = str(raw).split("-")
        return f"{int(day)}.{month}"
    return f"{raw} m" if unit == "metre" else str(raw)
