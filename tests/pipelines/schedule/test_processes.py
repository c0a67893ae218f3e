"""Real processes: two tick at once, one is killed in the middle, one is told to stop, and one serves."""

from __future__ import annotations

import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil

from pipelines.settings import open_town
from pipelines.store.state import lock, open_state
from tests.pipelines.commands import ratusz
from tests.pipelines.schedule.office import ROOT, moment, office, slots, ticked
from tests.pipelines.zabrzeg import TODAY, overnight
from tests.warm import Child

# a tick whose job notes that it began, and then takes its time while the file `slow` is there
SLOW = """
import sys, time
from pathlib import Path
from pipelines.schedule.jobs import JOBS, Result
def a(town, as_of, patience):
    with (town.root / "begun").open("a") as file:
        file.write("begun\\n")
    while (town.root / "slow").exists():
        time.sleep(0.02)
    return Result()
JOBS["a"] = a
from pipelines.cli import main
main()
"""
# a tick, and one that is killed as soon as its run comes to a step
PLAIN = "from pipelines.cli import main; main()"
DEADLY = """
import os
import pipelines.run as steps
from pipelines.schedule.jobs import JOBS, done
JOBS["run"] = lambda town, as_of, patience: done(
    steps.run(town, as_of, lambda step: step == "{step}" and os.kill(os.getpid(), 9)))
from pipelines.cli import main
main()
"""
# a service that takes a death of the dashboards in so many seconds for a failed start
SERVE = """
import pipelines.schedule.serve as service
service.STARTING = {starting}
from pipelines.cli import main
main()
"""
DAILY = 'cron = "30 5 * * *"; job = "a"'


def ticking(root: Path, at: str, script: str = SLOW) -> Child:
    return Child(script, "tick", "--town", root, "--now", moment(at).isoformat())


def begun(root: Path) -> int:
    return (root / "begun").read_text().count("begun") if (root / "begun").exists() else 0


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def test_two_processes_that_tick_at_once_run_a_slot_once(tmp_path):
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-20 05:00")
    (tmp_path / "slow").touch()
    both = [ticking(tmp_path, "2026-11-20 05:30") for _ in range(2)]
    wait_for(lambda: begun(tmp_path))
    time.sleep(1)  # the other one has found that it is too late by now, or waits
    (tmp_path / "slow").unlink()
    answers = sorted(tick.communicate(timeout=60)[0] for tick in both)
    assert [tick.returncode for tick in both] == [0, 0]
    assert begun(tmp_path) == 1
    assert answers[0] == "Nic nie czeka na wykonanie.\n"
    assert slots(town) == ["a 11-20 05:30 done"]


def test_a_slot_whose_process_was_killed_is_begun_again_by_the_next_tick(tmp_path):
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-20 05:00")
    (tmp_path / "slow").touch()
    with ticking(tmp_path, "2026-11-20 05:30") as tick:
        wait_for(lambda: begun(tmp_path))
        assert ticked(town, "2026-11-20 05:31") == [], "its owner lives"
        tick.kill()
    assert slots(town) == ["a 11-20 05:30 running"]
    (tmp_path / "slow").unlink()
    with ticking(tmp_path, "2026-11-20 05:32") as tick:
        assert tick.wait(60) == 0
    assert slots(town) == ["a 11-20 05:30 done"]
    with closing(open_state(town)) as state:
        assert state.execute("select attempts from slots").fetchall() == [(2,)]
        assert state.execute("select state from passes order by pass_id").fetchall() == [("broken",), ("done",)]


def test_a_job_that_kills_its_process_every_time_is_given_up(tmp_path):
    town = office(tmp_path, f"{DAILY}; retries = 1")
    ticked(town, "2026-11-20 05:00")
    deadly = SLOW.replace("    return Result()", "    import os; os.kill(os.getpid(), 9)")
    for minute in (30, 31):
        with ticking(tmp_path, f"2026-11-20 05:{minute}", deadly) as tick:
            assert tick.wait(60) == -signal.SIGKILL
    with ticking(tmp_path, "2026-11-20 05:32", deadly) as tick:
        assert tick.wait(60) == 0
    assert begun(tmp_path) == 2
    assert slots(town) == ["a 11-20 05:30 failed"]


def test_a_tick_told_to_stop_leaves_its_slot_waiting_as_if_it_had_not_begun(tmp_path):
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-20 05:00")
    (tmp_path / "slow").touch()
    with ticking(tmp_path, "2026-11-20 05:30") as tick:
        wait_for(lambda: begun(tmp_path))
        tick.terminate()
        assert tick.wait(60) == 143
        assert "Traceback" not in tick.stderr.read()
    assert slots(town) == ["a 11-20 05:30 waiting"]
    with closing(open_state(town)) as state:
        assert state.execute("select attempts from slots").fetchall() == [(0,)]


def test_a_real_run_killed_in_the_middle_is_done_by_the_next_tick_as_if_nothing_had_been(zabrzeg, tmp_path):
    overnight(zabrzeg)
    assert ticked(open_town(zabrzeg), f"{TODAY} 05:00") == [], "from now on it knows what is due"
    assert after_ticks(zabrzeg, tmp_path / "calm", PLAIN) == [0]
    for step in ("judge", "publish", "letters"):
        assert after_ticks(zabrzeg, tmp_path / step, DEADLY.format(step=step), PLAIN) == [-signal.SIGKILL, 0]
        assert written(tmp_path / step) == written(tmp_path / "calm") != []


def after_ticks(morning: Path, root: Path, *scripts: str) -> list[int]:
    """How the ticks of one slot end, each a process of its own, on a copy of the morning."""
    shutil.copytree(morning, root)
    codes = []
    for script in scripts:
        with ticking(root, f"{TODAY} 05:30", script) as tick:
            tick.communicate(timeout=120)
            codes.append(tick.returncode)
    return codes


def written(root: Path) -> list[tuple[str, ...]]:
    """The letters of a town, and its outbox."""
    with closing(sqlite3.connect(root / "state.sqlite")) as state:
        rows = state.execute("select letter_id, recipient, subject, state from letters order by 1").fetchall()
    assert sorted(path.suffix for path in (root / "outbox").iterdir()) == [".eml"] * len(rows)
    return rows


def test_a_tick_waits_for_the_run_a_person_began_and_a_person_is_refused_while_it_runs(tmp_path):
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "run"')
    ticked(town, "2026-11-20 05:00")
    with lock(town):
        tick = ticking(tmp_path, "2026-11-20 05:30")
        wait_for(lambda: slots(town) == ["run 11-20 05:30 running"])
        [refused] = ratusz(["run", "--town", tmp_path])
        assert (refused.code, refused.out) == (1, b"")
        assert "pracuje już inny przebieg" in refused.err
        assert tick.poll() is None
    out, _ = tick.communicate(timeout=60)
    assert (tick.returncode, out[:37]) == (0, "przebieg (run), termin 20.11.2026, 5:")
    assert slots(town) == ["run 11-20 05:30 done"]


@contextmanager
def serving(root: Path, port: int, starting: float) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-c", SERVE.format(starting=starting), "serve", "--town", str(root), "--port", str(port)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False
    return True


def the_pages(serve: subprocess.Popen[str]) -> psutil.Process | None:
    """The process of the dashboards."""
    children = psutil.Process(serve.pid).children()
    return next((child for child in children if "dashboards.app" in " ".join(child.cmdline())), None)


def test_it_serves_pages_runs_what_is_due_brings_the_pages_back_and_ends_in_order(tmp_path):
    town = office(tmp_path / "the town", 'cron = "*/20 * * * * *"; job = "run"')  # each twenty seconds
    port = free_port()
    with serving(town.root, port, starting=3) as serve:
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/health"))
        wait_for(lambda: "done" in " ".join(slots(town)), 120)
        pages = the_pages(serve)
        assert pages is not None
        assert "--attached" in pages.cmdline(), "so that they end with this process, as seen below"
        time.sleep(max(0, 4 - (time.time() - pages.create_time())))  # a death at once would be a failed start
        pages.kill()
        wait_for(lambda: not answers(f"http://127.0.0.1:{port}/health") or the_pages(serve) not in (None, pages))
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/health"))
        children = psutil.Process(serve.pid).children(recursive=True)
        serve.send_signal(signal.SIGTERM)
        out, log = serve.communicate(timeout=40)
    assert (serve.returncode, out) == (0, "")
    assert "the dashboards died and are started again" in log
    assert "Traceback" not in log
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    assert not answers(f"http://127.0.0.1:{port}/health")


def test_serving_on_a_port_that_is_taken_is_refused_with_a_word(tmp_path):
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "run"')
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with serving(town.root, other.getsockname()[1], starting=100) as serve:
            _, log = serve.communicate(timeout=100)
    assert serve.returncode == 1
    assert "Strony się nie uruchomiły." in log
    assert "Traceback" not in log


# what `serve` does with the pages, without the rest of it
KEEPER = """
import sys, time
from pipelines.schedule.serve import start
print(start([sys.executable, "-m", "dashboards.app", sys.argv[1], "--port", sys.argv[2], "--attached"]).pid, flush=True)
time.sleep(600)
"""


def test_the_pages_of_a_service_that_is_killed_end_with_it_and_leave_the_port(tmp_path):
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "run"')
    port = free_port()
    with Child(KEEPER, town.root, port) as keeper:
        pages = psutil.Process(int(keeper.stdout.readline()))
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/health"))
        keeper.kill()
    wait_for(lambda: not pages.is_running() or pages.status() == psutil.STATUS_ZOMBIE, 20)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
