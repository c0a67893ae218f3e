"""The commands about a town's settings, and about what the program expects and knows."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import polars as pl

from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.refusal import Refusal
from pipelines.settings import check as mistakes_in
from pipelines.settings.law import brings_law
from pipelines.settings.town_law import law_in
from pipelines.town import language_of
from rules.law import Law, LawError
from rules.wording import words


def init(root: Path) -> None:
    """Make the folder of a new town; never touches one that is there."""
    settings = root / "town.toml"
    say = words("pl")
    if settings.exists():
        raise Refusal(say("{file} exists.", file=settings), say("Edit it, then run `ratusz check`."))
    (root / "inbox").mkdir(parents=True, exist_ok=True)
    settings.write_text(
        (resources.files("pipelines.cli.commands") / "town.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    print(f"{settings}\n→ ratusz check --town {root}")  # noqa: T201


def check(root: Path, form: Format) -> int:
    """Print every mistake of town.toml; 0 when there is none, else 1."""
    from pipelines.schedule.jobs import JOBS
    from rules.catalogue import RULES

    settings = root / "town.toml"
    say = words(language_of(root))
    if not settings.is_file():
        raise Refusal(
            say("There is no {file} in {folder}.", file=settings.name, folder=root),
            say("Name the town's folder with --town or RATUSZ_TOWN, or begin one with `ratusz init`."),
        )
    try:
        text = settings.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(say("{file} is not UTF-8.", file=settings.name), say("Save it as UTF-8.")) from None
    law = _law(root, text)
    terms = None if law is None else frozenset(term.id for term in law.terms)
    found = mistakes_in(text, rules=RULES, terms=terms, jobs=JOBS, law=law, own_law=brings_law(root))
    if found or form is not Format.table:
        frame = pl.DataFrame(
            [(m.line, m.key, m.message, m.fix) for m in found],
            schema={"line": pl.Int64, "key": pl.String, "message": pl.String, "fix": pl.String},
            orient="row",
        )
        write(frame, form, say)
    else:
        print(say("{file}: no mistakes.", file=settings))  # noqa: T201
    return 1 if found else 0


def _law(root: Path, text: str) -> Law | None:
    """The law the town is judged by; None where the text does not say whose, which is a mistake of its own."""
    try:
        return law_in(root, tomllib.loads(text)["town"].get("jurisdiction", "PL"))
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError, LawError):
        return None


def contract(root: Path, form: Format) -> None:
    """Print the columns of every noun, from the contracts."""
    from pipelines.contracts import describe

    say = words(language_of(root))
    write(pl.DataFrame(describe(say.language)), form, say)


def rules(root: Path, form: Format) -> None:
    """Print every rule."""
    from rules.catalogue import RULES

    say = words(language_of(root))
    rows = [
        {
            "rule": rule.id, "name": rule.name, "noun": rule.noun,
            "severity": "/".join(dict.fromkeys([rule.severity, *reversed(rule.escalates)])),
            "sentence": say(rule.says), "to": ", ".join(rule.to), "law": "; ".join(rule.law),
        }
        for rule in RULES.values()
    ]  # fmt: skip
    write(pl.DataFrame(rows), form, say)
