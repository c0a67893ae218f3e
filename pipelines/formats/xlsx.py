"""A sheet of an Excel workbook: what stands in the cells, as text.

Numbers come as Excel shows them, to 15 significant digits and without a decimal zero; days and moments as ISO 8601.
A cell with an error value (`#DIV/0!`) is spoiled: an error is not an empty cell.
"""

from __future__ import annotations

from decimal import Context
from pathlib import Path

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.table import LINE, SPOILED, Rejections, Source, Table, Unreadable, column_names, headed, meaning
from pipelines.formats.tidy import unwanted
from pipelines.formats.workbook import opened
from pipelines.formats.xlsx_bounds import check_bounds

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"  # a cell formatted as a day
CLOCK = r"^1899-12-3[01] (\d{2}:\d{2}:\d{2})$"  # a cell formatted as a time of day
LONG = r"^-?\d{7,}\.\d+$"  # a number whose decimals may be the noise of binary fractions
ERROR = "#"
DIGITS = Context(prec=15)  # what Excel keeps of a number


def read(source: Source) -> Table:
    """The rows below the header of the feed's sheet; `line` is the row's number in Excel. Empty rows are no rows."""
    content, zero = opened(source)
    grid, errors = _grid(source, content)
    say, wanted = source.say, source.feed.read
    rows = enumerate(grid.iter_rows())
    start = next((n for n, row in rows if n >= wanted.skip and any(row) and not unwanted(row, wanted.drop_rows)), None)
    if start is None:
        raise Unreadable(
            say("the sheet has no header row"), say("Name the right sheet in town.toml, or export the file again.")
        )
    end = min(start + wanted.header, grid.height)
    names = column_names(headed([grid.row(row) for row in range(start, end)]), say)
    below = [(row + 1, names[column], "formula") for row, column in errors if row >= end]
    grid = _shown(grid, errors)
    frame = grid.rename(dict(zip(grid.columns, names, strict=True))).with_row_index(LINE, offset=1)[end:]
    frame = frame.select(*(_text(frame[name]) for name in names), pl.col(LINE).cast(pl.Int64))
    spoiled = pl.DataFrame(below, schema=SPOILED, orient="row")
    frame = frame.filter(pl.any_horizontal(pl.exclude(LINE).is_not_null()))
    above = tuple(cell for row in grid[:start].iter_rows() for cell in row if cell)
    return Table(frame, Rejections().frame(), spoiled=spoiled, day_zero=zero, above=above)


def _grid(source: Source, content: Path | bytes) -> tuple[pl.DataFrame, list[tuple[int, int]]]:
    """Every cell of the sheet from its first row on, and the places (row, column from 0) of error values."""
    import fastexcel

    say, wanted = source.say, source.feed.read.sheet
    broken = (
        say("this is not an Excel workbook"),
        say("Open the file in Excel and save it as a workbook (.xlsx) without a password."),
    )
    with meaning(*broken):
        check_bounds(source)
        book = fastexcel.read_excel(content)
    names = book.sheet_names
    number = wanted - 1 if isinstance(wanted, int) else names.index(wanted) if wanted in names else -bool(wanted)
    if not 0 <= number < len(names):
        shown = ", ".join(f"„{name}”" for name in names)
        fix = say("Write in town.toml one of the file's sheets: {sheets}; or its number, from 1.", sheets=shown)
        raise Unreadable(say("the file has no sheet {sheet}", sheet=wanted), fix)
    with meaning(*broken):
        sheet = book.load_sheet(number, header_row=None, skip_rows=0, dtypes="string")
        batch, errors = sheet.to_arrow_with_errors() if sheet.width else (None, None)
    grid = pl.DataFrame() if batch is None else pl.DataFrame(pl.from_arrow(batch))
    return grid.with_columns(pl.all().replace("", None)), [cell.position for cell in errors.errors] if errors else []


def _shown(grid: pl.DataFrame, errors: list[tuple[int, int]]) -> pl.DataFrame:
    """The cells with an error value as Excel begins to write them: they are not empty."""
    at: dict[int, list[int]] = {}
    for row, column in errors:
        at.setdefault(column, []).append(row)
    return grid.with_columns(grid.to_series(column).scatter(rows, ERROR) for column, rows in at.items())


def _text(cells: pl.Series) -> pl.Series:
    """Cells' text with a day without its midnight and a number without its noise."""
    noisy = cells.filter(cells.str.contains(LONG) & (cells.str.len_chars() > DIGITS.prec + 1)).unique().to_list()
    exact = [f"{DIGITS.create_decimal(text).normalize():f}" for text in noisy]
    return cells.replace(noisy, exact).str.replace(MIDNIGHT, "$1").str.replace(CLOCK, "$1")


FORMAT = Format("xlsx", read, files="*.xlsx", suffixes=(".xlsx", ".xlsm", ".xlsb"), whole=True)
XLS = Format("xls", read, files="*.xls", suffixes=(".xls",), whole=True)
ODS = Format("ods", read, files="*.ods", suffixes=(".ods",), whole=True)
