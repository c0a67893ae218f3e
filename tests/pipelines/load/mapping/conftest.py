"""A table, a feed and a town in a few words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.contracts import noun
from pipelines.formats import Table
from pipelines.load.mapping import Conformed, conform
from pipelines.settings import read_town

REJECTED = {"line": pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String, "fix": pl.String}


def table_of(text: str, *, canonical: bool = False) -> Table:
    """`a; b` above `1; 2`: a header and rows, the first row on line 2; an empty cell is null."""
    header, *rows = [[cell.strip() for cell in row.split(";")] for row in text.strip().splitlines()]
    cells = {name: [row[place] or None for row in rows] for place, name in enumerate(header)}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String))
    lined = frame.with_columns(pl.int_range(2, len(rows) + 2, dtype=pl.Int64).alias("line"))
    return Table(lined, pl.DataFrame(schema=REJECTED), canonical)


@pytest.fixture
def conformed() -> Callable[..., Conformed]:
    """Conform a table to a noun by the lines of a feed in town.toml; the row equation is held every time."""

    def do(
        text: str | Table, name: str, feed: str = "", *, head: str = "", language: str = "en", **how: Any
    ) -> Conformed:
        settings = f'[town]\nname = "Zabrzeg"\nlanguage = "{language}"\n{head}\n[feeds.x]\nnoun = "{name}"\n{feed}'
        town = read_town(Path("/town"), settings)
        table = table_of(text, **how) if isinstance(text, str) else text
        found = conform(table, town.feeds["x"], noun(name), town)
        assert found.rows_in == found.good.height + found.collapsed + found.rows_rejected
        assert found.good.columns == [*noun(name).columns, "line"]
        return found

    return do
