"""A clock that jumps: days slept through, the hour that is missing in March or doubled in October, a clock put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from pipelines.schedule.tick import tick
from pipelines.store.state import open_state
from tests.pipelines.alerts.post_office import Server, opened
from tests.pipelines.alerts.reader import Said, understood
from tests.pipelines.alerts.registers import Registers
from tests.pipelines.schedule.office import WARSAW, clock, moment

SETTINGS = """
[town]
name = "Zabrzeg"
[mail]
from = "ratusz@zabrzeg.example"
url = "RATUSZ_SMTP_URL"
{mail}
[feeds.units]
[feeds.employees]
[feeds.cases]
max_age = "36h"
{schedule}
"""
DAILY = """
[[schedule]]
cron = "30 5 * * *"
job = "run"
"""
NIGHTLY = """
[[schedule]]
cron = "30 2 * * *"
job = "run"
[[schedule]]
cron = "*/30 7-8 * * 1-5"
job = "letters"
"""


class Town:
    """Zabrzeg with one officer and some cases; wakes at moments of its own clock."""

    def __init__(self, root: Path, server: Server, mail: str = "", schedule: str = DAILY, **due: str) -> None:
        cases = {case: {"kind": "sprawa", "unit": "WB", "handler": "anna", "opened_on": "2026-01-05", "due_on": day}
                 for case, day in due.items()}  # fmt: skip
        self.registers = Registers(root, SETTINGS.format(mail=mail, schedule=schedule), {
            "units": {"WB": {"name": "Budownictwo", "manager": "anna"}},
            "employees": {"anna": {"name": "Anna Nowak", "email": "anna@zabrzeg.example", "unit": "WB"},
                          "ster": {"name": "Stefan Lis", "email": "ster@zabrzeg.example", "unit": "WB",
                                   "roles": "steward"}},
            "cases": cases,
        })  # fmt: skip
        self.server = server

    def wakes(self, at: str) -> list[Said]:
        """The letters that leave in a tick at this moment."""
        seen = len(self.server.taken)
        with time_machine.travel(moment(at)):
            tick(self.registers.town, lambda: datetime.now(UTC), 0)
        day = moment(at).astimezone(WARSAW).date()
        return [understood(letter, day, {}) for letter in self.server.since(seen)]

    def passes(self, job: str) -> list[str]:
        """What the schedule did of a job: the slot on the town's clock, and what became of it."""
        with closing(open_state(self.registers.town)) as state:
            rows = state.execute("select slot, state from slots where job = ? order by slot", [job]).fetchall()
        return [f"{clock(datetime.fromisoformat(slot))} {became}" for slot, became in rows]


@pytest.fixture
def server() -> Iterator[Server]:
    with opened() as kept, pytest.MonkeyPatch.context() as environment:
        environment.setenv("RATUSZ_SMTP_URL", kept.url)
        yield kept


def test_three_days_asleep_are_one_run_that_judges_the_day_of_waking(tmp_path, server):
    """WB.1 was due while the town slept, WB.2 became urgent: each is said once, as it is now."""
    town = Town(tmp_path / "town", server, WB1="2026-12-08", WB2="2026-12-14")
    town.registers.export()
    town.wakes("2026-12-04 05:00")
    assert town.wakes("2026-12-04 05:30") == [{"subject": "1 nowy sygnał", "new": ["C01 WB1 high"]}]
    assert town.wakes("2026-12-10 09:07") == [
        {"subject": "2 nowe sygnały; po terminie: 1", "new": ["C01 WB2 high", "C02 WB1 high"], "unknown": ["sprawy"]},
        {"subject": "1 nowy sygnał", "new": ["D01 cases critical"], "unknown": ["sprawy"]},
    ]
    assert town.wakes("2026-12-10 09:08") == []
    assert town.passes("run")[-3:] == ["12-08 05:30 skipped", "12-09 05:30 skipped", "12-10 05:30 done"]
    assert town.wakes("2026-12-07 05:30") == [], "the clock was put back by three days"
    assert town.wakes("2026-12-10 05:30") == [], "and has come there again: the day is judged anew, and all was told"
    assert town.passes("run")[-1] == "12-10 05:30 done"


def test_who_wants_every_slot_caught_up_gets_no_letter_more(tmp_path, server):
    town = Town(
        tmp_path / "town", server, WB1="2026-12-08",
        schedule='[[schedule]]\ncron = "30 5 * * *"\njob = "run"\ncatch_up = "all"',
    )  # fmt: skip
    town.registers.export()
    town.wakes("2026-12-08 05:00")
    assert town.wakes("2026-12-10 09:07") == [{"subject": "1 nowy sygnał; po terminie: 1", "new": ["C02 WB1 high"]}]
    assert town.passes("run") == ["12-08 05:30 done", "12-09 05:30 done", "12-10 05:30 done"]


@pytest.mark.parametrize(
    ("saturday", "due", "night"),
    [
        ("2026-03-28", "2026-04-03", ["03-29 03:00", "03-30 02:30"]),  # at two o'clock it is three
        ("2026-10-24", "2026-10-30", ["10-25 02:30 +0200", "10-26 02:30"]),  # at three it is two again
    ],
    ids=["March", "October"],
)
def test_on_the_night_of_the_other_time_the_run_is_done_once_and_seven_stays_seven(
    tmp_path, server, saturday, due, night
):
    """Five working days before the term the letter is written on Sunday, held, and leaves on Monday at seven, once."""
    town = Town(tmp_path / "town", server, 'quiet = "18:00-07:00"', NIGHTLY, WB1=due)
    town.registers.export()
    now = moment(f"{saturday} 23:30")
    left: dict[str, list[Said]] = {}
    while now <= moment(f"{saturday} 23:30") + timedelta(hours=33, minutes=30):
        at = now.astimezone(WARSAW)
        if letters := town.wakes(at.isoformat()):
            left[f"{at:%a %H:%M}"] = letters
        now += timedelta(minutes=30)
    assert left == {"Mon 07:00": [{"subject": "1 nowy sygnał", "new": ["C01 WB1 warn"]}]}
    assert town.passes("run") == [f"{slot} done" for slot in night]
