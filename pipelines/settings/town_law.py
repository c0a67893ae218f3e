"""Whose law a town is judged by: the shipped law of its jurisdiction, or the texts the town's own folder brings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipelines.settings import refuse_other_law
from pipelines.settings.law import texts_of
from pipelines.town import Town
from rules.law import Law, read_law


def law_of(town: Town) -> Law:
    """The law of the town's jurisdiction.

    Raises LawError where there is none, or where a text cannot be understood; Refusal where the town's settings would
    change it.
    """
    law = law_in(town.root, town.jurisdiction)
    refuse_other_law(town, law)
    return law


def law_in(root: Path, jurisdiction: str) -> Law:
    """The same for a town folder whose settings are not read yet."""
    texts = texts_of(root)
    return _read(jurisdiction, texts) if texts else read_law(jurisdiction)


@cache
def _read(jurisdiction: str, texts: tuple[tuple[str, str], ...]) -> Law:
    return read_law(jurisdiction, dict(texts))
