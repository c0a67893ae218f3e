"""`ratusz` asked from outside: every call through `main()`, with real streams and a real exit code."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.warm import Child

ROOT = Path(__file__).parents[2]
FORMATS = ("table", "json", "csv", "xlsx")
# one process answers several calls, each with streams and an end of its own; files are read, and days judged, by one
# more process each, which starts with the first call that needs it
SCRIPT = """
import base64, json, os, sys, tempfile
from pipelines.cli import main
from pipelines.load.reader import reading
from rules.engine.warm import warm_judge
answers = []
own = os.dup(1), os.dup(2)
with reading(), warm_judge():
    for words in json.loads(sys.argv[1]):
        sys.argv = ["ratusz", *words]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            try:
                main()
            except SystemExit as end:
                code = end.code or 0
            sys.stdout.flush()
            sys.stderr.flush()
            os.dup2(own[0], 1)
            os.dup2(own[1], 2)
            said = []
            for stream in (out, err):
                stream.seek(0)
                said.append(base64.b64encode(stream.read()).decode())
        answers.append([code, *said])
print(json.dumps(answers))
"""


class Answer(NamedTuple):
    """How a call ended, what it put on standard output and on standard error."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        """The result, where it was asked for as JSON."""
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


def ratusz(*calls: Sequence[object]) -> list[Answer]:
    """The answers to some calls, in order, as one process gave them."""
    with Child(SCRIPT, json.dumps([list(map(str, call)) for call in calls])) as child:
        said, complaint = child.communicate()
    assert child.returncode == 0, complaint
    return [Answer(code, base64.b64decode(out), base64.b64decode(err).decode()) for code, out, err in json.loads(said)]


def alone(*words: str) -> Answer:
    """The answer of a process of its own, which starts cold as with a person."""
    script = [sys.executable, "-m", "pipelines.cli", *words]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, check=False)
    return Answer(done.returncode, done.stdout, done.stderr.decode())
