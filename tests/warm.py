"""Python processes that begin warm: forks of one process that has imported what a pass imports.

To import it takes longer than most of what tests ask of a child. A fork has streams, an environment and an end of its
own and can be killed like any other; what tests the start of Python itself, or the code in another folder, takes
`subprocess`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO

ROOT = Path(__file__).parents[1]
WARM = multiprocessing.get_context("forkserver")
WARM.set_forkserver_preload(["tests.unattended", "tests.warmth"])


class Child:
    """A warm process with pipes for its three streams, handled like a `subprocess.Popen` in text mode."""

    def __init__(self, code: str, *words: object) -> None:
        stdin, self.stdin = _pipe(reads=True)
        stdout, self.stdout = _pipe()
        stderr, self.stderr = _pipe()
        given = code, list(map(str, words)), dict(os.environ), (stdin, stdout, stderr)
        self._process = WARM.Process(target=_execute, args=given)
        self._process.start()
        for end in (stdin, stdout, stderr):
            end.close()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """As `Popen` has it: minus the signal where one ended it, None while it lives or nobody has asked."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ends; TimeoutError where it does not in so many seconds."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutError(f"{self.pid} has not ended in {timeout} seconds")
        return self._process.exitcode

    def communicate(self, said: str = "", timeout: float | None = None) -> tuple[str, str]:
        """Tell it something, hear all that it says on standard output and standard error, and wait for its end."""
        heard: dict[str, str] = {}

        def listen(name: str, stream: IO[str]) -> None:
            heard[name] = stream.read()

        listeners = [Thread(target=listen, args=each) for each in (("out", self.stdout), ("err", self.stderr))]
        for listener in listeners:
            listener.start()
        with suppress(BrokenPipeError):  # it had no ear for it, or has ended
            self.stdin.write(said)
            self.stdin.close()
        for listener in listeners:
            listener.join(timeout)
        self.wait(timeout)
        self._close()
        return heard["out"], heard["err"]

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM."""
        self._process.terminate()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            self.kill()
        self._close()
        self.wait()

    def _close(self) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            with suppress(BrokenPipeError):  # what it was told last and never heard
                stream.close()


def _pipe(*, reads: bool = False) -> tuple[Connection, IO[str]]:
    """The child's end and ours."""
    source, sink = WARM.Pipe(duplex=False)
    theirs, ours = (source, sink) if reads else (sink, source)
    stream = os.fdopen(os.dup(ours.fileno()), "w" if reads else "r", encoding="utf-8")
    ours.close()
    return theirs, stream


def _execute(code: str, words: list[str], environment: dict[str, str], streams: tuple[Connection, ...]) -> None:
    """In the child: become a process that runs the code, as `python -c` does in the project's folder."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(ROOT)
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding="utf-8", closefd=False) for number, mode in enumerate("rww")
    )
    sys.argv = ["-c", *words]
    exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
