"""One look at the town: which snapshot, who looks, at what moment."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from dashboards.source.access import WHOLE_OFFICE, Reader
from dashboards.source.snapshot import Snapshot, newest, town_root
from pipelines.store.moments import utc_now, zoned
from rules.wording import Words, words


@dataclass(frozen=True)
class PageRequest:
    """What a page may ask of the moment it is looked at; `now` is UTC without a zone."""

    snapshot: Snapshot
    reader: Reader = WHOLE_OFFICE
    now: datetime = field(default_factory=utc_now)

    @property
    def since(self) -> str | None:
        """When the run before was, in words: its day, and the hour too where it was the same day; None without one."""
        now, then = self.snapshot, self.snapshot.before
        if then is None:
            return None
        return self.say.day(then.as_of) if then.as_of != now.as_of else self.say.moment(self.local(then.published_at))

    def local(self, moment: datetime) -> datetime:
        """A moment in UTC as the town's clocks show it."""
        return zoned(moment, self.snapshot.town.zone).replace(tzinfo=None)

    @property
    def say(self) -> Words:
        """The words of the town's language, amounts in the currency of its law."""
        currency = self.snapshot.currency
        return words(self.snapshot.town.language, currency) if currency else words(self.snapshot.town.language)


_request: ContextVar[PageRequest] = ContextVar("request")


def begin(request: PageRequest) -> PageRequest:
    """Every query after this is asked for this request, in this thread or task."""
    _request.set(request)
    return request


def request() -> PageRequest:
    """The request that is going on; a page run by itself looks for the whole office."""
    try:
        return _request.get()
    except LookupError:
        return begin(PageRequest(newest(town_root())))
