"""Writers of exports as Polish systems write them: semicolons, decimal commas, dd.mm.yyyy, Windows code pages.

Every writer gives the same bytes for the same rows: no clock, no order of a set, no file times.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

NBSP = "\N{NO-BREAK SPACE}"
MADE_ON = datetime(2026, 11, 20)  # noqa: DTZ001 the creation time a workbook would otherwise take from the clock


@lru_cache(maxsize=4096)
def pl_day(day: date | None) -> str:
    """20.11.2026, empty when there is none."""
    return "" if day is None else f"{day.day:02d}.{day.month:02d}.{day.year}"


def pl_moment(moment: datetime) -> str:
    """20.11.2026 09:05, local time."""
    return f"{pl_day(moment.date())} {moment.hour:02d}:{moment.minute:02d}"


def pl_money(grosze: int | None, space: str = " ") -> str:
    """1 234,50 from 123450 grosze; empty when unknown."""
    if grosze is None:
        return ""
    whole, part = divmod(abs(grosze), 100)
    return f"{'-' if grosze < 0 else ''}{whole:,}".replace(",", space) + f",{part:02d}"


def money(grosze: int | None) -> str:
    """1234.50 from 123450 grosze; empty when unknown."""
    if grosze is None:
        return ""
    whole, part = divmod(abs(grosze), 100)
    return f"{'-' if grosze < 0 else ''}{whole}.{part:02d}"


def pl_yes(flag: bool | None) -> str:
    """Tak or nie, empty when unknown."""
    return "" if flag is None else ("tak" if flag else "nie")


def header(*texts: str) -> tuple[str, ...]:
    """Column names as they stand in a file, between semicolons."""
    return tuple(";".join(texts).split(";"))


def csv_file(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ";"
) -> None:
    """One CSV with Windows line ends."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(rows)


def xlsx_file(path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """One workbook, a bold header in each sheet, real date cells."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        book.set_properties({"created": MADE_ON})
        bold = book.add_format({"bold": True})
        for name, (columns, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns, bold)
            for line, row in enumerate(rows, start=1):
                for place, value in enumerate(row):
                    if value is not None and value != "":
                        sheet.write(line, place, value)


def jsonl_file(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """A JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def zip_file(path: Path, members: Mapping[str, str]) -> None:
    """A ZIP of texts, stored in the order given and dated by the first day ZIP knows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"))
