"""Letters leave once: as files, through a real mail server that refuses some, and past a process that is killed."""

import random
import signal
import socket
import time
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller

from pipelines.alerts import decide
from pipelines.alerts.deliver import deliver, open_letters
from pipelines.store.moments import stamp
from pipelines.store.state import open_state
from tests.pipelines.alerts.conftest import PEOPLE, Received
from tests.warm import Child

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
CASE = "WB.6740.1.2026"


class Server:
    """A mail server that keeps what it takes; `answers` says to whom it gives which answer instead."""

    def __init__(self):
        self.taken: list[tuple[str, bytes]] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.extend((address, envelope.content) for address in envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture
def server(office, monkeypatch):
    kept = Server()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    office.settings["mail"] = {"from": "Urząd <ratusz@zabrzeg.example>", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.setenv("RATUSZ_SMTP_URL", f"smtp://127.0.0.1:{port}")
    yield kept
    controller.stop()


@contextmanager
def later(office, minutes):
    """The town's state and a clock some minutes on."""
    with closing(open_state(office.town)) as state:
        yield state, lambda: datetime.now(UTC) + timedelta(minutes=minutes)


def test_the_outbox_holds_one_file_per_letter_named_by_day_and_reader(office):
    office.finds(CASE, "anna", "kier")
    office.run(FRIDAY)
    names = sorted(path.name for path in office.town.outbox.iterdir())
    assert [name.rsplit("-", 1)[0] for name in names] == ["2026-11-20-anna", "2026-11-20-kier"]
    assert all(name.endswith(".eml") for name in names)


def test_the_name_of_a_file_cannot_leave_the_outbox(office):
    office.con.execute("update employees set employee = '../../anna' where employee = 'anna'")
    office.finds(CASE, "../../anna")
    assert office.run(FRIDAY).sent == 1
    [path] = office.root.rglob("*.eml")
    assert path.parent == office.town.outbox


def test_a_letter_written_but_not_yet_noted_as_sent_is_written_over_and_noted(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    [path] = office.town.outbox.iterdir()
    written = path.read_bytes()
    with closing(open_state(office.town)) as state, state:  # as if the process had ended between the two
        state.execute("update letters set state = 'queued', sent_at = null, message = ?", [written])
    assert office.run(FRIDAY).sent == 1
    assert [(each.name, each.read_bytes()) for each in office.town.outbox.iterdir()] == [(path.name, written)]


def test_letters_wait_for_an_outbox_that_can_be_written(office):
    office.root.mkdir()
    office.town.outbox.write_text("a file where the folder should be")
    office.finds(CASE, "anna")
    posted = office.run(FRIDAY)
    assert (posted.sent, posted.queued) == (0, 1)
    assert "outbox" in posted.problem
    office.town.outbox.unlink()
    assert office.run(FRIDAY).sent == 1
    assert len(office.outbox()) == 1


def test_a_mail_server_gets_each_letter_once(office, server):
    office.finds(CASE, "anna", "kier")
    assert office.run(FRIDAY).sent == 2
    assert office.run(FRIDAY).sent == 0
    assert [address for address, _ in server.taken] == ["anna@zabrzeg.example", "kier@zabrzeg.example"]
    assert b"Message-ID: <" in server.taken[0][1]
    assert not office.town.outbox.exists()


def test_a_letter_put_off_by_the_server_waits_its_time_and_leaves_later(office, server):
    server.answers["anna@zabrzeg.example"] = "451 try again later"
    office.finds(CASE, "anna", "kier")
    posted = office.run(FRIDAY)
    assert (posted.sent, posted.queued, posted.undeliverable) == (1, 1, 0)
    waiting = next(row for row in office.letters() if row["recipient"] == "anna")
    assert (waiting["state"], waiting["why"]) == ("queued", "451 try again later")

    del server.answers["anna@zabrzeg.example"]
    with later(office, minutes=4) as (state, clock):
        assert deliver(office.town, state, [], clock).queued == 1
    with later(office, minutes=6) as (state, clock):
        assert deliver(office.town, state, [], clock).sent == 1
    assert [address for address, _ in server.taken] == ["kier@zabrzeg.example", "anna@zabrzeg.example"]


def test_waiting_times_double(office, server):
    server.answers["anna@zabrzeg.example"] = "451 try again later"
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    for minutes, tried in ((6, True), (8, False), (17, True), (30, False), (60, True)):
        with later(office, minutes) as (state, clock):
            before = state.execute("select attempts from letters").fetchall()
            deliver(office.town, state, [], clock)
            assert (state.execute("select attempts from letters").fetchall() != before) is tried, minutes


def test_a_letter_that_was_put_off_for_days_is_still_tried_every_six_hours(office, server):
    server.answers["anna@zabrzeg.example"] = "451 try again later"
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with closing(open_state(office.town)) as state:
        decide(office.town, office.con, state, run_id, lambda: now)
        state.execute("update letters set attempts = 40")
        state.commit()
        deliver(office.town, state, [], lambda: now)
        [(next_try, attempts)] = state.execute("select next_try_at, attempts from letters").fetchall()
        assert (datetime.fromisoformat(next_try), attempts) == (now + timedelta(hours=6), 41)
        for seconds, tried in ((-1, 41), (0, 42)):
            deliver(office.town, state, [], lambda: now + timedelta(hours=6, seconds=seconds))  # noqa: B023
            assert state.execute("select attempts from letters").fetchall() == [(tried,)]


@pytest.mark.parametrize(("seconds", "state_then"), [(-1, "held"), (0, "queued"), (1, "queued")])
def test_what_waits_for_the_end_of_quiet_hours_leaves_at_that_very_moment(office, seconds, state_then):
    office.settings["mail"]["quiet"] = "18:00-07:00"
    office.finds(CASE, "anna")
    office.run(FRIDAY, datetime(2026, 11, 20, 5, tzinfo=UTC))
    seven = datetime(2026, 11, 20, 6, tzinfo=UTC)
    with closing(open_state(office.town)) as state:
        assert state.execute("select state, why, not_before from letters").fetchall() == [
            ("held", "quiet hours", stamp(seven))
        ]
        open_letters(state, seven + timedelta(seconds=seconds))
        assert state.execute("select state from letters").fetchall() == [(state_then,)]


def test_a_held_letter_without_a_moment_waits_for_a_run(office):
    office.finds(CASE, "anna")
    office.run(date(2026, 11, 21))
    with closing(open_state(office.town)) as state:
        open_letters(state, datetime(2030, 1, 1, tzinfo=UTC))
        assert state.execute("select state, not_before from letters").fetchall() == [("held", None)]


def test_a_letter_refused_for_good_is_reported_not_repeated_that_day_and_has_told_nobody(office, server):
    server.answers["anna@zabrzeg.example"] = "550 no such user"
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    office.lays_copy()
    posted = office.post(run_id)
    assert (posted.sent, posted.queued, posted.undeliverable) == (1, 0, 1)
    [letter] = [each for each in office.letters() if each["kind"] == "daily"]
    assert (letter["state"], letter["why"]) == ("undeliverable", "550 no such user")
    [(address, told)] = server.taken
    report = Received(told)
    assert address == "ster@zabrzeg.example"
    assert report["Subject"] == "Ratusz, Zabrzeg: listy, których nikt nie może odebrać"
    assert "anna@zabrzeg.example (anna)" in report.text
    assert "550 no such user" in report.text
    assert CASE not in report.text
    assert office.run(FRIDAY).undeliverable == 0
    assert len(server.taken) == 1

    del server.answers["anna@zabrzeg.example"]
    office.run(MONDAY)
    assert office.told() == [("11-23", "anna", "C01 1 new")]


def test_a_report_that_the_server_refuses_is_not_reported(office, server):
    server.answers = dict.fromkeys(("anna@zabrzeg.example", "ster@zabrzeg.example"), "550 no such user")
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    office.lays_copy()
    office.post(run_id)
    assert sorted((each["kind"], each["state"]) for each in office.letters()) == [
        ("daily", "undeliverable"), ("report", "undeliverable"),
    ]  # fmt: skip
    assert office.post(run_id).sent == 0
    assert len(office.letters()) == 2


class Hours:
    """A clock that moves only while somebody waits."""

    def __init__(self, now):
        self.now, self.waits = now, []

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


def test_no_more_letters_leave_in_a_minute_than_the_town_allows_whichever_process_sends_them(office, server):
    office.settings["mail"]["per_minute"] = 2
    office.finds(CASE, "anna", "jan", "kier", "burm", "mary")
    run_id = office.publish(FRIDAY)
    hours = Hours(datetime(2026, 11, 20, 6, tzinfo=UTC))
    with closing(open_state(office.town)) as state:
        decide(office.town, office.con, state, run_id, hours)
        state.execute("update letters set next_try_at = '2026-11-21' where recipient in ('kier', 'mary')")
        state.commit()
    with closing(open_state(office.town)) as state:
        assert deliver(office.town, state, [], hours, hours.wait).sent == 3
    assert hours.waits == [60]
    with closing(open_state(office.town)) as state:
        state.execute("update letters set next_try_at = null")
        state.commit()
        assert deliver(office.town, state, [], hours, hours.wait).sent == 2
    assert hours.waits == [60, 60]
    assert len(server.taken) == 5


def test_what_would_take_a_delivery_too_long_leaves_with_the_next(office, server):
    office.settings["mail"]["per_minute"] = 1
    office.finds(CASE, *PEOPLE)
    run_id = office.publish(FRIDAY)
    for number in range(7):
        office.con.execute(
            "insert into employees select 'x' || $1, name, 'x' || $1 || email, unit, roles, null, null, null "
            "from employees where employee = 'anna'", [str(number)],
        )  # fmt: skip
    office.con.execute("update findings set recipients = (select list(employee) from employees)")
    hours = Hours(datetime(2026, 11, 20, 6, tzinfo=UTC))
    with closing(open_state(office.town)) as state:
        decide(office.town, office.con, state, run_id, hours)
        posted = deliver(office.town, state, [], hours, hours.wait)
        assert (posted.sent, posted.queued) == (11, 4)
        hours.now += timedelta(minutes=15)
        posted = deliver(office.town, state, [], hours, hours.wait)
        assert (posted.sent, posted.queued) == (4, 0)


def test_a_refused_try_counts_for_the_pace_too(office, server):
    office.settings["mail"]["per_minute"] = 1
    server.answers["anna@zabrzeg.example"] = "451 try again later"
    office.finds(CASE, "anna", "kier")
    run_id = office.publish(FRIDAY)
    hours = Hours(datetime(2026, 11, 20, 6, tzinfo=UTC))
    with closing(open_state(office.town)) as state:
        decide(office.town, office.con, state, run_id, hours)
        deliver(office.town, state, [], hours, hours.wait)
    assert hours.waits == [60]


def test_files_are_laid_down_at_any_pace(office):
    office.settings["mail"]["per_minute"] = 1
    office.finds(CASE, "anna", "kier", "burm")
    assert office.run(FRIDAY).sent == 3


def test_while_the_server_cannot_be_reached_letters_wait_and_leave_with_the_next_run_once(office, server, monkeypatch):
    office.finds(CASE, "anna")
    with monkeypatch.context() as broken:
        broken.setenv("RATUSZ_SMTP_URL", "smtp://user:tajne@127.0.0.1:1")
        posted = office.run(FRIDAY)
    assert (posted.sent, posted.queued) == (0, 1)
    assert "127.0.0.1" in posted.problem
    assert "tajne" not in posted.problem
    assert office.run(MONDAY).sent == 1
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    "address",
    ["smtp://127.0.0.1:abc", "smtp://127.0.0.1:99999", "smtp://127.0.0.1:0", "smtp://:25", "127.0.0.1:25", "http://x",
     "smtp://[::1", "smtp://a:tajne@host:port"],
)  # fmt: skip
def test_a_mail_server_that_is_no_address_is_said_in_a_sentence_and_letters_wait(office, monkeypatch, address):
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.setenv("RATUSZ_SMTP_URL", address)
    office.finds(CASE, "anna")
    posted = office.run(FRIDAY)
    assert (posted.sent, posted.queued) == (0, 1)
    assert posted.problem.startswith("W zmiennej środowiskowej RATUSZ_SMTP_URL nie ma adresu serwera poczty.")
    assert "tajne" not in posted.problem
    assert not office.town.outbox.exists()


@pytest.mark.parametrize("address", ["smtp://a..b:25", f"smtp://{'x' * 70}.pl:25", "smtp://127.0.0.1:1"])
def test_a_mail_server_that_cannot_be_found_is_said_in_a_sentence_and_letters_wait(office, monkeypatch, address):
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.setenv("RATUSZ_SMTP_URL", address)
    office.finds(CASE, "anna")
    posted = office.run(FRIDAY)
    assert (posted.sent, posted.queued) == (0, 1)
    assert "nie przyjmuje listów" in posted.problem


def test_where_the_environment_names_no_server_letters_are_files_and_that_is_said(office, monkeypatch):
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.delenv("RATUSZ_SMTP_URL", raising=False)
    office.finds(CASE, "anna")
    posted = office.run(FRIDAY)
    assert posted.sent == len(office.outbox()) == 1
    assert "RATUSZ_SMTP_URL" in posted.problem


CHILD = """
import sys
from contextlib import closing
from pathlib import Path

import duckdb

from pipelines.alerts import post
from pipelines.store.state import open_state
from pipelines.town import Town

root, snapshot, run_id = sys.argv[1:]
town = Town(root=Path(root), text="", name="Zabrzeg", mail={"from": "ratusz@zabrzeg.example"})
con = duckdb.connect(snapshot, read_only=True)
print("ready", flush=True)
sys.stdin.readline()
with closing(open_state(town)) as state:
    post(town, con, state, run_id)
print("done", flush=True)
"""


def test_a_process_killed_at_any_moment_neither_doubles_nor_loses_a_letter(office, tmp_path):
    """Six days, each posted by a process killed after none to five of its six letters, then once undisturbed."""
    moment = random.Random(8)
    days = [FRIDAY, *(MONDAY + timedelta(days=n) for n in range(5))]
    run_id, killed = "", 0
    for number, day in enumerate(days):
        office.finds(f"WB.6740.{number}.2026", "anna", "jan", "kier", "burm", "mary", "ster")
        run_id = office.publish(day)
        snapshot = tmp_path / f"{run_id}.duckdb"
        office.con.execute(f"attach '{snapshot}' as snapshot")
        office.con.execute("copy from database memory to snapshot")
        office.con.execute("detach snapshot")
        with Child(CHILD, office.root, snapshot, run_id) as child:
            assert child.stdout.readline() == "ready\n"
            child.stdin.write("go\n")
            child.stdin.flush()
            written = len(list(office.town.outbox.glob("*.eml"))) + moment.randrange(6)
            while child.poll() is None and len(list(office.town.outbox.glob("*.eml"))) < written:
                time.sleep(0.0005)
            time.sleep(moment.uniform(0, 0.01))
            child.kill()
        killed += child.returncode == -signal.SIGKILL
    assert killed
    office.post(run_id)

    expected = sorted(
        (f"WB.6740.{number}.2026", reader)
        for number in range(len(days))
        for reader in ("anna", "jan", "kier", "burm", "mary", "ster")
    )
    said = sorted(
        (item["subject"], row["recipient"])
        for row in office.letters()
        for item in row["items"]
        if row["state"] == "written" and item["reason"] == "new"
    )
    assert said == expected
    assert len(office.outbox()) == len({letter["Message-ID"] for letter in office.outbox()}) == len(office.letters())
    assert not list(office.town.outbox.glob("*.part"))
