"""Files of others are read in a process of its own: what one of them does to it costs that file, never the pass.

The process is started with the first file, and stays for the next one while it works well: within `reading()`, which a
pass opens, and within an outer one where somebody reads for many passes.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager

from pipelines.load.mapping import Conformed
from pipelines.load.prepare import Order, Refused
from pipelines.load.process import Process
from rules.wording import Words, words

_readers: list[Reader] = []


class Reader:
    """The reading process, started when it is needed."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._child: Process | None = None

    def start(self) -> Process:
        """Start the process, so that it is ready by the time a file is."""
        if self._child is None:
            self._child = Process()
        return self._child

    def prepare(self, order: Order) -> Conformed | Refused:
        """As `prepare.prepare`; a file on which the process ends, or which takes too long, is refused.

        A process that somebody killed is begun once more: it need not have been the file's doing, and where the system
        kills it for want of memory, it does so again.

        Raises:
            OSError: the disk is full, for which no file is to blame.
            Refusal: the process does not start.
        """
        how = ""
        for _ in range(2):
            child = self.start()
            answer = child.ask(order)
            if answer is not None:
                return answer
            self._child = None
            how = child.end()
            if how != "killed":
                break
        if how == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir())
        return _refused(order, how, words(order.town.language))

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()
            self._child.end()
            self._child = None


def _refused(order: Order, how: str, say: Words) -> Refused:
    """The sentence for a file on which the process ended."""
    name, limits = order.path.name, order.town.limits
    within = {
        "memory": (say("reading the file needs more memory than one file may take"), "memory_mb", limits.memory_mb),
        "time": (say("reading the file takes longer than one file may take"), "seconds", limits.seconds),
    }
    if how == "killed":
        how = "memory"
    if how in within:
        reason, limit, today = within[how]
        fix = say(
            "Export fewer rows at once. If the file is right: {setting} in town.toml, today {n}.",
            setting=f"[limits] {limit}", n=today,
        )  # fmt: skip
        return Refused(reason, fix)
    return Refused(
        say("the file is damaged: reading it broke off ({how})", how=how),
        say("Open {name} in the program it comes from, save it anew and put it into the inbox again.", name=name),
    )


@contextmanager
def reading() -> Generator[Reader]:
    """The reader of the block around this one; without any, a new one that ends with this block.

    A fork of the process is in none, for the child answers to its parent.
    """
    if _readers and _readers[-1].owner == os.getpid():
        yield _readers[-1]
        return
    _readers.append(Reader())
    try:
        yield _readers[-1]
    finally:
        _readers.pop().close()
