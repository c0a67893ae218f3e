"""Files of others are read in a process of its own: what one of them does to it costs that file, never the pass.

The process is started with the first file, and stays for the next one while it works well: within `reading()`, which a
pass opens, and within an outer one where somebody reads for many passes.
"""

from __future__ import annotations

import errno
import os
import pickle
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from pipelines.load.mapping import Conformed
from pipelines.load.parcel import LENGTH, READY, unpack
from pipelines.load.prepare import Order, Refused
from rules.wording import Words, words

OWN = "RATUSZ_"  # settings of ours in the environment: addresses with passwords, and no business of who reads files
START_SECONDS = 120.0  # a machine at its limit takes its time to load the libraries
LAST_WORDS = 100_000  # bytes of what the process said at its end
_readers: list[Reader] = []


class Reader:
    """The reading process, started when it is needed."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._child: _Child | None = None

    def start(self) -> None:
        """Start the process, so that it is ready by the time a file is."""
        if self._child is None:
            self._child = _Child()

    def prepare(self, order: Order) -> Conformed | Refused:
        """As `prepare.prepare`; a file on which the process ends, or which takes too long, is refused."""
        self.start()
        child = cast(_Child, self._child)
        answer = child.ask(order)
        if answer is None:
            self._child = None
            return _refused(order, child.end(), words(order.town.language))
        return answer

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """One process, the folder for its frames and the file for what it says of itself."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="ratusz-"))
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        self._process = subprocess.Popen(  # noqa: S603  no shell, and every word is ours
            [sys.executable, "-m", "pipelines.load.child", str(self._folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, bufsize=0,
            env={name: value for name, value in os.environ.items() if not name.startswith(OWN)}
            | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"},
        )  # fmt: skip
        self.timely = True
        self._ready = False

    def ask(self, order: Order) -> Conformed | Refused | None:
        """The answer; None where the process went away, or was still at it when its time was over.

        Raises OSError where the process does not even start: no file is to blame for that.
        """
        self._ready = self._ready or self._heard(len(READY), time.monotonic() + START_SECONDS) == READY
        if not self._ready:
            self.end()
            raise OSError(errno.ECHILD, "the reading process does not start")
        last = time.monotonic() + order.town.limits.seconds_for(order.size)
        message = pickle.dumps(order)
        try:
            cast(IO[bytes], self._process.stdin).write(LENGTH.pack(len(message)) + message)
        except BrokenPipeError:
            return None
        head = self._heard(LENGTH.size, last)
        body = self._heard(LENGTH.unpack(head)[0], last) if head else None
        return unpack(body, self._folder) if body else None

    def _heard(self, length: int, last: float) -> bytes | None:
        """So many bytes of the answer."""
        stdout, heard = cast(IO[bytes], self._process.stdout), bytearray()
        while len(heard) < length:
            if not select.select([stdout], [], [], max(0.0, last - time.monotonic()))[0]:
                self.timely = False
                return None
            more = stdout.read(length - len(heard))
            if not more:
                return None
            heard += more
        return bytes(heard)

    def end(self) -> str:
        """End it and give its files back; in a word how it ended: time, memory, a signal or a class of exception."""
        process = self._process
        if not self.timely:
            process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):  # what it was told last and never heard
                cast(IO[bytes], pipe).close()
        try:
            code = process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        said = _last_words(self._stderr)
        self._stderr.close()
        for file in self._folder.glob("*"):  # a process that was killed leaves its folder behind
            file.unlink()
        with suppress(FileNotFoundError):
            self._folder.rmdir()
        return _how(code, said, timely=self.timely)


def _last_words(stderr: IO[bytes]) -> str:
    stderr.seek(max(0, stderr.seek(0, os.SEEK_END) - LAST_WORDS))
    return stderr.read().decode(errors="replace").strip()


def _how(code: int, said: str, *, timely: bool) -> str:
    """What ended the process. The words of an exception may quote the file, so only its class is told."""
    if not timely or code == -signal.SIGXCPU:
        return "time"
    if "memory" in said.lower() or "bad_alloc" in said or code == -signal.SIGKILL:
        return "memory"
    if code < 0:
        return signal.Signals(-code).name
    return said.rpartition("\n")[2].partition(":")[0].rpartition(".")[2]


def _refused(order: Order, how: str, say: Words) -> Refused:
    """The sentence for a file on which the process ended."""
    name, limits = order.path.name, order.town.limits
    if how == "memory":
        return Refused(
            say("reading the file needs more memory than one file may take"),
            say("Export fewer rows at once. If the file is right: {setting} in town.toml, today {n}.",
                setting="[limits] memory_mb", n=limits.memory_mb),
        )  # fmt: skip
    if how == "time":
        return Refused(
            say("reading the file takes longer than one file may take"),
            say("Export fewer rows at once. If the file is right: {setting} in town.toml, today {n}.",
                setting="[limits] seconds", n=limits.seconds),
        )  # fmt: skip
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
