"""The child's side of `rules.engine.child`: judge what comes on standard input until the end is said."""

from __future__ import annotations

import faulthandler
import gc
import importlib
import json
import os
import sys
from collections.abc import Iterator
from typing import IO, Any

from rules.engine.book import RULES
from rules.engine.fault import UNLOADABLE, EngineFault, EngineUnloadable
from rules.engine.verdict import Verdict
from rules.engine.warm import READY


def main(ready: int | None = None) -> None:
    """Judge what comes on standard input, order by order, until it ends; answers go to standard output.

    All else goes to standard error. ready: the pipe on which the end of each order is told.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a rule's module prints must not be taken for an answer
    gc.disable()  # an order is short, and nothing in it refers to itself
    while order := json.loads(sys.stdin.buffer.readline() or b"null"):
        answer(order, answers)
        faulthandler.cancel_dump_traceback_later()
        if ready is not None:
            os.write(ready, READY)
            gc.collect()
    answers.close()


def answer(order: dict[str, Any], answers: IO[bytes]) -> None:
    """A line for each docket of an order, and a last one that adds up what was judged."""
    faulthandler.dump_traceback_later(order["patience"], exit=True)
    for module in order["modules"]:
        importlib.import_module(module)
    if order["fingerprint"] and order["fingerprint"] != RULES.fingerprint:
        raise EngineFault("the child read other rules than its parent")
    total = {"dockets": 0, "facts": 0, "verdicts": 0}
    for docket, key, n, verdicts in judged(sys.stdin.buffer, order):
        answers.write(json.dumps([docket, key, [verdict[2:] for verdict in verdicts]]).encode() + b"\n")
        total = {
            "dockets": total["dockets"] + 1,
            "facts": total["facts"] + n,
            "verdicts": total["verdicts"] + len(verdicts),
        }
    answers.write(json.dumps(total).encode() + b"\n")
    answers.flush()


def judged(source: IO[bytes], order: dict[str, Any]) -> Iterator[tuple[str, str, int, list[Verdict]]]:
    """(docket, key, facts, verdicts) of each docket, its parts put together."""
    from rules.engine.judge import Judge  # loads the library, which not every installation can

    judges: dict[str, Judge] = {}
    open_docket: tuple[str, str] | None = None
    facts = 0
    for docket, key, n, text in _received(source, order["patience"]):
        if open_docket and (docket, key) != open_docket:
            yield *open_docket, facts, judges[open_docket[0]].settle(open_docket[1])
            facts = 0
        if docket not in judges:
            judges[docket] = Judge(docket, order["only"], typed=order["typed"])
        judges[docket].hear(text, n)
        open_docket, facts = (docket, key), facts + n
    if open_docket:
        yield *open_docket, facts, judges[open_docket[0]].settle(open_docket[1])
    for each in judges.values():
        each.close()  # the next order may let other rules speak


def _received(source: IO[bytes], patience: float) -> Iterator[tuple[str, str, int, str]]:
    """The dockets as they come; whatever else takes longer than the parent's patience ends the process."""
    while line := _patiently(source, patience):
        chunk = [(docket, key, n, source.read(size)) for docket, key, n, size in json.loads(line)]
        if not chunk:
            return
        for docket, key, n, body in chunk:
            yield docket, key, n, body.decode()
    raise EngineFault("the parent went away in the middle")


def _patiently(source: IO[bytes], patience: float) -> bytes:
    """A line of the parent, who may take any time; then the clock runs, and ends even what hangs in the library."""
    faulthandler.cancel_dump_traceback_later()
    line = source.readline()
    faulthandler.dump_traceback_later(patience, exit=True)
    return line


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except EngineUnloadable as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(UNLOADABLE)
