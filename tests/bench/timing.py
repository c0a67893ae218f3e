"""Time and memory of a function or of a command: by the clock, of processors, and the most memory held."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import psutil

RATUSZ = Path(sys.executable).with_name("ratusz")
LOOK = 0.02  # seconds between two looks at the memory


class Took(NamedTuple):
    """Seconds by the clock, seconds of processor time (children that have ended too), MB at most, and the answer."""

    seconds: float
    processor: float
    peak: int
    answer: Any = None


def processors() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def took(run: Callable[[], Any]) -> Took:
    """Run it once; the memory is the most this process has ever held."""
    before, start = processors(), time.perf_counter()
    answer = run()
    seconds, processor = time.perf_counter() - start, processors() - before
    return Took(seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10, answer)


def best(repeat: int, run: Callable[[], Any]) -> Took:
    """The shortest of several runs by processor time, with the shortest clock of them all and the last answer.

    Earlier answers are let go: several of them at once would count as the memory of one.
    """
    earlier = [took(run)._replace(answer=None) for _ in range(repeat - 1)]
    last = took(run)
    runs = [*earlier, last]
    least = min(runs, key=lambda one: one.processor)
    return least._replace(seconds=min(one.seconds for one in runs), peak=last.peak, answer=last.answer)


def ratusz(*words: str | Path) -> Took:
    """Run a command of ours to its end, looking at the memory of its processes; CalledProcessError when it fails."""
    return watched([str(RATUSZ), *map(str, words)], well=(0, 3))  # 3: done, with rows rejected


def watched(command: Sequence[str], well: Collection[int] = (0,)) -> Took:
    """Run a command to its end, looking at the memory of its processes all the while; well: how it may end."""
    before, start, peak = processors(), time.perf_counter(), 0
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env) as child:
        process = psutil.Process(child.pid)
        while child.poll() is None:
            peak = max(peak, _memory(process))
            time.sleep(LOOK)
        complaint = child.stderr.read() if child.stderr else b""
    if child.returncode not in well:
        raise subprocess.CalledProcessError(child.returncode, command, stderr=complaint)
    return Took(time.perf_counter() - start, processors() - before, peak >> 20)


def _memory(process: psutil.Process) -> int:
    """Bytes of a process and all below it; what they share is counted for each."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += each.memory_info().rss
    return total
