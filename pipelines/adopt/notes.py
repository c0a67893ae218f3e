"""What stands in a table and is no row of the register, struck out: totals, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import polars as pl

from pipelines.adopt.layout import filled
from pipelines.formats import LINE, Table

SUMS = r"(?i)^\s*(razem|og[oó]łem|suma|łącznie|podsumowanie|total|celkem|saldo ko[nń]cowe)\b"
FEW = 0.34  # a row that fills no more of the usual number of cells is a title or a note
MANY = 3  # notes below a table that are no sign of anything
PREFIX = re.compile(r"^[^\d:]{3,30}")  # a name that follows is nobody's business


def notes(table: Table, kept: Collection[int] = ()) -> tuple[pl.DataFrame, list[str]]:
    """The rows that are no rows of the register, and the patterns by which a feed leaves them out.

    A pattern is the beginning of such a cell, up to its first digit, or else the whole of it; it must be found in no
    other row and in no header. `kept`: lines of rows that somebody said are rows of the register.
    """
    names = [name for name in table.frame.columns if name != LINE]
    counts = table.frame.select(pl.sum_horizontal(pl.col(names).is_not_null().cast(pl.Int64)).alias("n"))["n"]
    usual = float(counts.median() or 0)  # type: ignore[arg-type]
    total = table.frame.select(
        pl.any_horizontal(pl.col(names).str.contains(SUMS).fill_null(value=False)).alias("total")
    )["total"]
    suspect = (total & (counts < usual)) | ((counts <= usual * FEW) & (usual > 2)) if len(counts) else total
    if suspect.sum() > max(MANY, table.frame.height * FEW):  # so many are no notes: the table is another than it seems
        suspect = total & (counts < usual)
    suspect = suspect & ~table.frame[LINE].is_in([*kept])
    struck, rest = table.frame.filter(suspect), table.frame.filter(~suspect)
    texts = [_cell(row) for row in struck.select(names).iter_rows()]
    loose = [value for value in table.rejected["value"].drop_nulls() if filled([value]) and "\n" not in value]
    found = {text: _pattern(text, rest, names) for text in (*texts, *loose) if text}
    patterns = [*dict.fromkeys(pattern for pattern in found.values() if pattern)]
    if not all(found.values()):  # what cannot be told apart from a row stays, and is rejected with its reason
        lines = struck.select(names).iter_rows()
        dropped = [any(re.search(pattern, cell or "") for pattern in patterns for cell in row) for row in lines]
        struck = struck.filter(pl.Series(dropped, dtype=pl.Boolean))
    return struck, patterns


def _cell(row: Sequence[str | None]) -> str:
    """The cell that says what the row is: the one that names a sum, else the first."""
    cells = [cell for cell in row if cell]
    return next((cell for cell in cells if re.search(SUMS, cell)), cells[0] if cells else "")


def _pattern(text: str, rest: pl.DataFrame, names: Sequence[str]) -> str:
    """What finds this cell and no row; empty where nothing does."""
    found = PREFIX.match(text.strip())
    tried = (f"^{_escaped(found[0].rstrip())}", f"^{_escaped(text.strip())}$") if found else ()
    return next((pattern for pattern in tried if not _elsewhere(pattern, rest, names)), "")


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")


def _elsewhere(pattern: str, rest: pl.DataFrame, names: Sequence[str]) -> bool:
    if any(re.search(pattern, name) for name in names):
        return True
    found = (pl.col(name).str.contains(pattern).fill_null(value=False) for name in names)
    return bool(rest.select(pl.any_horizontal(*found).any()).item()) if rest.height else False
