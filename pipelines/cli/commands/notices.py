"""`ratusz notices`: the notices of delay owed today, as a document to complete and sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from pipelines.answers.notices import letters, notices
from pipelines.reading import reading
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from rules.wording import words


def write_notices(root: Path, unit: str | None, as_of: date | None, out: Path | None) -> None:
    """Write the document and print its file and how many letters it holds; no file where no notice is owed."""
    town = open_town(root)
    say = words(town.language)
    with reading(town, as_of, None) as day:
        rows = notices(day)
        today = day.as_of
    if unit is not None:
        rows = rows.filter(pl.col("unit") == unit)
    if rows.is_empty():
        print(say("No notice of delay is owed on {day:day}.", day=today))  # noqa: T201
        return
    path = out or Path(f"notices-{today}.docx")
    if path.exists():
        raise Refusal(say("{file} exists.", file=path), say("Name another file with --out."))
    path.write_bytes(letters(rows.to_dicts(), town.name, today, say))
    count = say.count(len(rows), "{n} notice", "{n} notices")
    print(f"{path}: {count}\n→ {say('Check the cause, the new day and the addressees of each before it is signed.')}")  # noqa: T201
