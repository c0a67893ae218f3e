"""What came of each slip, kept on disk: a run that was broken off goes on, the next one tries only what has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.mutation.asked import Test
from tests.mutation.slips import Slip


class Outcome(NamedTuple):
    """What noticed a slip: a test, or in a word how the tests ended; None where all passed that were asked in time."""

    noticed: str | None
    unasked: int = 0  # tests for which no time was left


class Kept:
    """The outcomes in a file, a line each; one counts while the slipped file and the tests that told are the same.

    seconds: what may be worked on a slip; a slip that fewer seconds let pass is tried again.
    """

    def __init__(self, file: Path, seconds: int) -> None:
        self._file, self._seconds = file, seconds
        file.parent.mkdir(exist_ok=True)
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._known = {said["slip"]: said for said in map(json.loads, lines)}

    def outcome(self, slip: Slip, tests: Iterable[Test]) -> Outcome | None:
        """What is known of a slip about which these tests are asked; None where it has to be tried."""
        said = self._known.get(slip.name)
        if said is None or said["of"] != _digest([slip.path, *_told(said["noticed"], tests)]):
            return None
        if said["unasked"] and said["seconds"] < self._seconds:
            return None
        return Outcome(said["noticed"], said["unasked"])

    def keep(self, slip: Slip, tests: Iterable[Test], outcome: Outcome) -> None:
        """Write an outcome down at once."""
        self._say(slip.name, _digest([slip.path, *_told(outcome.noticed, tests)]), outcome)

    def forget(self, unsound: str) -> None:
        """Slips that a test noticed which fails without any have to be tried again."""
        for slip, said in [*self._known.items()]:
            if said["noticed"] == unsound:
                self._say(slip, "", Outcome(None))

    def _say(self, slip: str, of: str, outcome: Outcome) -> None:
        self._known[slip] = {"slip": slip, "of": of, "seconds": self._seconds, **outcome._asdict()}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(self._known[slip], ensure_ascii=False) + "\n")


def _told(noticed: str | None, tests: Iterable[Test]) -> list[Path]:
    """The files that an outcome hangs on: of the test that noticed, or of all that did not."""
    tests = list(tests)
    own = [test.written for test in tests if noticed == test.name]
    return sorted({*(own or (test.written for test in tests))})


def _digest(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:24]
