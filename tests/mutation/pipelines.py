"""`just mutate-pipelines [--seed N] [--number N] [--path P …] [--seconds N]`: which slips do the tests not notice?

So many slips are drawn, the same for the same seed, from the files below the paths. Each is made in a copy of the
project, whose file is then put right again; a fork runs the tests that say most of its place (asked.py) until one
fails or so many seconds have been worked. A fork that crashes or never ends has noticed it. Outcomes are kept in
`.mutation/slips.jsonl`. At the end the tests that noticed anything run once more without any slip.

Ends with 1 when fewer than 85 % are noticed, of access and delivery fewer than all, when a listed survivor
(survivors.yaml, each with the reason why it is none) is noticed, or when a test fails with the code as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from itertools import count
from pathlib import Path

from tests.mutation.asked import Test, asked, files_of
from tests.mutation.forked import FAILED, NOTHING_SAID, NOTHING_TO_DO, PASSED, stand_in, tried
from tests.mutation.kept import Kept, Outcome
from tests.mutation.slips import Slip, slips
from tests.mutation.tally import HEADER, Tally, known_equivalent, verdict

HERE = Path(__file__).parent
COPIED = ("rules", "pipelines", "dashboards", "data", "tests", "README.md", "pyproject.toml", ".streamlit")
LEFT_OUT = ("*/__main__.py", "pipelines/cli/*", "pipelines/facts/empty_relations.sql", "*/migrations/*")
WHOLE = ("dashboards/source/*", "dashboards/server/*", "pipelines/alerts/deliver/*")  # access and delivery
SECONDS = 40  # of work for the tests of one slip
ENOUGH = 85  # percent
KEPT = Path(".mutation/slips.jsonl")
SAID = Path(tempfile.gettempdir()) / f"slips-{os.getpid()}.log"
MOMENTS = count(1_000_000_000)  # a file's time that no other has had: Python tells stale bytecode by it


def drawn(paths: Iterable[str], seed: int, number: int) -> list[Slip]:
    """So many slips of the files below these paths, those of access and delivery first; fewer where there are no more.

    The others stay in the order of their lots, so that a run that was broken off has tried a fair sample. A change of
    one file leaves those drawn from the others as they are.
    """
    every = sorted((slip for file in files_below(*paths) for slip in slips(file)), key=lambda slip: _lot(slip, seed))
    return sorted(every[:number], key=lambda slip: not _whole(slip))


def _lot(slip: Slip, seed: int) -> str:
    return hashlib.sha256(f"{seed} {slip.name}".encode()).hexdigest()


def files_below(*paths: str) -> list[Path]:
    """The files below these paths in which slips are made, in order."""
    found = [
        file
        for path in map(Path, paths)
        for file in ([path] if path.is_file() else [*path.rglob("*.py"), *path.rglob("*.sql")])
    ]
    return sorted({file for file in found if not any(fnmatch(str(file), pattern) for pattern in LEFT_OUT)})


def _whole(slip: Slip) -> bool:
    return any(fnmatch(str(slip.path), pattern) for pattern in WHOLE)


def noticed_by(slip: Slip, tests: Sequence[Test], seconds: int) -> Outcome:
    """The test that fails with the slip in the copy we stand in, or how else the fork ended."""
    text = slip.path.read_text(encoding="utf-8")
    try:
        _write(slip.path, slip.made(text))
        ended = tried(files_of(tests), [test.name for test in tests], seconds, SAID)
    finally:
        _write(slip.path, text)
    if ended == NOTHING_SAID:
        sys.exit(f"{slip.name}: the fork ended in a way that says nothing of a slip: {SAID.with_suffix('.out')}")
    if ended in (PASSED, NOTHING_TO_DO):
        return Outcome(None, len(_lines(SAID.with_suffix(".left"))))
    if failed := _lines(SAID):
        return Outcome(failed[0])
    if ended > 0:
        return Outcome(f"not collected ({ended})")
    [running] = _lines(SAID.with_suffix(".now")) or [""]
    return Outcome(f"no end ({-ended})") if _ends(running, tests, seconds) else Outcome(None, 1)


def _ends(running: str, tests: Sequence[Test], seconds: int) -> bool:
    """Whether a test that did not end with a slip does so without it, in a third of the time; else it is only slow."""
    files = [test.file for test in tests if test.name == running]
    return not files or tried(files, [running], seconds // 4, SAID) == PASSED


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    moment = next(MOMENTS)
    os.utime(file, (moment, moment))


def unsound(tests: Sequence[Test]) -> list[str]:
    """Those of the tests that noticed something which fail with the code as it is, in the copy we stand in."""
    if not tests:
        return []
    ended = tried(files_of(tests), [test.name for test in tests], 10_000, SAID, first=False)
    if ended not in (PASSED, FAILED):
        sys.exit(f"the tests that noticed something end with {ended} without any slip: {SAID.with_suffix('.out')}")
    return _lines(SAID)


def copied(root: Path) -> Path:
    """The project copied to make slips in: the checkout itself stays as it is."""
    root.mkdir()
    for name in COPIED:
        if Path(name).is_dir():
            shutil.copytree(name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(name, root)
    return root


def main(seed: int, number: int, paths: Sequence[str], seconds: int) -> int:
    """The table by folder, then what survived."""
    chosen, kept = drawn(paths, seed, number), Kept(KEPT.absolute(), seconds)
    with tempfile.TemporaryDirectory() as folder:
        stand_in(copied(Path(folder) / "project"))
        outcomes, told = _tried(chosen, kept, seconds)
        for test in (failing := unsound([*told.values()])):
            kept.forget(test)
    if failing:
        print("these fail with the code as it is, so what they noticed has to be tried again:", *failing, sep="\n  ")
        return 1
    return _table(outcomes)


def _tried(chosen: Sequence[Slip], kept: Kept, seconds: int) -> tuple[dict[Slip, str | None], dict[str, Test]]:
    """What noticed each slip, and the tests that noticed something now."""
    outcomes: dict[Slip, str | None] = {}
    told: dict[str, Test] = {}
    for n, slip in enumerate(chosen, 1):
        tests = asked(slip, slip.path.read_text(encoding="utf-8"))
        outcome = kept.outcome(slip, tests)
        if outcome is None:
            outcome = noticed_by(slip, tests, seconds)
            kept.keep(slip, tests, outcome)
            told |= {test.name: test for test in tests if test.name == outcome.noticed}
        outcomes[slip] = outcome.noticed
        how = f"noticed by {outcome.noticed}" if outcome.noticed else f"NOT noticed ({outcome.unasked} tests not asked)"
        print(f"{n} {slip.name}\n    {how}", file=sys.stderr, flush=True)
    return outcomes, told


def _table(outcomes: Mapping[Slip, str | None]) -> int:
    known = known_equivalent(HERE / "survivors.yaml")
    parts: dict[str, Tally] = {}
    total, whole = Tally(), Tally()
    for slip, noticed in outcomes.items():
        part = parts.setdefault(str(slip.path.parent), Tally())
        for tally in (part, whole) if _whole(slip) else (part,):
            tally.count(slip.name, noticed, equivalent=slip.name in known)
    print(HEADER)
    for folder, part in sorted(parts.items()):
        print(part.row(folder))
        total.add(part)
    print(total.row("**all**"))
    print(whole.row("of these access and delivery"))
    if whole.survived:
        print("\nof access and delivery nothing may survive:", *whole.survived, sep="\n  ")
    return verdict(total, [], ENOUGH) or int(bool(whole.survived))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="just mutate-pipelines", description="Which slips does no test notice?")
    parser.add_argument("--seed", type=int, default=20261130)
    parser.add_argument("--number", type=int, default=400)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of work for the tests of a slip")
    parser.add_argument("--path", nargs="+", default=["pipelines", "dashboards"])
    return parser.parse_args()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by hand"))  # so that a file is put right, a fork ended
    wanted = _asked()
    sys.exit(main(wanted.seed, wanted.number, wanted.path, wanted.seconds))
