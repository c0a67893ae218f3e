"""The commands about a town's settings, and about what the program expects and knows."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import polars as pl

from pipelines.output import Format, write
from pipelines.refusal import Refusal
from pipelines.settings import check as mistakes_in
from rules.wording import words


def init(root: Path) -> None:
    """Make the folder of a new town; never touches one that is there."""
    settings = root / "town.toml"
    if settings.exists():
        raise Refusal(f"{settings} exists.", "Edit it, then run `ratusz check`.")
    (root / "inbox").mkdir(parents=True, exist_ok=True)
    settings.write_text(
        (resources.files("pipelines") / "commands" / "town.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    print(f"{settings}\n→ ratusz check --town {root}")  # noqa: T201


def check(root: Path, form: Format) -> int:
    """Print every mistake of town.toml; 0 when there is none, else 1."""
    settings = root / "town.toml"
    if not settings.is_file():
        raise Refusal(f"{settings} is missing.", "Run `ratusz init`, or point at the town with --town.")
    found = mistakes_in(settings.read_text(encoding="utf-8"))
    say = words("pl")
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


def contract(form: Format) -> None:
    """Print the columns of every noun, from the contracts."""
    from pipelines.contract import describe

    write(pl.DataFrame(describe()), form, words("pl"))


def rules(form: Format) -> None:
    """Print every rule."""
    from pipelines.judge import RULES

    say = words("pl")
    rows = [
        {
            "rule": rule.id, "name": rule.name, "noun": rule.noun,
            "severity": "/".join(dict.fromkeys([rule.severity, *rule.escalates])),
            "sentence": say(rule.says), "to": ", ".join(rule.to), "law": "; ".join(rule.law),
        }
        for rule in RULES.values()
    ]  # fmt: skip
    write(pl.DataFrame(rows), form, say)
