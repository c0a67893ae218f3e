"""Is somebody still writing a file? The system is asked; where it does not know, the file has to lie still."""

from __future__ import annotations

import fcntl
import os
import signal
import stat
from io import BufferedReader
from pathlib import Path


def opened(path: Path) -> BufferedReader:
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
