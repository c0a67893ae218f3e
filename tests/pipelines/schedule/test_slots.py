"""When a cron expression is due in a town's zone, and what becomes of moments that were slept through."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

import pytest

from pipelines.schedule.slots import DEFAULT, Entry, due, entries, jobs, moments
from tests.pipelines.schedule.office import WARSAW, clock, moment, office


def ahead(cron: str, since: str, count: int) -> list[str]:
    return [clock(at) for at, _ in islice(moments([Entry("run", cron)], "run", WARSAW, moment(since)), count)]


@pytest.mark.parametrize(
    ("cron", "since", "expected"),
    [
        ("30 5 * * *", "2026-03-28 06:00", ["03-29 05:30", "03-30 05:30"]),
        # 29 March 2026: after 1:59 comes 3:00
        ("30 2 * * *", "2026-03-28 12:00", ["03-29 03:00", "03-30 02:30"]),
        ("*/30 2 * * *", "2026-03-28 12:00", ["03-29 03:00", "03-30 02:00", "03-30 02:30"]),
        ("0 * * * *", "2026-03-29 00:30", ["03-29 01:00", "03-29 03:00", "03-29 04:00"]),
        ("0 */2 * * *", "2026-03-29 00:30", ["03-29 03:00", "03-29 04:00", "03-29 06:00"]),
        # 25 October 2026: after 2:59 comes 2:00 again
        ("30 2 * * *", "2026-10-24 12:00", ["10-25 02:30 +0200", "10-26 02:30"]),
        ("*/30 2 * * *", "2026-10-24 12:00", ["10-25 02:00 +0200", "10-25 02:30 +0200", "10-26 02:00"]),
        ("0 * * * *", "2026-10-25 00:30", ["10-25 01:00", "10-25 02:00 +0200", "10-25 02:00 +0100", "10-25 03:00"]),
        ("30 2 * * *", "2026-10-25 02:15+01:00", ["10-26 02:30", "10-27 02:30"]),
        ("0 3 * * *", "2026-10-25 02:59+01:00", ["10-25 03:00", "10-26 03:00"]),
        ("0 0 29 2 *", "2026-11-20 00:00", ["02-29 00:00"]),
    ],
)
def test_a_cron_means_the_towns_clock_also_when_it_is_changed(cron, since, expected):
    assert ahead(cron, since, len(expected)) == expected


def test_a_whole_year_of_a_daily_slot_has_as_many_slots_as_days_and_an_hourly_one_as_many_as_hours():
    year = moment("2027-01-01 00:00") - moment("2026-01-01 00:00")
    for cron, expected in (("30 2 * * *", 365), ("0 * * * *", year // timedelta(hours=1))):
        found = []
        for at, _ in moments([Entry("run", cron)], "run", WARSAW, moment("2025-12-31 23:59")):
            if at >= moment("2027-01-01 00:00"):
                break
            found.append(at)
        assert len(found) == len(set(found)) == expected
        assert found == sorted(found)


def became(entry: Entry, now: str, since: str = "2026-11-17 06:00") -> list[str]:
    found = due([entry], entry.job, WARSAW, moment(since), moment(now))
    return [f"{clock(each.slot)} {each.state}" for each in found]


def test_three_days_asleep_the_policy_says_what_is_caught_up():
    daily = "30 5 * * *"
    assert became(Entry("run", daily), "2026-11-20 09:00") == [
        "11-18 05:30 skipped", "11-19 05:30 skipped", "11-20 05:30 waiting",
    ]  # fmt: skip
    assert became(Entry("run", daily, catch_up="all"), "2026-11-20 09:00") == [
        "11-18 05:30 waiting", "11-19 05:30 waiting", "11-20 05:30 waiting",
    ]  # fmt: skip
    assert became(Entry("run", daily, catch_up="skip"), "2026-11-20 09:00") == [
        "11-18 05:30 missed", "11-19 05:30 missed", "11-20 05:30 missed",
    ]  # fmt: skip


def test_a_slot_a_few_minutes_late_was_not_slept_through():
    assert became(Entry("run", "30 5 * * *", catch_up="skip"), "2026-11-18 05:34") == ["11-18 05:30 waiting"]


@pytest.mark.parametrize(("now", "state"), [("2026-11-18 17:30", "waiting"), ("2026-11-18 17:31", "missed")])
def test_what_is_older_than_within_is_missed_for_good(now, state):
    assert became(Entry("run", "30 5 * * *", within=timedelta(hours=12)), now) == [f"11-18 05:30 {state}"]


def test_one_that_is_skipped_says_which_one_is_run_in_its_place():
    found = due([Entry("run", "0 * * * *")], "run", WARSAW, moment("2026-11-20 06:30"), moment("2026-11-20 09:10"))
    assert [each.instead and clock(each.instead) for each in found] == ["11-20 09:00", "11-20 09:00", None]


def test_of_a_year_asleep_only_a_month_is_written_down():
    found = due([Entry("run", "0 0 * * *")], "run", WARSAW, moment("2025-11-20 00:00"), moment("2026-11-20 00:00"))
    assert len(found) == 31


def test_a_job_may_have_several_entries_and_a_moment_they_share_is_one_slot():
    twice = [Entry("run", "0 5 * * *"), Entry("run", "0 5,12 * * *")]
    found = islice(moments(twice, "run", WARSAW, moment("2026-11-20 00:00")), 3)
    assert [clock(at) for at, _ in found] == ["11-20 05:00", "11-20 12:00", "11-21 05:00"]


def test_without_a_cron_a_job_has_the_moments_of_the_one_it_comes_after():
    chain = [Entry("c", after="b"), Entry("b", after="a"), Entry("a", "0 5 * * *")]
    assert [clock(at) for at, _ in islice(moments(chain, "c", WARSAW, moment("2026-11-20 00:00")), 1)] == [
        "11-20 05:00"
    ]
    assert jobs(chain) == ("a", "b", "c")


def test_a_town_that_says_nothing_runs_every_morning_and_sends_letters_in_office_hours(tmp_path):
    assert entries(office(tmp_path)) == DEFAULT
    assert [(entry.job, entry.cron) for entry in DEFAULT] == [
        ("run", "30 5 * * *"), ("weekly", "0 6 * * 1-5"), ("letters", "*/15 7-16 * * 1-5"),
    ]  # fmt: skip


def test_an_entry_is_read_with_all_it_says(tmp_path):
    town = office(
        tmp_path, 'cron = "0 5 * * *"; job = "run"; catch_up = "all"; within = "12h"; retries = 0',
        'job = "letters"; after = "run"',
    )  # fmt: skip
    assert entries(town) == (
        Entry("run", "0 5 * * *", None, "all", timedelta(hours=12), 0), Entry("letters", None, "run"),
    )  # fmt: skip
