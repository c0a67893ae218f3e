"""A folder that costs much to make is made once for all workers of a test run; nobody writes to it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, made by whichever worker asks first while the others wait; to change it, copy it.

    make: gets the path of the folder to make; where it fails, the next who asks tries again and sees the same fault.
    """
    base = factory.getbasetemp()
    # each worker of xdist has a folder of its own inside that of the run
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "once"
    shared.mkdir(exist_ok=True)
    folder, made = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            made.touch()
    return folder
