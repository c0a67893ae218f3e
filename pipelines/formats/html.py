"""A table of a web page: what many programs write and call a workbook (.xls).

Of several tables the one with most cells is read. A cell over several columns or rows stands in the first of them, and
the others are empty, as in a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import polars as pl

from pipelines.formats.decode import damaged_cells, decoded
from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Rejections, Source, Table, Unreadable, column_names, headed, meaning
from pipelines.formats.tidy import unwanted

if TYPE_CHECKING:
    import lxml.etree as etree

WIDEST = 1000  # columns a cell may span: more is no table, but a way to ask for memory
HIGHEST = 65534  # rows a cell may span, as browsers have it


def read(source: Source) -> Table:
    """The rows below the header; `line` is the number of the row in its table. Empty rows are no rows."""
    say, wanted = source.say, source.feed.read
    data, damaged = decoded(source)
    fix = say("Export the register again, as a workbook (.xlsx).")
    with meaning(say("this is no web page with a table"), fix):
        rows = largest_table(data)
    start = next(
        (n for n, row in enumerate(rows) if n >= wanted.skip and any(row) and not unwanted(row, wanted.drop_rows)), None
    )
    if start is None:
        raise Unreadable(say("the web page has no table with a header row"), fix)
    end = start + wanted.header
    names = column_names(headed(rows[start:end]), say)
    below, rejected = list[tuple[int, list[str | None]]](), Rejections()
    for number, row in enumerate(rows[end:], start=end + 1):
        if any(row[len(names) :]):
            rejected.add(number, say("the row has more cells than the header"), fix, value=" ".join(filter(None, row)))
        elif any(row):
            below.append((number, [*row, *[None] * len(names)][: len(names)]))
    columns = [pl.Series(name, [row[n] for _, row in below], dtype=pl.String) for n, name in enumerate(names)]
    frame = pl.DataFrame([*columns, pl.Series(LINE, [number for number, _ in below], dtype=pl.Int64)])
    table = Table(frame, rejected.frame(), above=tuple(cell for row in rows[:start] for cell in row if cell))
    return table if not damaged else Table(frame, table.rejected, spoiled=damaged_cells(frame), above=table.above)


def largest_table(data: bytes) -> list[list[str | None]]:
    """The cells, row by row, of the table that has most of them; `data` is UTF-8."""
    import lxml.etree as etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    page = etree.fromstring(data, parser)
    tables = [list(_grid(row for row in table.iter("tr") if _own(row, table))) for table in page.iter("table")]
    return max(tables, key=lambda rows: sum(map(len, rows)), default=[])


def _own(row: etree._Element, table: etree._Element) -> bool:
    """The row is of this table, not of one within a cell of it."""
    return next(row.iterancestors("table"), None) is table


def _grid(rows: Iterable[etree._Element]) -> Iterator[list[str | None]]:
    """The cells of each row in their columns; a cell that reaches down keeps its place until its group of rows ends."""
    group, taken = None, dict[int, int]()  # by column, the rows below that a cell above still covers
    for row in rows:
        if row.getparent() is not group:
            group, taken = row.getparent(), {}
        line, below = list[str | None](), dict[int, int]()
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while len(line) in taken:
                line.append(None)
            width, height = _span(cell, "colspan", WIDEST) or 1, _span(cell, "rowspan", HIGHEST) or HIGHEST
            if height > 1:
                below |= dict.fromkeys(range(len(line), len(line) + width), height - 1)
            line += [" ".join("".join(cell.itertext()).split()) or None, *[None] * (width - 1)]
        yield line + [None] * (1 + max(taken, default=-1) - len(line))
        taken = {column: n - 1 for column, n in taken.items() if n > 1} | below


def _span(cell: etree._Element, way: str, most: int) -> int:
    said = cell.get(way, "1").strip()
    return min(int(said[:6]), most) if said.isdecimal() else 1


FORMAT = Format("html", read, files="*.htm*", suffixes=(".html", ".htm"), whole=True)
