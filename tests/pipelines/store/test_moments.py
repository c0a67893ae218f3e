"""Moments are kept in UTC whatever zone they came in, and their texts sort like time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from pipelines.store.moments import second, stamp, utc_now, zoned
from pipelines.store.retry import FIRST_WAIT, LONGEST_WAIT, wait_after

WARSAW = ZoneInfo("Europe/Warsaw")
NOON = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        NOON.replace(tzinfo=None),
        NOON.astimezone(WARSAW),
        NOON.astimezone(timezone(timedelta(hours=-9))),
    ],
)
def test_a_moment_is_written_in_utc_from_whatever_zone(moment):
    assert stamp(moment) == "2026-10-25T00:30:00.000000+00:00"
    assert second(moment) == "2026-10-25T00:30:00+00:00"


def test_texts_sort_like_time_through_the_night_in_which_an_hour_comes_twice():
    night = [NOON + timedelta(minutes=20 * n) for n in range(9)]
    local = [moment.astimezone(WARSAW) for moment in night]
    assert sorted(map(stamp, local)) == list(map(stamp, night))
    assert sorted(map(second, local)) == list(map(second, night))


def test_a_moment_of_the_warehouse_is_shown_on_the_clocks_of_its_town():
    assert zoned(datetime(2026, 7, 1, 22, 30), WARSAW).isoformat() == "2026-07-02T00:30:00+02:00"
    assert zoned(datetime(2026, 1, 1, 23, 30), WARSAW).isoformat() == "2026-01-02T00:30:00+01:00"


def test_now_is_utc_without_a_zone():
    before = datetime.now(UTC).replace(tzinfo=None)
    now = utc_now()
    assert now.tzinfo is None
    assert before <= now <= datetime.now(UTC).replace(tzinfo=None)


def test_what_fails_waits_twice_as_long_each_time_and_never_longer_than_the_longest():
    waits = [wait_after(failures) for failures in range(1, 100)]
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits == sorted(waits)
    assert set(waits[10:]) == {LONGEST_WAIT}
