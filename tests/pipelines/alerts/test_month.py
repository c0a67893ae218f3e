"""A month of a small town, with Christmas in it: files in, the schedule's ticks, and the letters a mail server took.

month.yaml says of each day what changes in the registers and which letters leave, as their readers understand them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from pipelines import acts
from pipelines.acts import By, Wish
from pipelines.schedule.tick import tick
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import open_state
from tests.pipelines.alerts.post_office import Server, opened
from tests.pipelines.alerts.reader import Said, understood
from tests.pipelines.alerts.registers import Registers
from tests.written import written

WARSAW = ZoneInfo("Europe/Warsaw")
MONTH = written(Path(__file__).with_name("month.yaml"))
RUN, LETTERS = time(5, 30), time(8)
Post = dict[str, Said]  # reader -> the letter
Refused = list[tuple[str, str]]


@dataclass
class Month:
    """What left on which day, at the hour of the run and at that of the job `letters`; and what the ledger says."""

    left: dict[tuple[date, time], Post] = field(default_factory=dict)
    refused: dict[date, Refused] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)  # state, why of each letter
    passes: list[tuple[str, str, str]] = field(default_factory=list)  # job, state, error of each pass


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """The month as it was."""
    registers = Registers(tmp_path_factory.mktemp("month") / "town", MONTH["town"], MONTH["facts"])
    was = Month()
    with opened() as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("RATUSZ_SMTP_URL", server.url)
        _tick(registers, datetime.combine(MONTH["days"][0]["day"], time(5), WARSAW))  # the schedule begins
        for day in MONTH["days"]:
            _live(registers, server, day, was)
        was.ids = [letter.id for letter in server.taken]
    with closing(open_state(registers.town)) as state:
        was.log = state.execute("select state, why from letters where why <> 'not a working day'").fetchall()
        was.passes = state.execute("select job, state, error from passes").fetchall()
    return was


def _live(registers: Registers, server: Server, day: Mapping[str, Any], was: Month) -> None:
    """One day: the night's exports, the run, the letters of eight o'clock, what people do afterwards."""
    names = {row["name"]: key for key, row in registers.rows["employees"].items()}
    server.answers = day.get("refused", {})
    registers.change(day.get("exports", {}))
    registers.export(but=day.get("silent", ()))
    refused = len(server.refused)
    for at in (RUN, LETTERS):
        seen = len(server.taken)
        _tick(registers, datetime.combine(day["day"], at, WARSAW))
        post: Post = {}
        for letter in server.since(seen):
            reader = letter.address.removesuffix("@zabrzeg.example")
            assert reader not in post, f"two letters to {reader} on {day['day']}"
            post[reader] = understood(letter, day["day"], names)
        was.left[day["day"], at] = post
    was.refused[day["day"]] = server.refused[refused:]
    for act in day.get("acts", ()):
        _act(registers, act, datetime.combine(day["day"], time.fromisoformat(act["at"]), WARSAW))


def _tick(registers: Registers, at: datetime) -> None:
    with time_machine.travel(at):
        tick(registers.town, lambda: datetime.now(UTC), 0)


def _act(registers: Registers, act: Mapping[str, Any], at: datetime) -> None:
    town, by = registers.town, By(act["who"], "test", at)
    con, _ = open_snapshot(town)
    with closing(con), closing(open_state(town)) as state, time_machine.travel(at):
        if "prefers" in act:
            acts.prefer(town, con, state, act["who"], by, Wish(**act["prefers"]))
        if "acknowledges" in act:
            acts.acknowledge(town, con, state, act["acknowledges"], by)
        if "silences" in act:
            acts.silence(town, con, state, act["silences"], by, until=act["until"], why=act["why"])


def test_the_month_has_every_day_and_says_of_each_what_leaves_or_why_nothing_does():
    days = [day["day"] for day in MONTH["days"]]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert all(("none" in day) != bool({"letters", "at 08:00"} & day.keys()) for day in MONTH["days"])


@pytest.mark.parametrize("day", MONTH["days"], ids=lambda day: f"{day['day']:%a %d %b}")
def test_on_this_day_exactly_these_letters_leave(month: Month, day: Mapping[str, Any]):
    assert month.left[day["day"], RUN] == day.get("letters", {})
    assert month.left[day["day"], LETTERS] == day.get("at 08:00", {})
    assert month.refused[day["day"]] == list(day.get("refused", {}).items())


def test_no_letter_came_twice_and_the_ledger_agrees_with_the_mail_server(month: Month):
    assert len(set(month.ids)) == len(month.ids)
    assert sum(state == "sent" for state, _ in month.log) == len(month.ids)
    assert [why for state, why in month.log if state == "undeliverable"] == ["550 no such user"] * 2
    assert not [state for state, _ in month.log if state == "queued"]


def test_every_job_of_the_schedule_was_done_at_the_first_attempt(month: Month):
    working = sum(day["day"].weekday() < 5 for day in MONTH["days"])
    assert sorted(month.passes) == [("letters", "done", "")] * working + [("run", "done", "")] * len(MONTH["days"])
