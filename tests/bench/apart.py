"""A function in a process of its own: nothing measured before it is still in memory."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def apart(run: Callable[..., Any], *given: Any) -> Any:
    """What the function gives when it runs in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_quiet) as pool:
        return pool.submit(run, *given).result()


def _quiet() -> None:
    """DuckDB takes a main module without a file for somebody at a keyboard, and shows bars of progress."""
    sys.modules["__main__"].__file__ = __file__
