"""A judge's process that stays for the next dockets: whoever judges many days or towns pays for its start once.

Between two orders it only waits. It is asked again only by the process that started it, for the same rules, and after
an order that ended well; after any other it is killed and the next order starts a new one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

READY = b"."  # what the child says on its second pipe when all answers of an order are written
_warm: list[Warm] = []


def spawn(stdout: IO[bytes], stderr: IO[bytes], *ready: int) -> subprocess.Popen[bytes]:
    """A judging process that finds the modules this one finds; ready: the pipe that hears of the end of an order."""
    return subprocess.Popen(  # noqa: S603  no shell, and every word is ours
        [sys.executable, "-X", "faulthandler", "-m", "rules.engine.serve", *map(str, ready)],
        stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, pass_fds=ready,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip


class Child:
    """A judging process with files for what it says; `ready` is the pipe on which it tells the end of an order."""

    def __init__(self) -> None:
        self.stdout, self.stderr = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115  closed with it
        self._ready, ready = os.pipe()
        self._process = spawn(self.stdout, self.stderr, ready)
        os.close(ready)
        self.stdin = cast(IO[bytes], self._process.stdin)

    def finished(self) -> bool:
        """Wait for the end of an order; False where the process went away instead."""
        return os.read(self._ready, 1) == READY

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def forget(self) -> None:
        """Empty the file of answers, whose place for the next word both processes share."""
        os.ftruncate(self.stdout.fileno(), 0)
        os.lseek(self.stdout.fileno(), 0, os.SEEK_SET)

    def end(self) -> int:
        """How the process ended, killed where it still lives."""
        self._process.kill()
        return self._process.wait()

    def close(self) -> None:
        """End it and give its files back."""
        self.end()
        with suppress(BrokenPipeError):  # what it was told last and never heard
            self.stdin.close()
        for file in (self.stdout, self.stderr):
            file.close()
        os.close(self._ready)


class Warm:
    """The idle child, and which rules it has read."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._idle: tuple[Any, Child] | None = None

    def take(self, rules: Any) -> Child:
        """The idle child where it has read these rules, else a new one; until it is put back nobody else has it."""
        idle, self._idle = self._idle, None
        if idle is not None and idle[0] == rules and idle[1].lives:
            return idle[1]
        if idle is not None:
            idle[1].close()
        return Child()

    def put_back(self, rules: Any, child: Child) -> None:
        """The child has done its order well."""
        self.close()
        self._idle = (rules, child)

    def close(self) -> None:
        """End the idle child."""
        idle, self._idle = self._idle, None
        if idle is not None:
            idle[1].close()


@contextmanager
def warm_judge(kept: Warm | None = None) -> Generator[None, None, None]:
    """Within the block a judge's process stays for the next order of the same rules.

    kept: one that stays beyond the block, for the next; who made it closes it.
    """
    if current() is not None:
        yield
        return
    _warm.append(kept or Warm())
    try:
        yield
    finally:
        last = _warm.pop()
        if last is not kept:
            last.close()


def current() -> Warm | None:
    """The block this process is in; a fork of it is in none, for the child answers to its parent."""
    return _warm[-1] if _warm and _warm[-1].owner == os.getpid() else None
