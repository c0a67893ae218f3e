"""Days and moments as offices write them. A text is read by the town's patterns or as ISO 8601, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.formats.table import DAY_ZERO
from pipelines.town import Read

CLOCK = re.compile(r"%[-_0]?[HIklMSTRrXcsp]")
OFFSET = re.compile(r"%[:#]*z")
YEAR_FIRST = ("%Y", "%G", "%F", "%y")
FIRST_YEAR = 1900  # earlier dates are a spreadsheet's zero, a two-digit year or a database's "no date"

YEAR_WORD = r"\s*(?:r\.?|roku)$"  # 2026-02-02 r.
SERIAL = r"^\d{5}(?:[.,]\d+)?$"  # a spreadsheet's number of a day, from 1927 to 2173
NO_DATE = r"^0[0:./\sT-]*$"  # 0000-00-00, 0: a database's "no date"
SECONDS = 86_400

ISO_DAY = "%Y-%m-%d"
CLOCKS = ("%H:%M:%S", "%H:%M:%S%.f", "%H:%M:%S%.f%#z", "%H:%M", "%H:%M%#z")
ISO_MOMENTS = tuple(f"{ISO_DAY} {clock}" for clock in CLOCKS)

Reading = Callable[[pl.Series], pl.Series]


@dataclass(frozen=True)
class Style:
    """How a source writes: its decimal sign, its patterns of dates (none: ISO 8601), the zone of its clock.

    day_zero: what its spreadsheets count days from.
    """

    zone: str
    decimal: str = "."
    patterns: tuple[str, ...] = ()
    day_zero: date = DAY_ZERO

    @classmethod
    def of(cls, read: Read, zone: str, day_zero: date) -> Style:
        """The style a feed's [read] table describes."""
        return cls(zone, read.decimal, (*read.dates, *read.timestamps), day_zero)

    @property
    def readings(self) -> Iterator[str]:
        """Patterns in the order they are tried. ISO follows unless a year-first pattern could be confused with it."""
        yield from self.patterns
        if not any(pattern.startswith(YEAR_FIRST) for pattern in self.patterns):
            yield ISO_DAY
            yield from ISO_MOMENTS


def days(text: pl.Series, style: Style) -> pl.Series:
    """The days that the texts name, null where they name none; a moment gives its day in the town's zone."""
    readings = [_day(pattern, style.zone) for pattern in style.readings]
    return _first(text, [*readings, lambda text: _serial(text, style).dt.date()], pl.Date())


def moments(text: pl.Series, style: Style) -> pl.Series:
    """The moments that the texts name, as UTC without a zone; a day gives its midnight in the town.

    An hour that comes twice when clocks go back is the first of the two; one that never came is null.
    """
    readings = [_moment(pattern, style.zone) for pattern in style.readings]
    return _first(text, [*readings, lambda text: _utc(_serial(text, style), style.zone)], pl.Datetime("us"))


def too_early(text: pl.Series, style: Style) -> pl.Series:
    """True where a text is a date, only of a year before 1900, or all zeros."""
    return _any(text, [_day(pattern, style.zone) for pattern in style.readings]) | text.str.contains(NO_DATE)


def skipped_hour(text: pl.Series, style: Style) -> pl.Series:
    """True where a text is a date and time, only one that the town's clocks skipped."""
    return _any(text, [lambda text, p=pattern: _naive(text, p) for pattern in style.readings if CLOCK.search(pattern)])


def _first(text: pl.Series, readings: list[Reading], dtype: pl.DataType) -> pl.Series:
    """Each reading is tried only on what those before could not read; "2026-02-02 r." at last without its "r."."""
    found = pl.Series(text.name, [None], dtype=dtype).new_from_index(0, len(text))
    for reading in readings:
        left = found.is_null() & text.is_not_null()
        if not left.any():
            break
        read = reading(text.set(~left, None))
        found = found.fill_null(read.set(read.dt.year() < FIRST_YEAR, None))
    left = text.set(found.is_not_null(), None)
    if not left.str.contains(YEAR_WORD).any():
        return found
    return found.fill_null(_first(left.str.replace(YEAR_WORD, ""), readings, dtype))


def _any(text: pl.Series, readings: list[Reading]) -> pl.Series:
    read = pl.repeat(False, len(text), eager=True)
    for reading in readings:
        read = read | reading(text).is_not_null()
    return read


def _day(pattern: str, zone: str) -> Reading:
    if not CLOCK.search(pattern):
        return lambda text: text.str.to_date(pattern, strict=False)
    if not OFFSET.search(pattern):
        return lambda text: _naive(text, pattern).dt.date()
    return lambda text: _aware(text, pattern).dt.convert_time_zone(zone).dt.date()


def _moment(pattern: str, zone: str) -> Reading:
    if not CLOCK.search(pattern):
        return lambda text: _utc(text.str.to_date(pattern, strict=False).cast(pl.Datetime("us")), zone)
    if not OFFSET.search(pattern):
        return lambda text: _utc(_naive(text, pattern), zone)
    return lambda text: _aware(text, pattern).dt.replace_time_zone(None)


def _naive(text: pl.Series, pattern: str) -> pl.Series:
    return _spaced(text).str.to_datetime(pattern, time_unit="us", strict=False)


def _aware(text: pl.Series, pattern: str) -> pl.Series:
    return _spaced(text).str.to_datetime(pattern, time_unit="us", time_zone="UTC", strict=False)


def _serial(text: pl.Series, style: Style) -> pl.Series:
    """Days since the spreadsheet's zero, with the time of day behind the decimal sign, to the second."""
    number = text.set(~text.str.contains(SERIAL), None).str.replace(",", ".", literal=True).cast(pl.Float64)
    seconds = (number * SECONDS).round().cast(pl.Int64)
    since = pl.duration(seconds=pl.lit(seconds))
    return pl.select(pl.lit(style.day_zero).cast(pl.Datetime("us")) + since).to_series()


def _spaced(text: pl.Series) -> pl.Series:
    """ISO's T between day and time becomes a space, so that each pattern is written once."""
    return text.str.replace(r"^(\d{4}-\d{2}-\d{2})T", "${1} ")


def _utc(local: pl.Series, zone: str) -> pl.Series:
    placed = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return placed.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
