"""A sheet of an Excel workbook: what stands in the cells, as text.

Numbers come as Excel shows them, to 15 significant digits and without a decimal zero; days and moments as ISO 8601.
A cell with an error value (`#DIV/0!`) rejects its row: an error is not an empty cell.
"""

from __future__ import annotations

from decimal import Context

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Rejections, Source, Table, Unreadable, column_names, meaning
from pipelines.formats.xlsx_bounds import check_bounds

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"  # a cell formatted as a day
CLOCK = r"^1899-12-3[01] (\d{2}:\d{2}:\d{2})$"  # a cell formatted as a time of day
LONG = r"^-?\d{7,}\.\d+$"  # a number whose decimals may be the noise of binary fractions
DIGITS = Context(prec=15)  # what Excel keeps of a number


def read(source: Source) -> Table:
    """The rows below the header of the feed's sheet; `line` is the row's number in Excel. Empty rows are no rows."""
    grid, errors = _grid(source)
    say = source.say
    start = next((n for n, row in enumerate(grid.iter_rows()) if n >= source.feed.read.skip and any(row)), None)
    if start is None:
        raise Unreadable(
            say("the sheet has no header row"), say("Name the right sheet in town.toml, or export the file again.")
        )
    names = column_names([cell or "" for cell in grid.row(start)], say)
    rejected = Rejections()
    for row, column in errors:
        rejected.add(
            row + 1,
            say("the cell holds a formula error"),
            say("Mend the formula, or put the value in its place."),
            names[column],
        )
    frame = grid.rename(dict(zip(grid.columns, names, strict=True))).with_row_index(LINE, offset=1)[start + 1 :]
    frame = frame.filter(
        pl.any_horizontal(pl.exclude(LINE).is_not_null()), ~pl.col(LINE).is_in([row + 1 for row, _ in errors])
    )
    return Table(frame.select(*(_text(frame[name]) for name in names), pl.col(LINE).cast(pl.Int64)), rejected.frame())


def _grid(source: Source) -> tuple[pl.DataFrame, list[tuple[int, int]]]:
    """Every cell of the sheet from its first row on, and the places (row, column from 0) of error values."""
    import fastexcel

    say, wanted = source.say, source.feed.read.sheet
    broken = (
        say("this is not an Excel workbook"),
        say("Open the file in Excel and save it as a workbook (.xlsx) without a password."),
    )
    with meaning(*broken):
        check_bounds(source)
        book = fastexcel.read_excel(source.path)
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


def _text(cells: pl.Series) -> pl.Series:
    """Cells' text with a day without its midnight and a number without its noise."""
    noisy = cells.filter(cells.str.contains(LONG) & (cells.str.len_chars() > DIGITS.prec + 1)).unique().to_list()
    exact = [f"{DIGITS.create_decimal(text).normalize():f}" for text in noisy]
    return cells.replace(noisy, exact).str.replace(MIDNIGHT, "$1").str.replace(CLOCK, "$1")


FORMAT = Format("xlsx", read, files="*.xlsx", suffixes=(".xlsx",), whole=True)
