"""When something that failed is tried again: a job of the schedule, a letter the mail server did not take."""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
_DOUBLED = 10  # times at most: far beyond the longest wait, and no number too large for a timedelta


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row, at least one: doubled each time, up to the longest wait."""
    return min(FIRST_WAIT * 2 ** min(failures - 1, _DOUBLED), LONGEST_WAIT)
