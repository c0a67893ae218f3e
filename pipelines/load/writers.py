"""Is somebody still writing a file? The system is asked; where it does not know, the file has to lie still."""

from __future__ import annotations

import fcntl
import os
import signal
import stat
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

FRESH_SECONDS = 2.0  # a file touched this lately may still be growing: it is looked at twice
PAUSE_SECONDS = 0.25  # between the two looks
STILL_SECONDS = 10.0  # how long a file must lie still where nobody can say who has it open


def opened(path: Path) -> BinaryIO:
    """A regular file for reading. OSError for anything else, a link also: it may lead out of the inbox."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is not a file")
    return os.fdopen(handle, "rb")


def open_elsewhere(path: Path) -> bool | None:
    """Whether any process of this machine has the file open for writing; None where the system does not tell.

    Asked by Linux's leases, which a file system or the rights on the file may not allow.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return None
    with opened(path) as file:
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)  # who opens it meanwhile wakes us by a signal that is ignored
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return True
        except OSError:
            return None
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return False


def wait_until_still(touched: Sequence[float], known: bool) -> None:
    """Sleep until a second look at files tells; `touched`: when each was, `known`: all of them are open nowhere."""
    age = time.time() - max(touched, default=0.0)
    if not known and age < STILL_SECONDS:
        time.sleep(STILL_SECONDS - max(age, 0.0))
    elif age < FRESH_SECONDS:
        time.sleep(PAUSE_SECONDS)
