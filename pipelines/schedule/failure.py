"""What went wrong, in words for people: a failed job is told without a stack trace and without the data it was at."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from pipelines.refusal import Refusal
from rules.engine.fault import EngineFault, EngineUnloadable
from rules.wording import PACKAGES, Words

# plain pip builds it without optimisation, and on Python 3.13 so that it does not load
INSTALL = (
    'CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" '
    "pip install --force-reinstall --no-deps --no-cache-dir --no-binary durable-rules durable-rules==2.0.28"
)
BASE = Path(__file__).parents[2]  # where the packages lie, in a checkout or installed


@dataclass(frozen=True)
class Failure:
    """A job that failed. `kind` is the same for failures of one sort; `message` is a sentence, `fix` what to do.

    `place` is the file and line of this program it came from, for whoever looks after it.
    """

    kind: str
    message: str
    fix: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """What is wrong and what to do, on one line."""
        return " ".join(f"{self.message} {self.fix}".split())


def failure_of(say: Words, error: Exception) -> Failure:
    """An error as a failure; of one nobody foresaw only its kind and place are told, for its text may hold data."""
    kind, where = type(error).__name__, _place(error)
    if isinstance(error, Refusal):
        return Failure(kind, error.message, error.fix, where)
    if isinstance(error, EngineUnloadable):
        text = say("The rules engine (durable-rules) does not load in this Python.")
        return Failure(kind, text, say("Install it so that it does: {command}", command=INSTALL), where)
    if isinstance(error, EngineFault):
        text = say("Not everything was judged: {fault}.", fault=error)
        return Failure(kind, text, say("Nothing was published; the last run stays in use."), where)
    if isinstance(error, OSError) and error.strerror:
        return Failure(kind, say("The system says: {problem}.", problem=error.strerror), place=where)
    text = say("An error nobody foresaw: {kind} in {place}.", kind=kind, place=where)
    return Failure(kind, text, say("Send this line to whoever looks after Ratusz."), where)


def _place(error: Exception) -> str:
    """The file and line of this program where an error came from."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [(file.relative_to(BASE), line) for file, line in frames if file.is_relative_to(BASE)]
    own = [(file, line) for file, line in inside if file.parts[0] in PACKAGES]
    return "{}:{}".format(*own[-1]) if own else "?"
