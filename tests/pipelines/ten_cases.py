"""A town of ten cases in one file, judged in a moment: for tests of what surrounds a pass."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from tests.pipelines.zabrzeg import LONG_AGO

DAY = date(2026, 5, 5)
TOWN = '[town]\nname = "Mało"\n[feeds.cases]\n'
HEADER = "case_id,kind,unit,handler,opened_on,due_on\n"
CASES = [f"WB.{n},własny,WB,e1,2026-04-01,2026-05-{n:02}\n" for n in range(4, 14)]


def deliver(root: Path, folder: str, text: str, name: str = "") -> Path:
    """Put an export into a folder of the inbox, as if it had lain there for long."""
    path = root / "inbox" / folder / (name or f"{folder}.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def build(root: Path, more: str = "") -> Path:
    """The town before its first pass; `more`: what else stands in town.toml."""
    root.mkdir()
    (root / "town.toml").write_text(TOWN + more, "utf-8")
    deliver(root, "cases", HEADER + "".join(CASES))
    return root
