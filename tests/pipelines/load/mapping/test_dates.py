from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.load.mapping.dates import Style, days, moments

WARSAW = Style("Europe/Warsaw")


def day(text: str, style: Style = WARSAW) -> date | None:
    return days(pl.Series([text]), style).item()


def moment(text: str, style: Style = WARSAW) -> datetime | None:
    return moments(pl.Series([text]), style).item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026-11-03T23:59", date(2026, 11, 3)),
        ("2026-11-03 00:00:00", date(2026, 11, 3)),
        ("2026-11-03 23:30:00.123456+01:00", date(2026, 11, 3)),
        ("2026-11-03T23:30:00Z", date(2026, 11, 4)),  # half past midnight in Warsaw
        ("2026-07-31T22:30:00+0000", date(2026, 8, 1)),
        ("2026-02-30", None),
        ("2026-11-03x", None),
        ("03.11.2026", None),
        ("0001-01-01", None),  # a database's "no date"
        ("1899-12-30", None),  # a spreadsheet's zero
        ("9999-12-31", date(9999, 12, 31)),
        ("2026-02-02 r.", date(2026, 2, 2)),
        ("2026-02-02r", date(2026, 2, 2)),
        ("2026-02-02 roku", date(2026, 2, 2)),
        ("2026-02-30 r.", None),
        ("46055", date(2026, 2, 2)),  # a spreadsheet's number of the day
        ("46055.999999", date(2026, 2, 3)),  # to the second
        ("46055,5", date(2026, 2, 2)),
        ("4605", None),
        ("460555", None),
    ],
)
def test_a_day_is_iso_and_a_moment_gives_its_day_in_town(text: str, expected: date | None) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("patterns", "text", "expected"),
    [
        (("%d.%m.%Y",), "03.11.2026", date(2026, 11, 3)),
        (("%d.%m.%Y",), "3.11.2026", date(2026, 11, 3)),
        (("%d.%m.%Y",), "03.11.26", None),
        (("%d.%m.%Y",), "2026-11-03", date(2026, 11, 3)),  # a true date cell of a spreadsheet
        (("%m/%d/%Y",), "4/6/2013", date(2013, 4, 6)),
        (("%m/%d/%Y",), "13/6/2013", None),
        (("%d.%m.%y",), "03.11.26", date(2026, 11, 3)),
        (("%d.%m.%Y", "%Y%m%d"), "20261103", date(2026, 11, 3)),
        (("%d.%m.%Y %H:%M",), "03.11.2026 07:30", date(2026, 11, 3)),
        (("%d.%m.%Y",), "02.02.2026 r.", date(2026, 2, 2)),
        (("%d.%m.%Y",), "46055", date(2026, 2, 2)),
        (("%y%j",), "26033", date(2026, 2, 2)),  # the town's own pattern goes before a spreadsheet's number
        (("%Y-%d-%m",), "2026-13-01", date(2026, 1, 13)),
        (("%Y-%d-%m",), "2026-01-13", None),  # not taken for ISO: the source writes the day first
    ],
)
def test_a_day_is_read_by_each_pattern_in_turn(patterns: tuple[str, ...], text: str, expected: date | None) -> None:
    assert day(text, Style("Europe/Warsaw", patterns=patterns)) == expected


def test_a_workbook_of_1904_counts_its_days_from_there() -> None:
    assert day("44593", Style("Europe/Warsaw", day_zero=date(1904, 1, 1))) == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-03 07:30:00", datetime(2026, 11, 3, 6, 30)),
        ("2026-07-03T07:30", datetime(2026, 7, 3, 5, 30)),
        ("2011-12-06 13:41:31.788000+01:00", datetime(2011, 12, 6, 12, 41, 31, 788000)),
        ("2012-01-03T00:00:00Z", datetime(2012, 1, 3)),
        ("2026-11-03", datetime(2026, 11, 2, 23)),  # local midnight
        ("2026-10-25 02:30:00", datetime(2026, 10, 25, 0, 30)),  # comes twice: the first
        ("2026-03-29 02:30:00", None),  # never came
        ("25:00", None),
        ("46055.25", datetime(2026, 2, 2, 5)),
    ],
)
def test_a_moment_is_utc_and_town_time_without_an_offset(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected


@settings(deadline=None)
@given(
    st.lists(
        st.datetimes(
            datetime(1950, 1, 1),
            datetime(2100, 1, 1),
            timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8))]),
        ),
        min_size=1,
    ),
    st.sampled_from("T "),
)
def test_any_iso_moment_with_an_offset_comes_back_as_the_same_instant(times: list[datetime], between: str) -> None:
    texts = pl.Series([time.isoformat(between) for time in times])
    assert moments(texts, WARSAW).to_list() == [time.astimezone(UTC).replace(tzinfo=None) for time in times]
