"""How moments are kept: as UTC without a zone in the warehouse, as UTC texts that sort like time in the small state."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def stamp(moment: datetime) -> str:
    """A moment as a text of state.sqlite, to the microsecond; without a zone it is UTC."""
    return _aware(moment).astimezone(UTC).isoformat(timespec="microseconds")


def second(moment: datetime) -> str:
    """The same to the second: for a schedule, a log and what is tried again."""
    return _aware(moment).astimezone(UTC).isoformat(timespec="seconds")


def utc_now() -> datetime:
    """This moment as the warehouse keeps it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def zoned(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment of the warehouse as the clocks of a zone show it."""
    return _aware(moment).astimezone(zone)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
