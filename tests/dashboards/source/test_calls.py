"""The pages' process of `ratusz`: one for many calls, another where it has ended; no page waits for ever."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from dashboards.source.calls import Answer, Broken, Calls


@pytest.fixture(scope="module")
def calls() -> Iterator[Calls]:
    made = Calls()
    yield made
    made.end()


def test_the_process_stays_for_the_next_call_and_another_takes_its_place(calls):
    assert calls.pid is None, "nobody has called"
    code, out, err = calls.call(["--version"], 60)
    assert (code, err) == (0, "")
    assert out.startswith("ratusz ")
    first = calls.pid
    assert first is not None
    wrong = calls.call(["adopt", "--undo", "spis.csv"], 60)
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err
    assert calls.pid == first, "a call that goes wrong ends nothing"
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert calls.call(["--version"], 60) == Answer(0, out, "")
    assert calls.pid != first


def test_who_is_not_answered_in_time_is_told_and_the_next_call_finds_a_new_process(calls):
    with pytest.raises(TimeoutError):
        calls.call(["--version"], 0.0)
    assert calls.pid is None
    assert calls.call(["--version"], 60).code == 0


def test_a_process_that_breaks_off_says_so(calls):
    before = calls.pid
    with pytest.raises(Broken):
        calls.call([{"no": "word"}], 60)
    assert calls.pid is None
    assert before is not None
