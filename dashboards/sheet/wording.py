"""What a page says beyond the shared words: changes since the last run, gravity, freshness, fractions of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from rules.wording import UNKNOWN, Words

MINUS = "\N{MINUS SIGN}"


def tenth(words: Words, value: float | None) -> str:
    """A percentile of days, to one decimal where it has one: 131,6 or 50."""
    if value is None:
        return UNKNOWN
    exact = Decimal(str(round(value, 1)))
    return words.number(int(exact) if exact == int(exact) else exact)


def lasting(words: Words, days: float | None) -> str:
    """So many days, to one decimal where a percentile has one: '39 days', '66,8 days'."""
    if days is None or round(days, 1) == int(round(days, 1)):
        return words.days(None if days is None else int(round(days, 1)))
    return words("{fraction} days", fraction=tenth(words, days))


def change(words: Words, now: Any, then: Any, since: str | None, show: Callable[[Any], str]) -> str:
    """How a number moved since the run before: '+2 since 19 Nov 2026'; in words where there is nothing to compare."""
    if since is None:
        return words("first run")
    if now is None or then is None:
        return words("no comparison with {since}", since=since)
    if now == then:
        return words("unchanged since {since}", since=since)
    sign = "+" if now > then else MINUS
    return words("{change} since {since}", change=sign + show(abs(now - then)), since=since)


def severity(words: Words, value: str) -> str:
    """The word beside a signal's shape."""
    return {
        "critical": words("critical"),
        "high": words("urgent"),
        "warn": words("attention"),
        "info": words("information"),
    }[value]


def left(words: Words, days: int | None, working_days: int | None) -> str:
    """How long until a day, or how long since: 'in 2 working days', 'today', '3 days late'."""
    if days is None:
        return UNKNOWN
    if days < 0:
        return words.count(-days, "{n} day late", "{n} days late")
    if days == 0:
        return words("today")
    if working_days is None:
        return words.count(days, "in {n} day", "in {n} days")
    if working_days == 0:
        return words("before the next working day")
    return words.count(working_days, "in {n} working day", "in {n} working days")


def listed(words: Words, parts: Iterable[str]) -> str:
    """'a, b and c'."""
    *most, last = parts
    return f"{', '.join(most)} {words('and')} {last}" if most else last
