"""The rejection sheet: the clerk's own rows, each with what is wrong in which line and how to put it right."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.load.mapping.rejected import REJECTED
from pipelines.load.names import fitting
from pipelines.load.record import Load
from pipelines.town import Town
from rules.wording import Words

LIMIT = 100_000  # rows on a sheet; nobody corrects more by hand, and the file itself is kept whole
ABOUT = ("line", "column", "value", "reason", "fix")


def write_sheet(path: Path, rows: pl.DataFrame, rejected: pl.DataFrame, say: Words) -> None:
    """An XLSX of every rejection, in the order of the file.

    `rows` are the file's rows as text with their `line`; `rejected` has line, column, value, reason and fix. A line
    with two faults stands there twice. Cells are text and marked as such, so that no formula of a file comes alive
    in the clerk's hands and a corrected row can be copied back unchanged.
    """
    import xlsxwriter

    own = [name for name in rows.columns if name != "line"]
    about = rejected.select(ABOUT).sort("line", maintain_order=True)
    sheet = about.rename({name: f"\0{name}" for name in ABOUT}).join(
        rows.unique("line", keep="first"), left_on="\0line", right_on="line", how="left", maintain_order="left"
    )
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(say("Rejected"))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain, wrong = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
        plain.set_quote_prefix()
        wrong.set_quote_prefix()
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(own) - 1, 0), 16)
        page.set_column(len(own), len(own) + 2, 14)
        page.set_column(len(own) + 3, len(own) + 4, 50)
        for at, name in enumerate([*own, *(say(name) for name in ABOUT)]):
            page.write_string(0, at, name, head)
        for at, row in enumerate(sheet.head(LIMIT).select(*own, *(f"\0{name}" for name in ABOUT)).iter_rows(), start=1):
            line, column, *text = row[len(own) :]
            for place, value in enumerate(row[: len(own)]):
                if value:
                    page.write_string(at, place, value, wrong if own[place] == column else plain)
            if line is not None:  # a query of the feed may leave the lines out
                page.write_number(at, len(own), line)
            for place, value in enumerate([column, *text], start=len(own) + 1):
                page.write_string(at, place, value or "", plain)
        if sheet.height > LIMIT:
            page.write_string(
                LIMIT + 1,
                len(own) + 3,
                say.count(sheet.height - LIMIT, "and {n} more fault, not listed", "and {n} more faults, not listed"),
                head,
            )
        page.autofilter(0, 0, min(sheet.height, LIMIT), len(own) + len(ABOUT) - 1)


def write_refusal(path: Path, reason: str, fix: str, say: Words) -> None:
    """The sheet of a file of which no row could be used: why, and what to do."""
    about = {"line": None, "column": None, "value": None, "reason": reason, "fix": fix}
    write_sheet(path, pl.DataFrame(schema={"line": pl.Int64}), pl.DataFrame([about], schema=REJECTED), say)


def sheet(town: Town, load: Load) -> Path:
    """Where the rejection sheet of a load lies."""
    return town.rejected / load.folder / fitting(f"{load.load_id}-", load.file, ".xlsx")


def pending_sheet(town: Town, load: Load) -> Path:
    """Where it lies until its load is recorded: a killed run leaves no sheet of a load that never was."""
    folder = town.rejected / load.folder
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f".{load.load_id}.xlsx.part"


def show(town: Town, load: Load) -> None:
    """Give the sheet of a recorded load its name."""
    if pending_sheet(town, load).exists():
        pending_sheet(town, load).replace(sheet(town, load))
