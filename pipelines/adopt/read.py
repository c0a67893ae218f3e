"""An office's own file as a table: which settings read it, what stands above it and below it, what its columns hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.adopt.container import format_of
from pipelines.adopt.layout import Header, delimited, encoding_of, header_in
from pipelines.adopt.notes import notes
from pipelines.adopt.values import Look, look_at
from pipelines.formats import FORMATS, LINE, Table, Unreadable, read
from pipelines.formats.decode import decoded
from pipelines.formats.html import largest_table
from pipelines.formats.table import Source, meaning
from pipelines.formats.tidy import tidied
from pipelines.formats.workbook import opened
from pipelines.formats.xlsx_bounds import check_bounds
from pipelines.town import Feed, Read, Town
from rules.wording import Words

BOOKS = ("xlsx", "xls", "ods")
TOP = 120  # rows of each sheet that are looked at for the header


@dataclass(frozen=True)
class Sheet:
    """One file as the settings in `read` read it.

    read    settings of `[feeds.x.read]`; days are added once it is known which columns are days
    table   its rows without totals and notes; for a format with a vocabulary of its own the canonical columns
    struck  the rows that are none: totals, notes (columns of text and `line`)
    looks   by header, what each column holds
    """

    path: Path
    format: str
    read: Mapping[str, Any]
    table: Table
    struck: pl.DataFrame
    looks: Mapping[str, Look]

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the columns, in the file's order."""
        return tuple(name for name in self.table.frame.columns if name != LINE)


def read_sheet(path: Path, town: Town, say: Words, kept: Collection[int] = ()) -> Sheet:
    """The file by the settings that fit it; `kept`: lines of rows that are rows, whatever they look like.

    Raises:
        Refusal: the file is damaged, of no kind that is read here, or no table is found in it.
    """
    broken = say("{file} cannot be read: it is damaged.", file=path.name)
    with meaning(broken, say("Export the register again, as CSV or as a workbook (.xlsx).")):
        form = format_of(path, say)
        settings = _settings(path, form, town, say)
        nouns = FORMATS[form].nouns or ("cases",)
        feed = Feed("adopt", nouns, form, path.name, "adopt", "all", read=Read(**settings))
        table = read(path, feed, nouns[0], town.zone, say, town.limits)
    struck, drop = (pl.DataFrame(), []) if table.canonical else notes(table, kept)
    if drop:
        settings["drop_rows"] = drop
        table = tidied(table, drop)
    looks = {name: look_at(table.frame[name], town) for name in table.frame.columns if name != LINE}
    return Sheet(path, form, settings, table, struck, looks)


def _settings(path: Path, form: str, town: Town, say: Words) -> dict[str, Any]:
    """`[feeds.x.read]` as far as the file's form tells it: encoding, delimiter, sheet, rows above the header."""
    if form == "csv":
        return _of_text(path.read_bytes(), say)
    if form == "html":
        return _of_page(path, town, say)
    return _of_book(path, form, town, say) if form in BOOKS else {}


def _of_text(data: bytes, say: Words) -> dict[str, Any]:
    encoding = encoding_of(data)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    delimiter, header = delimited(text)
    if header is None:
        raise Unreadable(
            say("the file has no header line"),
            say("Export the file again, with the names of the columns in the first line."),
        )
    settings: dict[str, Any] = {} if encoding == "utf-8" else {"encoding": encoding}
    if len(header.cells) > 1:
        settings["delimiter"] = delimiter
    return settings | _skip(header)


def _of_page(path: Path, town: Town, say: Words) -> dict[str, Any]:
    """The encoding of a web page, and which row of its table is the header."""
    encoding = encoding_of(path.read_bytes())
    settings: dict[str, Any] = {} if encoding == "utf-8" else {"encoding": encoding}
    feed = Feed("adopt", ("cases",), "html", path.name, "adopt", "all", read=Read(**settings))
    source = Source(path, feed, "cases", town.zone, say, town.limits)
    fix = say("Export the register again, as a workbook (.xlsx).")
    with meaning(say("this is no web page with a table"), fix):
        grid = largest_table(decoded(source)[0])
    header = header_in([(n, [cell or "" for cell in row]) for n, row in enumerate(grid)])
    if header is None:
        raise Unreadable(say("the web page has no table with a header row"), fix)
    return settings | _skip(header)


def _of_book(path: Path, form: str, town: Town, say: Words) -> dict[str, Any]:
    """The sheet whose header is the surest, and where that header is."""
    import fastexcel

    source = Source(
        path, Feed("adopt", ("cases",), form, path.name, "adopt", "all"), "cases", town.zone, say, town.limits
    )
    content, _ = opened(source)
    broken = (
        say("this is not an Excel workbook"),
        say("Open the file in Excel and save it as a workbook (.xlsx) without a password."),
    )
    found = list[tuple[float, str, Header]]()
    with meaning(*broken):
        check_bounds(source)
        book = fastexcel.read_excel(content)
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, n_rows=TOP, dtypes="string")
            header = header_in(list(_cells(sheet.to_polars()))) if sheet.width else None
            if header is not None:
                found.append((header.score, name, header))
    if not found:
        raise Unreadable(
            say("the sheet has no header row"), say("Name the right sheet in town.toml, or export the file again.")
        )
    _, name, header = max(found, key=lambda each: each[0])
    return ({"sheet": name} if len(book.sheet_names) > 1 else {}) | _skip(header)


def _cells(grid: pl.DataFrame) -> Iterator[tuple[int, Sequence[str]]]:
    for before, row in enumerate(grid.iter_rows()):
        yield before, [(cell or "").strip() for cell in row]


def _skip(header: Header) -> dict[str, Any]:
    skip = {"skip": header.skip} if header.skip else {}
    return skip | ({"header": header.rows} if header.rows > 1 else {})
