"""What the codes of a budget's classification are called, as the act that lists them says; nothing is judged by it."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

COLUMNS = ("level", "code", "name", "source")


@cache
def budget_names(jurisdiction: str) -> list[tuple[str, ...]]:
    """A row per code, as `COLUMNS`; none where no list is shipped for the jurisdiction ("PL").

    level is dzial, rozdzial or, of a paragraph, the side on which it bears this name: spending, income. The code of a
    paragraph has three digits: the fourth says where the money comes from.
    """
    file = resources.files("rules.law") / jurisdiction.lower() / "budget_names.csv"
    if not jurisdiction.isalpha() or not file.is_file():
        return []
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return [tuple(row[column] for column in COLUMNS) for row in rows]
