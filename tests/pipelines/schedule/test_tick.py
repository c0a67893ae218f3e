"""A tick does what is due, once: it catches up, tries again, waits for what comes before, bears a clock that jumps."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest

from pipelines.refusal import Refusal
from pipelines.schedule import claims
from pipelines.schedule.ledger import upcoming
from pipelines.schedule.slots import entries
from pipelines.store.moments import second
from pipelines.store.state import lock, open_state
from rules.engine.fault import EngineFault
from tests.pipelines.schedule.office import clock, moment, office, slots, ticked

DAILY = 'cron = "30 5 * * *"; job = "a"'
HOURLY = 'cron = "0 * * * *"; job = "a"'


def upcoming_at(town, now: str) -> str:
    with closing(open_state(town)) as state:
        ahead = upcoming(state, entries(town), town.zone, moment(now))
    assert ahead is not None
    return f"{ahead[1]} {clock(ahead[0])}"


def error_of(town, job: str) -> str:
    with closing(open_state(town)) as state:
        [(error,)] = state.execute("select error from slots where job = ? order by slot desc limit 1", [job]).fetchall()
    return error


def test_the_schedule_begins_with_the_first_tick_and_does_each_slot_once(tmp_path, enter):
    diary, town = enter("a"), office(tmp_path, DAILY)
    assert ticked(town, "2026-11-19 08:00") == []
    assert ticked(town, "2026-11-20 05:29") == []
    assert ticked(town, "2026-11-20 05:30") == ["a 11-20 05:30 done"]
    assert ticked(town, "2026-11-20 05:30") == []
    assert ticked(town, "2026-11-20 23:00") == []
    assert diary.days == [date(2026, 11, 20)]


@pytest.mark.parametrize(
    ("policy", "done", "ledger"),
    [
        ("once", ["a 11-22 05:30 done"], ["a 11-20 05:30 skipped", "a 11-21 05:30 skipped", "a 11-22 05:30 done"]),
        ("all", ["a 11-20 05:30 done", "a 11-21 05:30 done", "a 11-22 05:30 done"],
         ["a 11-20 05:30 done", "a 11-21 05:30 done", "a 11-22 05:30 done"]),
        ("skip", [], ["a 11-20 05:30 missed", "a 11-21 05:30 missed", "a 11-22 05:30 missed"]),
    ],
)  # fmt: skip
def test_three_days_asleep_the_policy_is_kept_and_every_job_judges_the_day_it_begins(
    tmp_path, enter, policy, done, ledger
):
    diary, town = enter("a"), office(tmp_path, f'{DAILY}; catch_up = "{policy}"')
    ticked(town, "2026-11-19 08:00")
    assert ticked(town, "2026-11-22 08:00") == done
    assert slots(town) == ledger
    assert set(diary.days) <= {date(2026, 11, 22)}
    assert ticked(town, "2026-11-22 09:00") == []
    assert upcoming_at(town, "2026-11-22 09:00") == "a 11-23 05:30"


@pytest.mark.parametrize(
    "moments",
    [
        ["2026-03-29 00:01", "2026-03-29 01:59", "2026-03-29 03:00", "2026-03-29 03:30"],
        ["2026-10-25 00:01", "2026-10-25 02:29+02:00", "2026-10-25 02:30+02:00", "2026-10-25 02:30+01:00",
         "2026-10-25 03:30"],
    ],
    ids=["without its hour", "with its hour twice"],
)  # fmt: skip
def test_the_night_when_the_clocks_change_has_one_slot(tmp_path, enter, moments):
    diary, town = enter("a"), office(tmp_path, 'cron = "30 2 * * *"; job = "a"')
    for at in moments:
        ticked(town, at)
    assert diary.days == [date.fromisoformat(moments[0][:10])]


def test_an_hourly_job_is_done_every_hour_that_goes_by(tmp_path, enter):
    diary, town = enter("a"), office(tmp_path, HOURLY)
    for start, hours in (("2026-03-29 00:01", 23), ("2026-10-25 00:01", 25)):
        ticked(town, start)
        diary.days.clear()
        for minutes in range(0, hours * 60, 20):
            at = moment(start) + timedelta(minutes=minutes)
            ticked(town, at.isoformat())
        assert len(diary.days) == hours - 1  # the one at midnight was before


def test_a_clock_put_back_an_hour_doubles_nothing_and_loses_nothing(tmp_path, enter):
    diary, town = enter("a"), office(tmp_path, HOURLY)
    ticked(town, "2026-11-20 07:30")
    assert ticked(town, "2026-11-20 09:05") == ["a 11-20 09:00 done"]
    assert ticked(town, "2026-11-20 08:05") == []
    assert ticked(town, "2026-11-20 09:00") == []
    assert ticked(town, "2026-11-20 10:00") == ["a 11-20 10:00 done"]
    assert len(diary.days) == 2


def test_a_clock_that_was_a_year_ahead_does_not_put_the_schedule_to_sleep_for_a_year(tmp_path, enter):
    enter("a")
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-19 08:00")
    assert ticked(town, "2027-12-24 08:00") == ["a 12-24 05:30 done"]
    assert upcoming_at(town, "2026-11-19 09:00") == "a 11-20 05:30"
    assert ticked(town, "2026-11-19 09:00") == []
    assert ticked(town, "2026-11-20 05:30") == ["a 11-20 05:30 done"]
    assert slots(town) == ["a 11-20 05:30 done"]


def test_a_job_that_fails_twice_is_tried_again_later_each_time_and_then_it_is_done(tmp_path, enter):
    diary = enter("a", EngineFault("6 facts, 5 judged"), Refusal("No room.", "Make some."))
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["a 11-20 05:30 failed"]
    assert error_of(town, "a") == "Nie wszystko oceniono: 6 facts, 5 judged. Niczego nie opublikowano; " \
        "obowiązuje poprzedni przebieg."  # fmt: skip
    assert upcoming_at(town, "2026-11-20 05:31") == "a 11-20 05:35"
    assert ticked(town, "2026-11-20 05:34") == []
    assert ticked(town, "2026-11-20 05:35") == ["a 11-20 05:30 failed"]
    assert error_of(town, "a") == "No room. Make some."
    assert upcoming_at(town, "2026-11-20 05:36") == "a 11-20 05:45"
    assert ticked(town, "2026-11-20 05:45") == ["a 11-20 05:30 done"]
    assert error_of(town, "a") == ""
    assert len(diary.days) == 3


def test_after_its_retries_a_job_is_given_up_until_its_next_slot(tmp_path, enter):
    diary = enter("a", *[Refusal("No room.")] * 3)
    town = office(tmp_path, f"{DAILY}; retries = 2")
    ticked(town, "2026-11-20 05:00")
    for at in ("05:30", "05:35", "05:45"):
        assert ticked(town, f"2026-11-20 {at}") == ["a 11-20 05:30 failed"]
    assert ticked(town, "2026-11-20 23:00") == []
    assert upcoming_at(town, "2026-11-20 23:00") == "a 11-21 05:30"
    assert ticked(town, "2026-11-21 05:30") == ["a 11-21 05:30 done"]
    assert len(diary.days) == 4


def test_a_newer_slot_takes_over_from_one_that_keeps_failing(tmp_path, enter):
    enter("a", *[Refusal("No room.")] * 2)
    town = office(tmp_path, f"{HOURLY}; retries = 9")
    ticked(town, "2026-11-20 05:30")
    assert ticked(town, "2026-11-20 06:58") == ["a 11-20 06:00 failed"]
    assert ticked(town, "2026-11-20 07:00") == ["a 11-20 07:00 failed"]
    assert ticked(town, "2026-11-20 07:30") == ["a 11-20 07:00 done"]
    assert slots(town) == ["a 11-20 06:00 failed", "a 11-20 07:00 done"]
    assert upcoming_at(town, "2026-11-20 07:30") == "a 11-20 08:00"


def test_of_one_moment_what_stands_first_in_the_schedule_goes_first(tmp_path, enter):
    enter("z")
    enter("a")
    town = office(tmp_path, DAILY.replace('"a"', '"z"'), DAILY)
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["z 11-20 05:30 done", "a 11-20 05:30 done"]


def test_what_comes_after_waits_for_it_and_runs_in_the_same_tick(tmp_path, enter):
    enter("a", Refusal("No room."))
    enter("b")
    town = office(tmp_path, 'job = "b"; after = "a"', DAILY)
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["a 11-20 05:30 failed"]
    assert slots(town) == ["a 11-20 05:30 failed", "b 11-20 05:30 waiting"]
    assert upcoming_at(town, "2026-11-20 05:31") == "a 11-20 05:35"
    assert ticked(town, "2026-11-20 05:35") == ["a 11-20 05:30 done", "b 11-20 05:30 done"]


def test_what_comes_after_a_job_that_was_given_up_is_skipped_with_a_word(tmp_path, enter):
    enter("a", Refusal("No room."), Refusal("No room."))
    diaries = enter("b"), enter("c")
    town = office(
        tmp_path, f"{DAILY}; retries = 1", 'job = "b"; cron = "0 6 * * *"; after = "a"', 'job = "c"; after = "b"'
    )
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30")
    assert ticked(town, "2026-11-20 06:00") == [
        "a 11-20 05:30 failed",
        "b 11-20 06:00 skipped",
        "c 11-20 06:00 skipped",
    ]
    assert error_of(town, "b") == "Nie udało się: job a, termin 20.11.2026, 5:30."
    assert error_of(town, "c") == "Pominięto: job b, termin 20.11.2026, 6:00."
    assert [diary.days for diary in diaries] == [[], []]
    assert ticked(town, "2026-11-21 06:00") == ["a 11-21 05:30 done", "b 11-21 06:00 done", "c 11-21 06:00 done"]


def test_after_days_asleep_a_chain_is_caught_up_as_one(tmp_path, enter):
    diaries = enter("a"), enter("b")
    town = office(tmp_path, HOURLY, 'job = "b"; after = "a"; catch_up = "all"; within = "2h"')
    ticked(town, "2026-11-19 05:30")
    assert ticked(town, "2026-11-20 09:30") == ["a 11-20 09:00 done", "b 11-20 08:00 done", "b 11-20 09:00 done"]
    assert [len(diary.days) for diary in diaries] == [1, 2]


def test_a_job_nobody_knows_fails_with_a_word_and_the_others_are_done(tmp_path, enter):
    enter("a")
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "raport"', DAILY)
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["raport 11-20 05:30 failed", "a 11-20 05:30 done"]
    assert error_of(town, "raport") == "Nie ma zadania raport. Popraw town.toml; `ratusz check` sprawdzi go ponownie."


def test_a_job_taken_out_of_the_schedule_is_not_tried_again(tmp_path, enter):
    enter("a", Refusal("No room."))
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30")
    town = office(tmp_path, 'cron = "0 9 * * *"; job = "letters"')
    assert ticked(town, "2026-11-20 06:00") == ["a 11-20 05:30 skipped"]
    assert ticked(town, "2026-11-20 06:10") == []


def test_while_a_person_runs_the_town_the_slot_waits_and_no_attempt_is_counted(tmp_path):
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "run"; retries = 0')
    ticked(town, "2026-11-20 05:00")
    with lock(town):
        assert ticked(town, "2026-11-20 05:30") == []
        assert slots(town) == ["run 11-20 05:30 waiting"]
    assert ticked(town, "2026-11-20 05:30:59") == []
    assert ticked(town, "2026-11-20 05:31") == ["run 11-20 05:30 done"]


def test_a_real_run_and_its_letters_follow_the_towns_schedule(tmp_path):
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "run"', 'job = "letters"; after = "run"')
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["run 11-20 05:30 done", "letters 11-20 05:30 done"]
    assert (tmp_path / "published" / "snap-000001.duckdb").is_file()


def test_letters_before_the_first_run_have_nothing_to_send(tmp_path):
    town = office(tmp_path, 'cron = "0 7 * * *"; job = "letters"')
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 07:00") == ["letters 11-20 07:00 done"]


@pytest.mark.parametrize(
    ("at", "done"),
    [("05:29:59", False), ("05:30:00", True), ("05:30:01", True)],
)
def test_a_slot_is_claimed_from_its_very_moment_on(tmp_path, at, done):
    with closing(open_state(office(tmp_path, DAILY))) as state, state:
        slot = claims.Slot("a", moment("2026-11-20 05:30"), 0)
        state.execute("insert into slots (job, slot, state) values ('a', ?, 'waiting')", [second(slot.at)])
        state.commit()
        now = moment(f"2026-11-20 {at}")
        assert (claims.begin(state, slot, now.date(), now) is not None) is done


@pytest.mark.parametrize(
    ("at", "done"),
    [("05:34:59", False), ("05:35:00", True), ("05:35:01", True)],
)
def test_a_failed_slot_is_claimed_again_from_the_moment_of_the_next_try_on_and_once(tmp_path, at, done):
    with closing(open_state(office(tmp_path, DAILY))) as state:
        slot = claims.Slot("a", moment("2026-11-20 05:30"), 1)
        state.execute(
            "insert into slots (job, slot, state, attempts, next_try_at) values ('a', ?, 'failed', 1, ?)",
            [second(slot.at), second(moment("2026-11-20 05:35"))],
        )
        state.commit()
        now = moment(f"2026-11-20 {at}")
        claimed = claims.begin(state, slot, now.date(), now)
        assert (claimed is not None) is done
        if claimed:
            assert claimed[1] == 2
            assert claims.begin(state, slot, now.date(), now) is None
