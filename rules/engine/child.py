"""The judge in a process of its own: what kills the engine kills only the child, and the parent says so.

Parent to child, on standard input: one line with the order, then chunks (a line that lists [docket, key, n, bytes] and
those bytes of facts), then an empty list. Child to parent, on standard output, which is a file: a line for each docket
and a last line that adds up what was judged. The parent believes nothing before that last line, the child's exit and
its own count agree. Within `warm_judge()` the child says that it is ready in place of its exit, and stays.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from rules.engine.book import RULES
from rules.engine.fault import UNLOADABLE, EngineFault, EngineUnloadable
from rules.engine.verdict import Verdict
from rules.engine.warm import Warm, current, spawn

CHUNK = 4_000_000  # bytes of facts sent at once; what lies in memory of a million items
PATIENCE = 600.0  # seconds for one chunk, of which a healthy judge needs a tenth of one
Docket = tuple[str, str, str, int]


def judge_apart(
    dockets: Iterable[Docket],
    modules: Collection[str] | None = None,
    only: Collection[str] | None = None,
    patience: float = PATIENCE,
    *,
    typed: bool = False,
) -> list[Verdict]:
    """Judge (docket, key, facts JSON, n facts) in a spawned child, as `Judge.judge` does; all verdicts or EngineFault.

    Dockets with the same name and key one after the other are parts of one: a verdict they share is said once.
    modules: those that declare the rules; None is those that declared RULES here, and the child must read the same.
    only: the rules that speak; None is all. typed: as `Judge` has it.
    """
    order = {
        "modules": modules or list(dict.fromkeys(rule.module for rule in RULES.values())),
        "fingerprint": None if modules else RULES.fingerprint,
        "only": None if only is None else sorted(only),
        "patience": patience,
        "typed": typed,
    }
    kept = current()
    return _judge_once(order, dockets) if kept is None else _judge_warm(kept, order, dockets)


def _judge_once(order: dict[str, Any], dockets: Iterable[Docket]) -> list[Verdict]:
    """By a child that ends with this order."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        with spawn(stdout, stderr) as child:
            stdin = cast(IO[bytes], child.stdin)
            try:
                sent = _send(stdin, order, dockets)
            except BaseException:
                child.kill()
                raise
            finally:
                with suppress(BrokenPipeError):
                    stdin.close()
        if child.returncode or sent is None:
            raise _ended(child.returncode, stderr)
        stdout.seek(0)
        return _read(stdout, sent)


def _judge_warm(kept: Warm, order: dict[str, Any], dockets: Iterable[Docket]) -> list[Verdict]:
    """By a child that stays for the next order, unless anything went wrong with this one."""
    rules = (order["modules"], order["fingerprint"], list(sys.path))
    child = kept.take(rules)
    try:
        sent = _send(child.stdin, order, dockets)
        if sent is None or not child.finished():
            raise _ended(child.end(), child.stderr)
        os.lseek(child.stdout.fileno(), 0, os.SEEK_SET)
        with os.fdopen(os.dup(child.stdout.fileno()), "rb") as stdout:
            verdicts = _read(stdout, sent)
        child.forget()
    except BaseException:
        child.close()
        raise
    kept.put_back(rules, child)
    return verdicts


def _send(to: IO[bytes], order: dict[str, Any], dockets: Iterable[Docket]) -> dict[str, int] | None:
    """Send all dockets; gives what was sent, or None when the child went away."""
    sent, last = {"dockets": 0, "facts": 0}, None
    try:
        to.write(json.dumps(order).encode() + b"\n")
        chunk: list[tuple[str, str, int, bytes]] = []
        size = 0
        for docket, key, facts, n in dockets:
            sent["dockets"] += (docket, key) != last
            sent["facts"] += n
            last = (docket, key)
            body = facts.encode()
            chunk.append((docket, key, n, body))
            size += len(body)
            if size >= CHUNK:
                _send_chunk(to, chunk)
                chunk, size = [], 0
        if chunk:
            _send_chunk(to, chunk)
        to.write(b"[]\n")
        to.flush()
    except BrokenPipeError:
        return None
    return sent


def _send_chunk(to: IO[bytes], chunk: list[tuple[str, str, int, bytes]]) -> None:
    to.write(json.dumps([(docket, key, n, len(body)) for docket, key, n, body in chunk]).encode() + b"\n")
    to.writelines(body for *_, body in chunk)
    to.flush()


def _read(stdout: IO[bytes], sent: dict[str, int]) -> list[Verdict]:
    verdicts: list[Verdict] = []
    lines, total = 0, None
    try:
        with without_search_for_circles():
            for line in stdout:
                match json.loads(line):
                    case [docket, key, found] if total is None:
                        lines += 1
                        verdicts += [Verdict(docket, key, *rest) for rest in found]
                    case {"dockets": _, "facts": _, "verdicts": _} as total:
                        pass
                    case other:
                        raise EngineFault(f"the judge said something nobody understands: {str(other)[:200]}")
    except (ValueError, TypeError) as error:
        raise EngineFault(f"the judge said something nobody understands: {error}") from error
    if total != {**sent, "verdicts": len(verdicts)} or lines != sent["dockets"]:
        raise EngineFault(f"sent {sent}, judged {total}, answers for {lines} dockets with {len(verdicts)} verdicts")
    return verdicts


@contextmanager
def without_search_for_circles() -> Generator[None, None, None]:
    """Many values made at once, none of which refers to itself: Python would search all of them again and again."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _ended(code: int, stderr: IO[bytes]) -> EngineFault:
    stderr.seek(max(0, stderr.seek(0, os.SEEK_END) - 4000))
    last_words = stderr.read().decode(errors="replace").strip()
    if code == UNLOADABLE:
        return EngineUnloadable(last_words)
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}: {last_words.rpartition(chr(10))[2]}"
    fault = EngineFault(f"the judge ended with {how}")
    fault.add_note(last_words)
    return fault
