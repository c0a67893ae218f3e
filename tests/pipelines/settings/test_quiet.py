"""Quiet hours by the clock on the wall, through both nights in which the clocks change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pipelines.settings.quiet import opening, read_quiet

WARSAW = ZoneInfo("Europe/Warsaw")
NIGHT = read_quiet("18:00-07:00")


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW, fold=fold)


def leaves(now: datetime, *hours: str, closed: tuple[date, ...] = ()) -> str | None:
    """When a letter finished now leaves, in the town's time."""
    at = opening(now, WARSAW, [read_quiet(each) for each in hours], lambda day: day not in closed)
    return None if at is None else f"{at.astimezone(WARSAW):%d %b %H:%M}"


@pytest.mark.parametrize(
    ("now", "leaves_at"),
    [
        ("2026-11-20 17:59", None),
        ("2026-11-20 18:00", "21 Nov 07:00"),
        ("2026-11-20 23:59", "21 Nov 07:00"),
        ("2026-11-21 00:00", "21 Nov 07:00"),
        ("2026-11-21 06:59", "21 Nov 07:00"),
        ("2026-11-21 07:00", None),
    ],
)
def test_the_hours_begin_on_the_minute_and_end_on_the_minute(now, leaves_at):
    assert leaves(local(now), "18:00-07:00") == leaves_at


def test_hours_within_a_day_do_not_pass_midnight():
    assert leaves(local("2026-11-20 12:30"), "12:00-13:00") == "20 Nov 13:00"
    assert leaves(local("2026-11-20 23:30"), "12:00-13:00") is None


@pytest.mark.parametrize(
    ("evening", "opens"),
    [
        ("2026-03-28 23:30", datetime(2026, 3, 29, 5, 0, tzinfo=UTC)),  # seven in summer time
        ("2026-10-24 23:30", datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),  # seven in winter time
    ],
)
def test_the_opening_stays_at_seven_when_the_clocks_change_in_between(evening, opens):
    assert opening(local(evening), WARSAW, [NIGHT]) == opens


def test_an_end_that_the_clocks_skip_comes_as_much_later():
    assert leaves(local("2026-03-29 01:30"), "22:00-02:30") == "29 Mar 03:30"


def test_an_end_that_comes_twice_ends_the_quiet_the_first_time_and_holds_the_hour_repeated():
    assert opening(local("2026-10-25 01:30"), WARSAW, [read_quiet("22:00-02:30")]) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert opening(local("2026-10-25 02:15", fold=1), WARSAW, [read_quiet("22:00-02:30")]) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_after_quiet_hours_a_day_off_is_waited_for_too():
    assert leaves(local("2026-11-20 19:00"), "18:00-07:00", closed=(date(2026, 11, 21),)) == "22 Nov 07:00"


def test_a_town_s_and_a_person_s_hours_both_hold():
    assert leaves(local("2026-11-20 06:00"), "18:00-07:00", "06:30-09:00") == "20 Nov 09:00"


def test_a_person_s_hours_that_leave_no_opening_do_not_count():
    assert leaves(local("2026-11-20 19:00"), "18:00-07:00", "07:00-18:00") == "21 Nov 07:00"


@pytest.mark.parametrize("text", ["", "18-07", "18:00", "24:00-07:00", "18:60-07:00", "07:00-07:00", "18:00-07:00 x"])
def test_what_is_no_hours_is_refused(text):
    with pytest.raises(ValueError, match=r"is not of the form|never ends"):
        read_quiet(text)
