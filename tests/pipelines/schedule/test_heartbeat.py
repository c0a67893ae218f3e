"""Silence is failure: the file beside the town, the dead man's switch elsewhere, what a machine that asks is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from pipelines.refusal import Refusal
from pipelines.schedule import heartbeat
from tests.pipelines.schedule.office import moment, office, ticked

DAILY = 'cron = "30 5 * * *"; job = "a"'
HEARTBEAT = '[heartbeat]\nurl = "RATUSZ_TEST_SWITCH"'


@dataclass
class Switch:
    """A dead man's switch: what it heard, and how it answers."""

    address: str = ""
    heard: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, body
    status: int = 200


@pytest.fixture
def switch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Switch]:
    """A real HTTP server, whose address the environment holds."""
    here = Switch()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            here.heard.append((self.command, self.path, body))
            self.send_response(here.status)
            self.end_headers()

        do_GET = do_POST = answer  # noqa: N815 - the names the library calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.address = f"http://127.0.0.1:{server.server_port}/1234-abcd"
    monkeypatch.setenv("RATUSZ_TEST_SWITCH", here.address)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_slot_that_is_done_is_heard_as_start_and_success(tmp_path, enter, switch):
    enter("a")
    town = office(tmp_path, DAILY, more=HEARTBEAT)
    ticked(town, "2026-11-20 05:00")
    assert switch.heard == []
    ticked(town, "2026-11-20 05:30")
    assert switch.heard == [("GET", "/1234-abcd/start", ""), ("GET", "/1234-abcd", "")]


def test_a_failure_is_heard_with_its_first_line(tmp_path, enter, switch):
    enter("a", Refusal("No room on the disk.\nSecond line", "Make room."))
    town = office(tmp_path, DAILY, more=HEARTBEAT)
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30")
    assert switch.heard[1:] == [("POST", "/1234-abcd/fail", "No room on the disk. Second line Make room.")]


def test_a_job_that_works_does_not_hide_one_that_does_not(tmp_path, enter, switch):
    enter("a", Refusal("No room."))
    enter("b")
    town = office(tmp_path, DAILY, 'cron = "31 5 * * *"; job = "b"', more=HEARTBEAT)
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30")
    ticked(town, "2026-11-20 05:31")
    assert [path for _, path, _ in switch.heard[2:]] == ["/1234-abcd/start", "/1234-abcd/fail"]
    ticked(town, "2026-11-20 05:35")
    assert [path for _, path, _ in switch.heard[4:]] == ["/1234-abcd/start", "/1234-abcd"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/1234-abcd", "https://no-such-host.invalid/x", "ftp://x", "%"])
def test_a_switch_that_cannot_be_reached_is_logged_without_its_address_and_stops_nothing(
    tmp_path, enter, monkeypatch, logged, address
):
    enter("a")
    monkeypatch.setenv("RATUSZ_TEST_SWITCH", address)
    town = office(tmp_path, DAILY, more=HEARTBEAT)
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["a 11-20 05:30 done"]
    log = [json.loads(line) for line in logged()]
    assert [line["event"] for line in log].count("the heartbeat was not heard") == 2
    assert all(address not in str(line) for line in log)


def test_a_switch_that_answers_with_an_error_is_asked_twice(tmp_path, enter, switch, logged):
    enter("a")
    switch.status = 503
    town = office(tmp_path, DAILY, more=HEARTBEAT)
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30")
    assert len(switch.heard) == 4
    assert '"event": "the heartbeat was not heard", "problem": "it answers 503"' in "".join(logged())


def test_the_file_says_what_was_and_what_is_next(tmp_path, enter):
    enter("a", None, Refusal("No room."))
    town = office(tmp_path, DAILY)
    for at in ("2026-11-19 05:00", "2026-11-19 05:31", "2026-11-20 05:32"):
        ticked(town, at)
    beat = json.loads((tmp_path / heartbeat.FILE).read_text())
    today, yesterday = "2026-11-20T04:30:00+00:00", "2026-11-19T04:30:00+00:00"
    assert beat == {
        "awake_at": "2026-11-20T04:32:00+00:00",
        "last_start": {"job": "a", "slot": today, "at": "2026-11-20T04:32:00+00:00", "error": "No room."},
        "last_success": {"job": "a", "slot": yesterday, "at": "2026-11-19T04:31:00+00:00"},
        "last_failure": {"job": "a", "slot": today, "at": "2026-11-20T04:32:00+00:00", "error": "No room."},
        "failing": [{"job": "a", "slot": today, "state": "failed", "error": "No room.",
                     "next_try_at": "2026-11-20T04:37:00+00:00"}],
        "next_slot": {"job": "a", "slot": "2026-11-20T04:37:00+00:00"},
    }  # fmt: skip
    assert [path.name for path in tmp_path.glob("*heartbeat*")] == [heartbeat.FILE]


def test_a_machine_that_asks_is_told_of_a_schedule_that_nothing_runs(tmp_path, enter):
    enter("a")
    town = office(tmp_path, DAILY)
    assert heartbeat.troubles(tmp_path, moment("2026-11-20 05:00")) == [], "a town without a schedule is not asleep"
    ticked(town, "2026-11-20 05:00")
    assert heartbeat.troubles(tmp_path, moment("2026-11-20 06:00")) == []
    assert heartbeat.troubles(tmp_path, moment("2026-11-20 06:01")) == [
        "schedule: a of 2026-11-20T04:30:00+00:00 was missed, nothing runs the schedule"
    ]
    ticked(town, "2026-11-20 06:02")
    assert heartbeat.troubles(tmp_path, moment("2026-11-20 06:03")) == []


@pytest.mark.parametrize(("entry", "state"), [(DAILY, "failed"), (f'{DAILY}; catch_up = "skip"', "missed")])
def test_a_machine_that_asks_is_told_of_a_job_whose_last_slot_failed_or_was_missed(tmp_path, enter, entry, state):
    enter("a", Refusal("No room."))
    town = office(tmp_path, entry)
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30" if state == "failed" else "2026-11-20 09:00")
    assert heartbeat.troubles(tmp_path, moment("2026-11-20 05:31")) == [
        f"schedule: a of 2026-11-20T04:30:00+00:00 {state}"
    ]


def test_a_heartbeat_that_cannot_be_read_is_trouble_too(tmp_path):
    (tmp_path / heartbeat.FILE).write_text("{")
    assert heartbeat.troubles(tmp_path, moment("2026-11-20 05:31")) == ["schedule: heartbeat.json cannot be read"]
