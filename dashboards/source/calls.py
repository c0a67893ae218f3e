"""`ratusz` called by the pages: its process stays for the next call, so that only the first waits for its start."""

from __future__ import annotations

import atexit
import json
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from typing import IO, NamedTuple, cast

IN_ORDER = 5.0  # seconds for ending in order


class Answer(NamedTuple):
    """How a call ended, and what it said on either stream."""

    code: int
    out: str
    err: str


class Broken(Exception):
    """The process ended in the middle of a call; why stands in the log of the pages."""


class Calls:
    """One process of `pipelines.cli.calls`, begun with the first call, and again where it has ended meanwhile."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()
        self._process: subprocess.Popen[str] | None = None

    def call(self, words: Sequence[str], patience: float) -> Answer:
        """The answer to a call; a call waits for the ones before it.

        patience: seconds, the waiting included.

        Raises:
            TimeoutError: there was no answer in time; its process is ended.
            Broken: the process ended instead.
        """
        last = time.monotonic() + patience
        if not self._one_at_a_time.acquire(timeout=patience):
            raise TimeoutError
        try:
            process = self._awake()
            stdin, stdout = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
            try:
                print(json.dumps([*words]), file=stdin, flush=True)
            except BrokenPipeError as gone:
                self.end()
                raise Broken from gone
            if not select.select([stdout], [], [], max(0.0, last - time.monotonic()))[0]:
                self.end()
                raise TimeoutError
            said = stdout.readline()
            if not said:
                self.end()
                raise Broken
            return Answer(**json.loads(said))
        finally:
            self._one_at_a_time.release()

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._process.pid if self._process else None

    def end(self) -> None:
        """End the process: by itself, where it is not in the middle of a call."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(BrokenPipeError):  # it has ended, and never heard the last call
            cast(IO[str], process.stdin).close()
        try:
            process.wait(IN_ORDER)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cast(IO[str], process.stdout).close()

    def _awake(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is not None:  # nobody called for long, or it was killed
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipelines.cli.calls"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            )  # fmt: skip
        return self._process


RATUSZ = Calls()
atexit.register(RATUSZ.end)
