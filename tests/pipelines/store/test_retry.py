"""Waiting before the next try: doubled each time, never beyond six hours."""

from datetime import timedelta

import pytest

from pipelines.store.retry import wait_after


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(1, 5), (2, 10), (3, 20), (4, 40), (5, 80), (6, 160), (7, 320), (8, 360), (9, 360), (12, 360), (10_000, 360)],
)
def test_the_wait_doubles_up_to_six_hours(failures, minutes):
    assert wait_after(failures) == timedelta(minutes=minutes)
