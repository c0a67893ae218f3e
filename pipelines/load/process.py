"""One reading process as its parent sees it: asked for one file at a time, watched by the clock, and how it ended."""

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
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from pipelines.load.mapping import Conformed
from pipelines.load.parcel import LENGTH, READY, unpack
from pipelines.load.prepare import Order, Refused
from pipelines.refusal import Refusal
from rules.wording import words

OWN = "RATUSZ_"  # settings of ours in the environment: addresses with passwords, and no business of who reads files
START_SECONDS = 120.0  # a machine at its limit takes its time to load the libraries
LAST_WORDS = 100_000  # bytes of what the process said at its end


class Process:
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

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def ready(self) -> bool:
        """Whether it has said that it takes orders."""
        return self._ready

    def ask(self, order: Order) -> Conformed | Refused | None:
        """The answer; None where the process went away, or was still at it when its time was over.

        Raises Refusal where the process does not even start: no file is to blame for that.
        """
        self._ready = self._ready or self._heard(len(READY), time.monotonic() + START_SECONDS) == READY
        if not self._ready:
            say, how = words(order.town.language), self.end()
            raise Refusal(
                say("The process that reads files does not start ({how}).", how=how),
                say("Look whether the machine has memory left, and whether Ratusz is installed whole; then run again."),
            )
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

    def kill(self) -> None:
        """Nobody asks it any more; what it may still be starting is not waited for."""
        self._process.kill()

    def end(self) -> str:
        """End it, give its files back; in a word how: full, time, memory, killed, a signal or a class of exception."""
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
    if f"[Errno {errno.ENOSPC}]" in said or f"[Errno {errno.EDQUOT}]" in said:
        return "full"
    if not timely or code == -signal.SIGXCPU:
        return "time"
    if "memory" in said.lower() or "bad_alloc" in said:
        return "memory"
    if code == -signal.SIGKILL:
        return "killed"
    if code < 0:
        return signal.Signals(-code).name
    return said.rpartition("\n")[2].partition(":")[0].rpartition(".")[2]
