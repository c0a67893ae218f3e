"""A function in a process of its own: nothing measured before it is still in memory."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def apart(run: Callable[..., Any], *given: Any) -> Any:
    """What the function returns when it runs in a fresh process; RuntimeError with its traceback when it fails."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_quiet) as pool:
        answer, failure = pool.submit(_told, run, given).result()
    if failure:
        raise RuntimeError(failure)
    return answer


def _told(run: Callable[..., Any], given: tuple[Any, ...]) -> tuple[Any, str]:
    """A failure goes as text: what cannot be pickled, such as an error of clipspy, would break the pool instead."""
    try:
        return run(*given), ""
    except Exception:  # noqa: BLE001  whatever it is, the parent raises it
        return None, traceback.format_exc()


def _quiet() -> None:
    """DuckDB takes a main module without a file for somebody at a keyboard, and shows bars of progress."""
    sys.modules["__main__"].__file__ = __file__
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # with it every child compiles every library anew
