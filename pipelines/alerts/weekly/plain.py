"""A table as plain text: columns side by side, as wide as a letter; what does not fit goes on below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pipelines.alerts.weekly.content import Row, Table
from pipelines.alerts.write import WIDTH

BAR = 20  # columns of the longest bar
GAP = "  "


def plain(table: Table) -> Iterator[str]:
    """The lines of a table: a head, the rows, the total; the first column gives way to the others."""
    rows = [table.columns, *(row.cells for row in table.rows), *([table.total] if table.total else [])]
    widths = [max(len(row[column]) for row in rows) for column in range(1, len(table.columns))]
    if any(width > WIDTH // 3 for width in widths) or sum(widths) + len(GAP) * len(widths) > WIDTH - 16:
        yield from _below(table)
        return
    first = min(max(len(row[0]) for row in rows), WIDTH - sum(widths) - len(GAP) * len(widths))
    below = [("", 0), *((row.under, row.share or 0) for row in table.rows), ("", 0)]
    for cells, (under, share) in zip(rows, below, strict=False):
        head, *rest = textwrap.wrap(cells[0], first, break_long_words=False, break_on_hyphens=False) or [""]
        numbers = (
            cell.rjust(width) if column >= table.numeric_from else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells[1:], widths, strict=True), start=1)
        )
        yield GAP.join((head.ljust(first), *numbers)).rstrip()
        yield from rest
        if under:
            yield f"  {under}"
        if share:
            yield "█" * max(1, share * BAR // 100)


def _below(table: Table) -> Iterator[str]:
    """A table too wide for a letter: a row on lines of its own, each cell with its column's name."""
    for row in (*table.rows, *([Row(table.total)] if table.total else [])):
        cells = row.cells
        yield f"- {cells[0]}{row.under and f', {row.under}'}"
        named = (f"{name}: {cell}" for name, cell in zip(table.columns[1:], cells[1:], strict=True) if cell)
        yield from textwrap.wrap("; ".join(named), WIDTH, initial_indent="  ", subsequent_indent="  ",
                                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
