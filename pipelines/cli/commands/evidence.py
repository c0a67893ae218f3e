"""`ratusz evidence`: the pack of a day in a file."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

from pipelines.answers.evidence import PARTS, again, pack
from pipelines.cli.commands.read import utc
from pipelines.cli.progress import bar
from pipelines.reading import reading
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from rules.wording import words


def evidence(root: Path, as_of: date | None, known_on: datetime | None, out: Path | None) -> None:
    """Write the pack and print its file, its SHA-256 and the command that makes it again."""
    town = open_town(root)
    say = words(town.language)
    with reading(town, as_of, utc(town, known_on)) as day, bar({part: part for part in PARTS}, say("Done")) as progress:
        packed = pack(day, progress)
        repeat = again(day)
    path = out or Path(f"evidence-{town.teryt or town.root.resolve().name}-{day.as_of}.zip")
    if path.exists() and path.read_bytes() != packed:
        raise Refusal(say("{file} exists and holds something else.", file=path), say("Name another file with --out."))
    path.write_bytes(packed)
    print(f"{path}\nSHA-256 {hashlib.sha256(packed).hexdigest()}\n→ {repeat}")  # noqa: T201
