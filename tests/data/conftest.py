"""The demo town, and its exports as rows by the clerk's own column names."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import fastexcel
import pytest

Rows = list[dict[str, str]]
ENCODINGS = {
    "budzet": "utf-8-sig",
    "dziennik": "utf-8-sig",
    "jednostki": "utf-8",
    "aliasy": "utf-8",
    "podzial": "utf-8",
}


@pytest.fixture(scope="session")
def town(demo: Path) -> Path:
    """Zabrzeg at scale 1. Nobody writes to it."""
    return demo


@pytest.fixture(scope="session")
def export(town: Path) -> Callable[[str], Rows]:
    """The only CSV of a folder of the inbox."""

    def rows(folder: str) -> Rows:
        (path,) = (town / "inbox" / folder).glob("*.csv")
        encoding = ENCODINGS.get(folder, "cp1250")
        with path.open(encoding=encoding, newline="") as file:
            delimiter = ";" if ";" in file.readline() else ","
            file.seek(0)
            return list(csv.DictReader(file, delimiter=delimiter))

    return rows


@pytest.fixture(scope="session")
def sheet(town: Path) -> Callable[[str, str], Rows]:
    """A sheet of the only workbook of a folder, all cells as text."""

    def rows(folder: str, name: str) -> Rows:
        (path,) = (town / "inbox" / folder).glob("*.xlsx")
        frame = fastexcel.read_excel(path).load_sheet(name, dtypes="string").to_polars()
        return [{key: value or "" for key, value in row.items()} for row in frame.to_dicts()]

    return rows
