"""`ratusz doctor`: everything that would make a town untrustworthy, gravest first, each with what mends it."""

from __future__ import annotations

import os
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.doctor import Trouble, examine
from pipelines.town import language_of
from rules.severity import LEAST
from rules.wording import words

SCHEMA = {"what": pl.String, "severity": pl.String, "count": pl.Int64, "fix": pl.String}


def doctor(root: Path, form: Format) -> int:
    """Print the troubles; 3 where one is graver than information, else 0."""
    say = words(language_of(root))
    found = examine(root, os.environ, datetime.now(UTC))
    frame = pl.DataFrame([astuple(each) for each in found], schema=SCHEMA, orient="row")
    if form is Format.table and not found:
        print(say("Nothing to put right."))  # noqa: T201
    else:
        write(frame, form, say, shown=("severity", "what", "count", "fix"))
    return 3 if any(graver(each) for each in found) else 0


def graver(trouble: Trouble) -> bool:
    """Whether somebody has to act on it."""
    return trouble.severity != LEAST
