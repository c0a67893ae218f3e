"""The commands about a town's settings, and about what the program expects and knows."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.doctor.files import remarks
from pipelines.doctor.town_toml import law_meant, mistakes_of
from pipelines.refusal import visible
from pipelines.settings import settings_text
from pipelines.town import language_of
from rules.wording import words


def check(root: Path, form: Format) -> int:
    """Print every mistake of town.toml, and what its feeds make of the files that are there.

    Returns 1 for a mistake of town.toml, which comes first, 3 for a file that would not get in whole, else 0.
    """
    say = words(language_of(root))
    text = settings_text(root)
    found = mistakes_of(root, text)
    law = law_meant(root, text)
    terms = () if law is None else {term.id for term in law.terms}
    said = [] if found else remarks(root, terms, say)
    wrong = [remark for remark in said if remark.wrong]
    if found or form is not Format.table:
        rows = [(m.line, m.key, m.message, m.fix) for m in found]
        rows += [(_line_of(text, each.feed), f"feeds.{each.feed}", each.message, each.fix) for each in wrong]
        frame = pl.DataFrame(
            rows, schema={"line": pl.Int64, "key": pl.String, "message": pl.String, "fix": pl.String}, orient="row"
        )
        write(frame, form, say)
    else:
        lines = [say("{file}: no mistakes.", file=root / "town.toml")]
        for each in said:
            lines += [f"{each.feed}: {each.message}", *([f"  → {each.fix}"] if each.fix else [])]
        print(visible("\n".join(lines)))  # noqa: T201
    return 1 if found else 3 if wrong else 0


def _line_of(text: str, feed: str) -> int:
    """Where the table of a feed begins in town.toml."""
    begins = (f"[feeds.{feed}]", f"[feeds.{feed}.", f'[feeds."{feed}"')
    return next((n for n, line in enumerate(text.splitlines(), start=1) if line.strip().startswith(begins)), 1)


def settings(root: Path, form: Format) -> None:
    """Print every key of town.toml: what it may be, an example, and what holds where it is left out."""
    from pipelines.settings.described import described

    say = words(language_of(root))
    write(pl.DataFrame(described(say)), form, say)


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
