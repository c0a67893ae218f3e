"""The commands about the law's record: how far each of its numbers can be trusted, and its kinds of matters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.answers.kinds import kinds as kinds_of
from pipelines.answers.sources import sources as standing_of
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.settings import open_town
from pipelines.settings.town_law import law_in, law_of
from pipelines.town import Town, language_of
from rules.law import Law
from rules.wording import words

SHOWN = ("number", "value", "law", "standing", "read_on", "look_by", "who")
COUNTRY = "PL"  # whose law is shown where there is no town yet


def sources(root: Path, as_of: date | None, form: Format) -> None:
    """Print the numbers of the law in force on a day or after it, the town's own layer over them where there is one."""
    say = words(language_of(root))
    _, law, day = _meant(root, as_of)
    frame = standing_of(law, day, say)
    below = say(
        "Numbers: {n}. --format csv adds the address of each act and what could not be confirmed.", n=len(frame)
    )
    write(frame, form, say, shown=SHOWN, below=below)


def kinds(root: Path, as_of: date | None, form: Format) -> None:
    """Print the kinds of matters with their terms, and how many the town has of each, where something is published."""
    say = words(language_of(root))
    town, law, day = _meant(root, as_of)
    frame = kinds_of(law, day, say, town)
    nowhere = frame.filter(pl.col("whose").is_null()).height
    below = say.count(
        nowhere,
        "{n} kind of this town has no term: say in values.kind of its source, or in kinds, which one is meant.",
        "{n} kinds of this town have no term: say in values.kind of their source, or in kinds, which one is meant.",
    )  # fmt: skip
    write(frame, form, say, below=below if nowhere else "")


def _meant(root: Path, as_of: date | None) -> tuple[Town | None, Law, date]:
    """The town of a folder with its law and its day; where there is no town yet, the law of the country alone."""
    if not (root / "town.toml").is_file():
        return None, law_in(root, COUNTRY), as_of or datetime.now(UTC).date()
    town = open_town(root)
    law = law_of(town).for_town(town.rules, town.terms)
    return town, law, as_of or town.as_of or datetime.now(town.zone).date()
