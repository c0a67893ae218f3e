"""How large is a sheet before it is read? One value in its last cell makes a reader ask for half a terabyte of grid."""

from __future__ import annotations

import re
import zipfile

from pipelines.formats.package import check_members
from pipelines.formats.table import Source, Unreadable

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
FAR = re.compile(rb"\br=\"([A-Z]{2,3})(\d+)\"")  # a cell beyond column Z
CELL = re.compile(rb"<(?:\w+:)?c[ />]")
LETTERS = 26
EMPTY_CELLS = 20_000_000  # of a grid, beside as many again as the sheet has cells of its own: some 500 MB


def check_bounds(source: Source) -> None:
    """Raises Unreadable where a sheet has values far outside its table, or the workbook unpacks to too much.

    A file that is no ZIP (an old .xls) is left to its reader.
    """
    if not zipfile.is_zipfile(source.path):
        return
    with zipfile.ZipFile(source.path) as archive:
        check_members(source, archive.infolist())
        for member in archive.infolist():
            if SHEET.fullmatch(member.filename):
                _check_sheet(source, archive.read(member))


def _check_sheet(source: Source, data: bytes) -> None:
    rows = max((int(found) for found in ROW.findall(data)), default=0)
    far = max(((_number(letters), letters, int(row)) for letters, row in FAR.findall(data)), default=None)
    width = far[0] if far else LETTERS
    if rows * width - 2 * sum(1 for _ in CELL.finditer(data)) <= EMPTY_CELLS:
        return
    say = source.say
    place = f"{far[1].decode()}{far[2]}" if far else str(rows)
    raise Unreadable(
        say("the sheet has values far outside its table: {place}", place=place),
        say("Delete what stands there, rows and columns included, and save the workbook again."),
    )


def _number(letters: bytes) -> int:
    """Of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number
