"""The mistakes of a town.toml, held against all that the program knows: rules, jobs, the law."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipelines.settings import Mistake, check
from pipelines.settings.law import brings_law
from pipelines.settings.town_law import law_in
from rules.law import Law, LawError


def mistakes_of(root: Path, text: str) -> list[Mistake]:
    """Every mistake of the text, by line."""
    from pipelines.schedule.jobs import JOBS
    from rules.catalogue import RULES

    law = law_meant(root, text)
    terms = None if law is None else frozenset(term.id for term in law.terms)
    return check(text, rules=RULES, terms=terms, jobs=JOBS, law=law, own_law=brings_law(root))


def law_meant(root: Path, text: str) -> Law | None:
    """The law the town is judged by; None where the text does not say whose, which is a mistake of its own."""
    try:
        return law_in(root, tomllib.loads(text)["town"].get("jurisdiction", "PL"))
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError, LawError):
        return None
