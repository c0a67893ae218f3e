"""`just mutate-pipelines [--seed N] [--number N] [--path P …]`: which slips in pipelines/ and dashboards/ go unnoticed?

So many slips are drawn, the same for the same seed, from the files below the paths. Each is made in a copy of the
project, whose file is then put right again, and the tests that cover the file (covering.yaml) run on it, the quick ones
first, until one fails. No answer within the time counts as noticed: an endless loop is.

Ends with 1 when fewer than 85 % are noticed, of access and delivery fewer than all, when a listed survivor
(survivors.yaml, each with the reason why it is none) is noticed, or when the tests fail with the code as it is.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.mutation.slips import Slip, slips
from tests.mutation.tally import HEADER, Tally, known_equivalent, verdict

HERE = Path(__file__).parent
COPIED = ("rules", "pipelines", "dashboards", "data", "tests", "README.md", "pyproject.toml", ".streamlit")
LEFT_OUT = ("*/__main__.py", "pipelines/cli/*", "pipelines/facts/empty_relations.sql", "*/migrations/*")
WHOLE = ("dashboards/source/*", "dashboards/server/*", "pipelines/alerts/deliver/*")  # access and delivery
PATIENCE = 400  # seconds for the tests of one slip
ENOUGH = 85  # percent
PASSED, FAILED, NOT_COLLECTED, NOTHING_TO_DO = 0, 1, 2, 5  # how pytest ends
QUIET = ["-x", "-q", "--tb=no", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]


def drawn(paths: Iterable[str], seed: int, number: int) -> list[Slip]:
    """So many slips of the files below these paths, the same for the same seed; fewer where there are no more."""
    files = sorted({file for path in paths for file in _files(Path(path))})
    every = [slip for file in files for slip in slips(file)]
    return sorted(random.Random(seed).sample(every, min(number, len(every))), key=lambda slip: slip.name)


def _files(path: Path) -> list[Path]:
    found = [path] if path.is_file() else [*path.rglob("*.py"), *path.rglob("*.sql")]
    return [file for file in found if not any(fnmatch(str(file), pattern) for pattern in LEFT_OUT)]


@cache
def _table() -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / "covering.yaml").read_text(encoding="utf-8"))


def covering(file: Path) -> list[str]:
    """The test files that are asked about a file, in their order: those of the table, else the mirrored ones."""
    patterns = next((row["tests"] for row in _table() if fnmatch(str(file), row["files"])), None)
    if patterns is None:
        folder = Path("tests") / file.parent
        patterns = [str(folder / f"test_{file.stem}.py"), str(folder / "test_*.py")]
    found = [str(test) for pattern in patterns for test in sorted(Path().glob(pattern))]
    return list(dict.fromkeys(found))


def noticed_by(slip: Slip, root: Path) -> str | None:
    """The test file that fails with the slip in the copy at `root`, or that it took too long; None where all pass."""
    target = root / slip.path
    text = target.read_text(encoding="utf-8")  # the copy's own: the checkout may be worked on meanwhile
    target.write_text(slip.made(text), encoding="utf-8")
    try:
        return first_failing(covering(slip.path), root)
    finally:
        target.write_text(text, encoding="utf-8")


def first_failing(tests: Sequence[str], root: Path) -> str | None:
    """The first of these test files that fails in the copy, each in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(root.resolve()), "PYTHONUTF8": "1", "CI": "true"}
    for test in tests:
        # without bytecode of its own: two slips of one length within a second look the same to Python
        command = [sys.executable, "-B", "-m", "pytest", *QUIET, test]
        try:
            done = subprocess.run(
                command, cwd=root, env=environment, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return f"{test}: no end within {PATIENCE} s"
        if done.returncode in (FAILED, NOT_COLLECTED):
            return test
        if done.returncode not in (PASSED, NOTHING_TO_DO):
            sys.exit(f"{test}: pytest ended with {done.returncode}, which says nothing of a slip")
    return None


def copied(root: Path) -> Path:
    """The project copied to make slips in: the checkout itself stays as it is."""
    root.mkdir()
    for name in COPIED:
        if Path(name).is_dir():
            shutil.copytree(name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(name, root)
    return root


def main(seed: int, number: int, paths: Sequence[str]) -> int:
    """The table by folder, then what survived."""
    chosen, known = drawn(paths, seed, number), known_equivalent(HERE / "survivors.yaml")
    with tempfile.TemporaryDirectory() as folder:
        return _tried(chosen, known, copied(Path(folder) / "project"))


def _tried(chosen: Sequence[Slip], known: Collection[str], root: Path) -> int:
    tests = list(dict.fromkeys(test for slip in chosen for test in covering(slip.path)))
    if failing := first_failing(tests, root):
        sys.exit(f"{failing} fails with the code as it is, so nothing can be said of a slip")
    total, whole = Tally(), Tally()
    print(HEADER)
    for folder in dict.fromkeys(str(slip.path.parent) for slip in chosen):
        part = Tally()
        for slip in chosen:
            if str(slip.path.parent) == folder:
                noticed = noticed_by(slip, root)
                print(f"{'noticed' if noticed else 'NOT noticed'}: {slip.name} {noticed or ''}", file=sys.stderr)
                for tally in (part, whole) if any(fnmatch(str(slip.path), each) for each in WHOLE) else (part,):
                    tally.count(slip.name, noticed, equivalent=slip.name in known)
        print(part.row(folder), flush=True)
        total.add(part)
    print(total.row("**all**"))
    if whole.survived:
        print("\nof access and delivery nothing may survive:", *whole.survived, sep="\n  ")
    return verdict(total, [], ENOUGH) or int(bool(whole.survived))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="just mutate-pipelines", description="Which slips does no test notice?")
    parser.add_argument("--seed", type=int, default=20261130)
    parser.add_argument("--number", type=int, default=400)
    parser.add_argument("--path", nargs="+", default=["pipelines", "dashboards"])
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    sys.exit(main(asked.seed, asked.number, asked.path))
