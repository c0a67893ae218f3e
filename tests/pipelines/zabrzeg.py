"""A small Zabrzeg that was run for yesterday, and the exports that came overnight, in the clerks' own words."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

YESTERDAY, TODAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
ENCODINGS = {"dziennik": "utf-8-sig"}  # the others of Zabrzeg's systems write cp1250
# the feeds of what changes overnight and of those who are told, and one that never delivers
PLAIN = ("jednostki", "pracownicy", "dziennik", "ezd_sprawy", "fk_faktury", "fk_przelewy", "gestorzy")
LONG_AGO = 1_790_000_000  # a file time: nobody waits whether the file still grows
Row = dict[str, str]

# documents with a day given, each for one way in which today may differ from yesterday
LETTERS = {
    "RPW/worse": "24.11.2026",
    "RPW/better": "18.11.2026",
    "RPW/resolved": "17.11.2026",
    "RPW/same": "10.11.2026",
}


def letter(document: str, due: str, received: str = "01.10.2026", closed: str = "") -> Row:
    """A row of the register of letters."""
    return {
        "Numer RPW": document, "Data wpływu": received, "Komórka": "OR", "Osoba": "e010", "Termin": due,
        "Data załatwienia": closed,
    }  # fmt: skip


def only_feeds(root: Path, kept: Collection[str]) -> None:
    """Take all other feeds out of town.toml, and the exports that nobody reads then out of the inbox."""
    settings = root / "town.toml"
    tables = re.split(r"^(?=\[)", settings.read_text("utf-8"), flags=re.MULTILINE)
    feed_of = [found[1] if (found := re.match(r"\[feeds\.(\w+)", table)) else None for table in tables]
    text = "".join(table for table, feed in zip(tables, feed_of, strict=True) if feed is None or feed in kept)
    settings.write_text(text, "utf-8")
    read = {*kept, *re.findall(r'^inbox = "(\w+)"', text, flags=re.MULTILINE)}
    for folder in (root / "inbox").iterdir():
        if folder.name not in read:
            shutil.rmtree(folder)


def rewrite(root: Path, folder: str, change: Callable[[list[Row]], list[Row]]) -> Path:
    """The newest CSV of a folder, its rows changed, put into the inbox under its own name."""
    found = [path for place in ("inbox", "archive") for path in sorted((root / place / folder).glob("*.csv"))[-1:]]
    name = re.sub(r"^L\d+-", "", found[0].name)
    encoding = ENCODINGS.get(folder, "cp1250")
    with found[0].open(encoding=encoding, newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        changed, header = change(list(rows)), rows.fieldnames or ()
    path = root / "inbox" / folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, header, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(changed)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def overnight(root: Path) -> None:
    """What the registers say this morning: a letter settled and a new one, a case gone, an invoice paid."""
    rewrite(
        root,
        "dziennik",
        lambda rows: [
            *(row for row in rows if row["Numer RPW"] != "RPW/resolved"),
            letter("RPW/resolved", LETTERS["RPW/resolved"], closed="19.11.2026"),
            letter("RPW/new", "19.11.2026", received="20.11.2026"),
        ],
    )
    rewrite(root, "ezd_sprawy", lambda rows: rows[1:])
    rewrite(
        root,
        "fk_przelewy",
        lambda rows: [
            *rows,
            {"Nr przelewu": "PRZ/late", "Nr rejestru": "FZ/09013/2026", "Data zlecenia": "18.11.2026",
             "Data obciążenia": "18.11.2026", "Kwota": "61 500,00", "Rodzaj": "zwykły"},
        ],
    )  # fmt: skip
