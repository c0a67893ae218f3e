"""The command about the law's record: how far each of its numbers can be trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.answers.sources import sources as standing_of
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.settings import open_town
from pipelines.settings.town_law import law_in, law_of
from pipelines.town import language_of
from rules.wording import words

SHOWN = ("number", "value", "law", "standing", "read_on", "look_by", "who")
COUNTRY = "PL"  # whose law is shown where there is no town yet


def sources(root: Path, as_of: date | None, form: Format) -> None:
    """Print the numbers of the law in force on a day or after it, the town's own layer over them where there is one."""
    say = words(language_of(root))
    if (root / "town.toml").is_file():
        town = open_town(root)
        law = law_of(town).for_town(town.rules, town.terms)
        day = as_of or town.as_of or datetime.now(town.zone).date()
    else:
        law, day = law_in(root, COUNTRY), as_of or datetime.now(UTC).date()
    frame = standing_of(law, day, say)
    below = say(
        "Numbers: {n}. --format csv adds the address of each act and what could not be confirmed.", n=len(frame)
    )
    write(frame, form, say, shown=SHOWN, below=below)
