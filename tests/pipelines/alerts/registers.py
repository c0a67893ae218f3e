"""The registers of a small town on disk: rows as a clerk keeps them, exported whole into the inbox as CSV."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pipelines import contracts
from pipelines.settings import open_town
from pipelines.town import Town

LONG_AGO = 1_790_000_000  # a file time: nobody waits whether the file still grows
Rows = dict[str, dict[str, Any]]  # key -> the columns that are known


class Registers:
    """What each system of the town knows; a noun is one system with one export."""

    def __init__(self, root: Path, settings: str, facts: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self.root = root
        self.rows: dict[str, Rows] = {}
        self.usual: dict[str, Mapping[str, Any]] = {}  # noun -> what its rows have unless they say otherwise
        for noun, rows in facts.items():
            self.usual[noun] = rows.get("usually", {})
            self.rows[noun] = {}
            self.change({noun: {key: row for key, row in rows.items() if key != "usually"}})
        root.mkdir(parents=True)
        (root / "town.toml").write_text(settings, encoding="utf-8")

    @property
    def town(self) -> Town:
        """The town as its settings are now."""
        return open_town(self.root)

    def change(self, changes: Mapping[str, Mapping[str, Mapping[str, Any] | None]]) -> None:
        """Columns of rows get new values; a row given as nothing is struck from the register."""
        for noun, rows in changes.items():
            for key, row in rows.items():
                if row is None:
                    del self.rows[noun][key]
                else:
                    self.rows[noun][key] = {**self.rows[noun].get(key, self.usual[noun]), **row}

    def export(self, but: Collection[str] = ()) -> None:
        """The whole register of each system into the inbox, except of those that are silent."""
        for noun in self.rows.keys() - set(but):
            folder = self.root / "inbox" / noun
            folder.mkdir(parents=True, exist_ok=True)
            [identity] = contracts.noun(noun).key
            header = dict.fromkeys((identity, *self.usual[noun]))
            header |= {column: None for row in self.rows[noun].values() for column in row}
            with (folder / f"{noun}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(header), delimiter=";", restval="")
                writer.writeheader()
                writer.writerows({identity: key, **row} for key, row in self.rows[noun].items())
            os.utime(folder / f"{noun}.csv", (LONG_AGO, LONG_AGO))
