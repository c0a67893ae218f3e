"""The doctor: what makes a town untrustworthy, gravest first, each trouble with what mends it; nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pipelines.doctor import letters, machine, published, records, setup, sources
from pipelines.doctor.look import look_at
from pipelines.doctor.town_toml import mistakes_of
from pipelines.doctor.trouble import Check, Trouble
from pipelines.settings import settings_text
from pipelines.town import language_of
from rules.severity import GRAVITY
from rules.wording import words

CHECKS: tuple[Check, ...] = tuple(
    check for part in (setup, published, sources, records, letters, machine) for check in part.CHECKS
)

__all__ = ["CHECKS", "Trouble", "examine"]


def examine(root: Path, environ: Mapping[str, str], now: datetime) -> list[Trouble]:
    """Every trouble of the town in a folder, the gravest first. now: with a zone.

    A town.toml with mistakes is the only trouble told of: nothing else of such a town can be looked at.

    Raises:
        Refusal: there is no town in the folder.
    """
    text = settings_text(root)
    if mistakes := mistakes_of(root, text):
        say = words(language_of(root))
        return [
            Trouble(
                say("town.toml has mistakes, the first in line {line}: {message}", line=mistakes[0].line,
                    message=mistakes[0].message),
                "critical", len(mistakes), f"ratusz check --town {root}",
            )
        ]  # fmt: skip
    look = look_at(root, environ, now)
    found = [trouble for check in CHECKS for trouble in check(look)]
    return sorted(found, key=lambda trouble: -GRAVITY[trouble.severity])
