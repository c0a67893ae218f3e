"""The mistakes of a town.toml, held against all that the program knows: rules, jobs, the law."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipelines.refusal import Refusal
from pipelines.settings import FILE, Mistake, check
from pipelines.settings.law import brings_law
from pipelines.settings.town_law import law_in
from pipelines.town import language_of
from rules.law import Law, LawError
from rules.wording import words


def settings_text(root: Path) -> str:
    """The text of the town.toml in a folder; Refusal where there is none or it is not UTF-8."""
    settings = root / FILE
    say = words(language_of(root))
    if not settings.is_file():
        raise Refusal(
            say("There is no {file} in {folder}.", file=FILE, folder=root),
            say("Name the town's folder with --town or RATUSZ_TOWN, or begin one with `ratusz init`."),
        )
    try:
        return settings.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(say("{file} is not UTF-8.", file=FILE), say("Save it as UTF-8.")) from None


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
