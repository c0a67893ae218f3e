"""Calls of `ratusz`, one a line of standard input until it ends: whoever asks often pays for the start once.

A call is a JSON list of words; its answer is a line too, an object of `code`, `out` and `err`. The processes that read
files and judge stay for the next call. When nobody calls for ten minutes it ends: it holds memory.
"""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from pipelines.cli import main
from pipelines.load.reader import reading
from rules.engine.warm import warm_judge

IDLE = 600.0  # seconds


def serve(idle: float = IDLE) -> None:
    """Answer call by call; what nobody foresaw ends the process, with its traceback on standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    with reading(), warm_judge():
        while select.select([sys.stdin], [], [], idle)[0] and (line := sys.stdin.readline()):
            print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


def answer(words: Sequence[str]) -> dict[str, Any]:
    """How one call ends, and what it says on either stream."""
    sys.argv = ["ratusz", *words]
    out, err, code = StringIO(), StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    serve()
