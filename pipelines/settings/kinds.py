"""What a setting may be: the sentence that says so, an example, and the test."""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from importlib.resources import files
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import polars as pl
from cronsim import CronSim, CronSimError

from pipelines.settings.quiet import read_quiet
from rules.severity import SEVERITIES

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
AGE = re.compile(r"(\d+)\s*(min|h|d|w)")
UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
KNOWN_DIRECTIVE = re.compile(r"%(?:[-_0]?[YCyGgmdejHkIlMSsUWuwV]|[BbhAaDxFvpPRTXrcZ+%nt]|z|:{1,3}z|#z|f|\.f|\.?[369]f)")


@dataclass(frozen=True)
class Kind:
    """One kind of value. `says` and `example` are shown to the person who wrote another."""

    says: str
    example: str
    holds: Callable[[Any], bool]
    choices: Sequence[str] = ()
    word: str = ""  # what one of the choices is called


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _each(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(test(item) for item in value)


def day(value: Any) -> date | None:
    """A day, written as a TOML date or as text."""
    if isinstance(value, date):
        return None if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and ISO_DAY.fullmatch(value) else None
    except ValueError:
        return None


def age(value: Any) -> timedelta | None:
    """A length of time: `36h`, `2d`, `90min`, `1w`."""
    found = AGE.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) * UNITS[found[2]] if found else None


def _cron(value: Any) -> bool:
    try:
        CronSim(value, datetime(2026, 1, 1))  # noqa: DTZ001 - only the expression is looked at
    except (CronSimError, AttributeError, TypeError):
        return False
    return True


class Zones(Sequence[str]):
    """The names of all time zones, asked for where somebody has to choose: to list them opens hundreds of files."""

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(available_timezones()))

    def __getitem__(self, at: Any) -> Any:
        return self._names[at]

    def __len__(self) -> int:
        return len(self._names)


def _zone(value: Any) -> bool:
    """One of them, looked up without the others; what `posix/` and `right/` hold are other readings of the same."""
    try:
        return isinstance(value, str) and not value.startswith(("posix", "right/")) and bool(ZoneInfo(value).key)
    except (LookupError, ValueError, OSError):
        return False


def _encoding(value: Any) -> bool:
    try:
        return _text(value) and bool(lookup(value)._is_text_encoding)  # type: ignore[attr-defined]
    except LookupError:
        return False


def pattern(value: Any) -> bool:
    """A date pattern as polars reads it; `%f` after a dot would be read as so many nanoseconds, so it is none."""
    if not _text(value) or ".%f" in value or "%" not in value:
        return False
    return "%" not in KNOWN_DIRECTIVE.sub("", value)


def _sought(value: Any) -> bool:
    """A pattern that a file's name or a cell above the header is searched for."""
    try:
        return _text(value) and bool(re.compile(value))
    except re.error:
        return False


def _columns(value: Any) -> bool:
    return _each(_text)(value) and len(set(value)) == len(value) > 1


def _expression(value: Any) -> bool:
    """A pattern that can be looked for in a cell, as polars reads it."""
    if not _text(value):
        return False
    try:
        pl.Series([""]).str.contains(value)
    except pl.exceptions.ComputeError:
        return False
    return True


def _quiet(value: Any) -> bool:
    try:
        return isinstance(value, str) and read_quiet(value) is not None
    except ValueError:
        return False


def _ascending(value: Any) -> bool:
    """Whole numbers from 1 up, each greater than the one before."""
    return _each(_whole)(value) and all(a < b for a, b in zip([0, *value], value, strict=False))


def _audience(value: Any) -> bool:
    """People by their words, for all severities or for each its own."""
    named = list(value.values()) if isinstance(value, dict) else [value]
    return bool(named) and all(bool(each) and _each(_text)(each) for each in named)


def one_of(word: str, choices: tuple[str, ...]) -> Kind:
    """A word of a closed list; `word` says what it is one of."""
    return Kind("one of the allowed words", f'"{choices[0]}"', lambda value: value in choices, choices, word)


TEXT = Kind("text in quotes", '"…"', _text)
TEXTS = Kind("a list of texts", '["…"]', _each(_text))
FLAG = Kind("true or false", "true", lambda value: isinstance(value, bool))
COUNT = Kind("a whole number, 1 or more", "21", lambda value: _whole(value) and value >= 1)
SKIP = Kind("a whole number, 0 or more", "3", lambda value: _whole(value) and value >= 0)
AMOUNT = Kind(
    "an amount, 0 or more, with at most two decimals",
    "500",
    lambda value: (
        (_whole(value) or (isinstance(value, float) and isfinite(value) and round(value, 2) == value)) and value >= 0
    ),
)
DAY = Kind("a day", '"2026-11-20"', lambda value: day(value) is not None)
DAYS = Kind("a list of days", '["2026-12-31"]', _each(lambda value: day(value) is not None))
JURISDICTIONS = tuple(
    sorted(
        folder.name.upper()
        for folder in (files("rules") / "law").iterdir()
        if folder.joinpath("jurisdiction.yaml").is_file()
    )
)
ZONE = Kind("a time zone", '"Europe/Warsaw"', _zone, Zones(), "a time zone")
TERYT = Kind("a TERYT code: 2 to 7 digits in quotes", '"2478000"', _matches(r"\d{2,7}"))
NIP = Kind("a tax number in quotes", '"634-001-23-47"', _matches(r"(?:[A-Z]{2}[ -]?)?\d(?:[ -]?\d){5,14}"))
COUNTRY = one_of("a jurisdiction", JURISDICTIONS)
AGES = Kind("a length of time", '"36h"', lambda value: age(value) is not None)
CRON = Kind("a cron expression", '"30 5 * * *"', _cron)
FOLDER = Kind("the name of a folder in inbox", '"cases"', _matches(r"[^/\\\s.][^/\\]*"))
SECRET = Kind(
    "the name of an environment variable; the address itself is a secret", '"RATUSZ_EZD_URL"', _matches(r"[A-Za-z_]\w*")
)
ADDRESS = Kind(
    "the address of the pages, with https:// and without a slash at its end",
    '"https://ratusz.example.gov.pl"',
    _matches(r"https?://[^\s/?#]+(/[^\s?#]*[^\s/?#])?"),
)
ENCODING = Kind("the name of an encoding", '"cp1250"', _encoding)
SIGN = Kind("one character", '";"', lambda value: isinstance(value, str) and len(value) == 1)
DECIMAL = one_of("a decimal sign", (",", "."))
SHEET = Kind("name or number of a sheet", '"Sprawy"', lambda value: _text(value) or (_whole(value) and value >= 1))
QUIET = Kind("hours of the day from-to", '"18:00-07:00"', _quiet)
STEPS = Kind("a list of whole numbers that rise", "[3, 6]", _ascending)
GRAVE = Kind(
    "a list of severities", '["high", "critical"]', lambda value: _each(SEVERITIES.__contains__)(value) and bool(value)
)
AUDIENCE = Kind(
    "a list of texts, or one for each severity", '["officer", "manager"] or { high = ["manager"] }', _audience
)
PATTERNS = Kind(
    "a date pattern or a list of them",
    '"%d.%m.%Y"',
    lambda value: pattern(value) or (bool(value) and _each(pattern)(value)),
)
EXPRESSIONS = Kind(
    "a regular expression or a list of them",
    '"^Razem"',
    lambda value: _expression(value) or (bool(value) and _each(_expression)(value)),
)
COLUMN = Kind(
    "the name of their column, or where else the value stands",
    '"…" or { from = "file", pattern = "%Y-%m" } or { split = "…", part = 1 } or { join = ["…", "…"] }',
    lambda value: _text(value) or isinstance(value, dict),  # the keys of one are in `keys.ORIGINS`
)
PLACE = one_of("a place", ("file", "cell"))
SOUGHT = Kind("a pattern of a day or a regular expression", '"%Y-%m"', _sought)
COLUMNS = Kind("a list of two or more different columns", '["Imię", "Nazwisko"]', _columns)
PART = Kind("a whole number: 1 is the first part, -1 the last", "1", lambda value: _whole(value) and value != 0)
BETWEEN = Kind("the text between the parts", '"-"', lambda value: isinstance(value, str) and bool(value))
GLUE = Kind("text in quotes", '"-"', lambda value: isinstance(value, str))
CONSTANT = Kind("text in quotes", '"…"', lambda value: isinstance(value, str | int | date))
WORD = Kind("text in quotes, empty for unknown", '"…"', lambda value: isinstance(value, str))
SCALAR = Kind(
    "a number, a text, true or false, or a list of texts",
    "5",
    lambda value: isinstance(value, str | int | float) or _each(_text)(value),
)
