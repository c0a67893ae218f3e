"""The reading process: takes orders on standard input until it ends, and answers what each file gives.

Nothing is caught here. Whatever a file does to it, an exception, an abort, too much memory or time, ends the process,
and the parent (`reader`) refuses that one file.
"""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import sys
from pathlib import Path

from pipelines.load.parcel import LENGTH, READY, pack
from pipelines.load.prepare import Order, prepare

PAGE = resource.getpagesize()


def main(folder: Path) -> None:
    """Answer order by order; frames go into the folder, which is removed at the end, also when the parent is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    answers.write(READY)
    answers.flush()
    try:
        while head := sys.stdin.buffer.read(LENGTH.size):
            order: Order = pickle.loads(sys.stdin.buffer.read(*LENGTH.unpack(head)))  # noqa: S301  the parent's own words
            keep_within(order)
            answer = pack(prepare(order), folder)
            answers.write(LENGTH.pack(len(answer)) + answer)
            answers.flush()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep_within(order: Order) -> None:
    """No more memory and processor time than the file may take, beside what the process has used already."""
    limits, size = order.town.limits, order.size
    held = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * PAGE if sys.platform == "linux" else 0
    _limit(resource.RLIMIT_DATA, held + limits.memory_for(size))
    spent = resource.getrusage(resource.RUSAGE_SELF)
    threads = os.cpu_count() or 1
    _limit(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime + limits.seconds_for(size) * threads) + 1)


def _limit(what: int, wanted: int) -> None:
    """Only the soft limit: the next file may need another one."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
