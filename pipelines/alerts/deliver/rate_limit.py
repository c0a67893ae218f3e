"""The pace of letters: no more in a minute than the mail server takes, whichever process sends them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from pipelines.alerts.deliver.transports import by_server
from pipelines.store.moments import stamp
from pipelines.town import Town

PER_MINUTE = 30  # what Microsoft 365, the strictest of the usual servers, takes from one mailbox
MINUTE = timedelta(minutes=1)
PATIENCE = timedelta(minutes=10)  # of one delivery, which keeps the town from other runs; the rest leaves with the next

Clock = Callable[[], datetime]
Wait = Callable[[float], None]  # seconds


class RateLimit:
    """Lets letters leave one by one. Each try stands in the notification log, where every process sees it."""

    def __init__(self, town: Town, state: sqlite3.Connection, clock: Clock, wait: Wait) -> None:
        self._limit = int(town.mail.get("per_minute", PER_MINUTE)) if by_server(town) else None
        self._state, self._clock, self._wait = state, clock, wait
        self._waited = timedelta()

    def may_leave(self) -> bool:
        """Wait until one more may leave; False when that would take longer than this delivery may last.

        Files are laid down at any pace.
        """
        while (pause := self._pause()) > timedelta():
            if self._waited + pause > PATIENCE:
                return False
            self._waited += pause
            self._wait(pause.total_seconds())
        return True

    def _pause(self) -> timedelta:
        if self._limit is None:
            return timedelta()
        now = self._clock()
        parameters = {"since": stamp(now - MINUTE), "now": stamp(now), "others": self._limit - 1}
        row = self._state.execute(_LAST, parameters).fetchone()
        return datetime.fromisoformat(row[0]) + MINUTE - now if row else timedelta()


# of the last tries within a minute the one that has to be a minute old; a clock put back keeps nobody waiting
_LAST = """
select tried_at from letters
where tried_at > :since and tried_at <= :now
order by tried_at desc
limit 1 offset :others
"""
