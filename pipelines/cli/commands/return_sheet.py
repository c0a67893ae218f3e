"""`ratusz sheet`: a return sheet in a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipelines.answers.return_sheet import asked, sheet_feed, workbook
from pipelines.reading import reading
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from rules.wording import words


def sheet(root: Path, unit: str, feed: str | None, as_of: date | None, out: Path | None) -> None:
    """Write the sheet and print its file and how many cases it asks of; nothing is written where nothing is asked."""
    town = open_town(root)
    say = words(town.language)
    reader = sheet_feed(town, feed)
    with reading(town, as_of, None) as day:
        rows = asked(day, unit)
        today = day.as_of
    if rows.is_empty():
        print(say("Nothing to ask of {unit}.", unit=unit))  # noqa: T201
        return
    path = out or Path(reader.files.replace("*", f"{unit}-{today}"))
    if path.exists():
        raise Refusal(say("{file} exists.", file=path), say("Name another file with --out."))
    path.write_bytes(workbook(rows, reader, today, say))
    count = say.count(rows["subject"].n_unique(), "{n} case", "{n} cases")
    print(f"{path}: {count}\n→ {say('When filled in: put it into {folder}.', folder=town.inbox / reader.inbox)}")  # noqa: T201
