"""The opening hours of the post: days off, quiet hours, and those who read once a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipelines.settings.quiet import opening, read_quiet
from pipelines.settings.town_law import law_of
from pipelines.town import Town
from rules.law.calendar import Calendar


@dataclass(frozen=True)
class DeliveryWindow:
    """Whether letters may leave. `closed`: why none leaves on the day judged for; empty when the office is open."""

    day: date
    now: datetime
    zone: ZoneInfo
    calendar: Calendar
    quiet: str = ""  # the town's own hours

    @property
    def closed(self) -> str:
        """Why no letter leaves on this day; empty when the office is open."""
        return "" if self.calendar[self.day].open else "not a working day"

    def this_week(self, written: date | None) -> bool:
        """Whether a letter of that day was one of this week's."""
        return written is not None and written >= self.day - timedelta(days=self.day.weekday())

    def leaves_at(self, own: str | None) -> datetime | None:
        """When a letter finished now leaves, UTC: in quiet hours of neither town nor reader; None: at once."""
        hours = [read_quiet(text) for text in (self.quiet, own) if text]
        return opening(self.now, self.zone, hours, lambda day: self.calendar[day].open)


def delivery_window_of(town: Town, day: date, now: datetime) -> DeliveryWindow:
    """The doors of a town on a day judged for, at a moment."""
    calendar = Calendar(law_of(town), town.days_off)
    return DeliveryWindow(day, now, town.zone, calendar, str(town.mail.get("quiet", "")))
