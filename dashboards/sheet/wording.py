"""What a page says beyond the shared words: changes since the last run, gravity, freshness, fractions of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from babel.dates import get_month_names

from rules.wording import UNKNOWN, Words

MINUS = "\N{MINUS SIGN}"
LOCALE = {"pl": "pl", "en": "en_GB"}  # Babel's names of our languages


def tenth(say: Words, value: float | None) -> str:
    """A percentile of days, to one decimal where it has one: 131,6 or 50."""
    if value is None:
        return UNKNOWN
    exact = Decimal(str(round(value, 1)))
    return say.number(int(exact) if exact == int(exact) else exact)


def lasting(say: Words, days: float | None) -> str:
    """So many days, to one decimal where a percentile has one: '39 days', '66,8 days'."""
    if days is None or round(days, 1) == int(round(days, 1)):
        return say.days(None if days is None else int(round(days, 1)))
    return say("{fraction} days", fraction=tenth(say, days))


def change(say: Words, now: Any, then: Any, since: str | None, show: Callable[[Any], str]) -> str:
    """How a number moved since the run before: '+2 since 19 Nov 2026'; in words where there is nothing to compare."""
    if since is None:
        return say("first run")
    if now is None or then is None:
        return say("no comparison with {since}", since=since)
    if now == then:
        return say("unchanged since {since}", since=since)
    sign = "+" if now > then else MINUS
    return say("{change} since {since}", change=sign + show(abs(now - then)), since=since)


def severity(say: Words, value: str) -> str:
    """The word beside a signal's shape."""
    return {
        "critical": say("critical"),
        "high": say("urgent"),
        "warn": say("attention"),
        "info": say("information"),
    }[value]


def noun(say: Words, name: str) -> str:
    """What signals can be about, in the plural: 'cases', 'report lines'; each noun of the contract has its Polish."""
    own = {"feeds": say("data sources"), "reports": say("statutory reports"), "works": say("street works")}
    return own.get(name) or say.phrases(name)


def left(say: Words, days: int | None, working_days: int | None) -> str:
    """How long until a day, or how long since: 'in 2 working days', 'today', '3 days late'."""
    if days is None:
        return UNKNOWN
    if days < 0:
        return say.count(-days, "{n} day late", "{n} days late")
    if days == 0:
        return say("today")
    if working_days is None:
        return say.count(days, "in {n} day", "in {n} days")
    if working_days == 0:
        return say("before the next working day")
    return say.count(working_days, "in {n} working day", "in {n} working days")


def months(say: Words) -> list[str]:
    """The twelve months as narrow as an axis needs: sty, lut … in Polish, Jan, Feb … in English."""
    names = get_month_names("abbreviated", "stand-alone", locale=LOCALE[say.language])
    return [names[month] for month in range(1, 13)]


def listed(say: Words, parts: Iterable[str]) -> str:
    """'a, b and c'."""
    *most, last = parts
    return f"{', '.join(most)} {say('and')} {last}" if most else last
