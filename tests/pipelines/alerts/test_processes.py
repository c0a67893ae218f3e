"""Real processes: killed between judging and the last letter, and two at once. The mail server sees each letter.

SMTP lets nobody promise exactly once: where a process dies after the server has taken a letter and before it could note
that, the letter goes again, the same to the byte and under the same Message-ID, by which mail programs know it. What is
proved: nothing is lost, nothing else is sent, and no kill repeats more than the one letter it fell upon.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.state import open_state
from tests.pipelines.alerts.post_office import Server, Taken, opened
from tests.pipelines.alerts.registers import Registers
from tests.pipelines.commands import ratusz
from tests.warm import WARM

FULL = os.environ.get("RATUSZ_PROVE") == "full"
MOMENTS = 100 if FULL else 3
YESTERDAY, TODAY = date(2026, 12, 3), date(2026, 12, 4)
SETTINGS = """
[town]
name = "Zabrzeg"
[mail]
from = "Ratusz Zabrzeg <ratusz@zabrzeg.example>"
url = "RATUSZ_SMTP_URL"
per_minute = 1000
[feeds.units]
[feeds.employees]
[feeds.cases]
"""
OFFICERS = [f"o{n:02}" for n in range(40)]


def a_pass(root: Path, url: str, said: Connection, patience: float) -> None:
    """What each of the processes does: a pass that says each step as it begins."""
    os.environ["RATUSZ_SMTP_URL"] = url
    run(open_town(root), TODAY, said.send, patience)
    said.send("done")


def begun(root: Path, server: Server, patience: float = 0) -> tuple[BaseProcess, Connection]:
    """A pass in a process of its own."""
    here, there = WARM.Pipe(duplex=False)
    process = WARM.Process(target=a_pass, args=(root, server.url, there, patience))
    process.start()
    there.close()
    return process, here


def killed(root: Path, server: Server, step: str, after: float) -> None:
    """A pass, killed some seconds after a step has begun."""
    process, said = begun(root, server)
    while said.recv() != step:
        pass
    time.sleep(after)
    process.kill()
    process.join()
    assert process.exitcode in (-signal.SIGKILL, 0)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with opened() as kept, pytest.MonkeyPatch.context() as environment:
        environment.setenv("RATUSZ_SMTP_URL", kept.url)
        yield kept


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Path:
    """A town run for yesterday, when nothing was due; overnight each of forty officers got a case due on Tuesday."""
    registers = Registers(tmp_path_factory.mktemp("killed") / "town", SETTINGS, {
        "units": {"WB": {"name": "Budownictwo", "manager": "o00"}},
        "employees": {name: {"name": f"Osoba {name}", "email": f"{name}@zabrzeg.example", "unit": "WB",
                             "roles": "officer"} for name in OFFICERS},
        "cases": {f"WB.{name}": {"kind": "sprawa", "unit": "WB", "handler": name, "opened_on": "2026-09-01",
                                 "due_on": "2027-02-01"} for name in OFFICERS},
    })  # fmt: skip
    registers.export()
    run(registers.town, YESTERDAY)
    registers.change({"cases": {f"WB.{name}": {"due_on": "2026-12-08"} for name in OFFICERS}})
    registers.export()
    assert server.taken == []
    return registers.root


Calm = tuple[dict[str, Taken], dict[str, float]]


@pytest.fixture(scope="module")
def calm(morning: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """The letters of a pass that nobody disturbs, and how many seconds each of its steps took."""
    root = Path(shutil.copytree(morning, tmp_path_factory.mktemp("calm") / "town"))
    seen = len(server.taken)
    process, said = begun(root, server)
    begins = [(said.recv(), time.perf_counter())]
    while begins[-1][0] != "done":
        begins.append((said.recv(), time.perf_counter()))
    process.join()
    lasts = {step: end - start for (step, start), (_, end) in pairwise(begins)}
    letters = {letter.id: letter for letter in server.since(seen)}
    assert [letter.address for letter in letters.values()] == [f"{name}@zabrzeg.example" for name in OFFICERS]
    return letters, lasts


def ended(root: Path, server: Server, seen: int, calm: Calm) -> Counter[str]:
    """After one more pass: how often each letter was seen; all of them were, and nothing else."""
    run(open_town(root), TODAY)
    taken = server.since(seen)
    assert {letter.id for letter in taken} == calm[0].keys()
    for letter in taken:
        assert _but_the_moments(letter) == _but_the_moments(calm[0][letter.id])
    with closing(open_state(open_town(root))) as state:
        assert state.execute("select state, count(*) from letters group by 1").fetchall() == [("sent", len(OFFICERS))]
    assert not run(open_town(root), TODAY).posted.sent
    return Counter(letter.id for letter in taken)


def _but_the_moments(letter: Taken) -> tuple[str, str, str]:
    return letter.address, str(letter.message["Subject"]), letter.text.partition("\n-- ")[0]


@pytest.mark.slow
@pytest.mark.timeout(3600 if FULL else 300)
def test_killed_at_random_moments_between_judging_and_the_last_letter(morning, server, calm, tmp_path):
    _, lasts = calm
    steps = ("judge", "agree", "write", "keep", "publish", "letters")
    dice = random.Random(1989)
    twice = 0
    for number in range(MOMENTS):
        step = "letters" if number % 2 else dice.choice(steps)
        root = Path(shutil.copytree(morning, tmp_path / f"town-{number}"))
        seen = len(server.taken)
        killed(root, server, step, dice.uniform(0, lasts[step]))
        told = server.since(seen)
        often = ended(root, server, seen, calm)
        again = {letter for letter, times in often.items() if times > 1}
        assert again <= {letter.id for letter in server.since(seen)[max(0, len(told) - 1) : len(told) + 1]}
        assert max(often.values()) <= 2
        assert len(again) <= 1
        twice += len(again)
        shutil.rmtree(root)
    print(f"{MOMENTS} kills, {twice} letters seen twice under one Message-ID")


@pytest.mark.parametrize(("moment", "times"), [("at_recipient", 1), ("at_data", 2)])
def test_killed_in_the_middle_of_a_letter(morning, server, calm, tmp_path, monkeypatch, moment, times):
    """Before the server has it, it goes once; when the server has it and the answer never comes, it goes again."""
    root = Path(shutil.copytree(morning, tmp_path / "town"))
    seen = len(server.taken)
    process, _ = begun(root, server)

    struck: list[str] = []

    def kill_at_the_tenth(about: str) -> str | None:
        if len(server.taken) - seen == 9 and not struck:
            struck.append(about)
            os.kill(process.pid or 0, signal.SIGKILL)
            wait([process.sentinel])  # how it ended only the test asks: of two threads one would hear nothing
        return None

    monkeypatch.setattr(server, moment, kill_at_the_tenth)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert sorted(ended(root, server, seen, calm).values()) == [1] * (len(OFFICERS) - 1) + [times]


def test_of_two_runs_at_once_one_is_refused_with_a_word_and_letters_leave_once(morning, server, calm, tmp_path):
    root = Path(shutil.copytree(morning, tmp_path / "town"))
    seen = len(server.taken)
    server.waits.set()  # the first one waits for the answer to its first letter
    first, said = begun(root, server)
    while said.recv() != "letters":
        pass
    [second] = ratusz(["run", "--town", root, "--as-of", TODAY])
    server.waits.clear()
    first.join()
    assert (first.exitcode, second.code, second.out) == (0, 1, b"")
    assert "pracuje już inny przebieg" in second.err
    assert set(ended(root, server, seen, calm).values()) == {1}


def test_of_two_runs_at_once_a_patient_one_waits_and_letters_leave_once(morning, server, calm, tmp_path):
    root = Path(shutil.copytree(morning, tmp_path / "town"))
    seen = len(server.taken)
    both = [begun(root, server, patience=60) for _ in range(2)]
    for process, _ in both:
        process.join()
    assert [process.exitcode for process, _ in both] == [0, 0]
    assert set(ended(root, server, seen, calm).values()) == {1}
