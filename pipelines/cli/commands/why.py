"""`ratusz why`: the steps behind a date or a sum."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import polars as pl

from pipelines.answers.why import why as explained
from pipelines.cli.commands.read import utc
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.reading import reading
from pipelines.settings import open_town
from rules.wording import words


def why(root: Path, subject: str, as_of: date | None, known_on: datetime | None, form: Format) -> None:
    """Print the answer line by line."""
    town = open_town(root)
    with reading(town, as_of, utc(town, known_on)) as day:
        lines = explained(day, subject)
    if form is Format.table:
        width = max(len(line.part) for line in lines)
        print("\n".join(f"{line.part:<{width}}  {line.text}" for line in lines))  # noqa: T201
    else:
        write(pl.DataFrame(lines, schema=["part", "text"], orient="row"), form, words(town.language))
