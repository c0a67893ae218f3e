"""What one file gives for one noun: read, mapped, checked, and its rejection sheet written; the warehouse is not asked.

All of it happens in a process of its own (`reader`), because no file of others can be trusted to be harmless.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipelines import contracts
from pipelines.formats import LINE, read
from pipelines.load.hints import hints
from pipelines.load.mapping import Conformed, conform
from pipelines.load.rejection import write_sheet
from pipelines.refusal import Refusal
from pipelines.town import Feed, Town
from rules.wording import words

ENDS = {"csv": b"\r\n", "jsonl": b"\r\n}]"}  # of formats of lines: what a file that is whole ends with


@dataclass(frozen=True)
class Order:
    """One file to read, as one feed of the town says; `sheet`: where the rejection sheet goes, None for none."""

    path: Path
    feed: Feed
    noun: str
    town: Town
    sheet: Path | None = None

    @property
    def size(self) -> int:
        """Bytes of the file, or of the files of the folder."""
        files = self.path.rglob("*") if self.path.is_dir() else [self.path]
        return sum(file.lstat().st_size for file in files)


@dataclass(frozen=True)
class Refused:
    """A file of which no row can be used: why, what to do, and how many rows were seen before that was known."""

    reason: str
    fix: str
    rows: int = 0


def prepare(order: Order) -> Conformed | Refused:
    """The rows of the file in the contract's types, with the rejected ones on the sheet, or why there are none."""
    town, feed = order.town, order.feed
    say, noun = words(town.language), contracts.noun(order.noun)
    try:
        table = read(order.path, feed, order.noun, town.zone, say, town.limits)
    except Refusal as refusal:
        return Refused(refusal.message, refusal.fix)
    try:
        conformed = conform(table, feed, noun, town)
    except Refusal as refusal:  # the header lacks what is needed: no row of it can be used
        headers = [name for name in table.frame.columns if name != LINE]
        more = "" if feed.query else hints(order.path, feed, noun, headers, say)
        return Refused(refusal.message, f"{refusal.fix} {more}".strip(), table.rows)
    if order.sheet is not None:
        order.sheet.unlink(missing_ok=True)  # a pass that was killed may have left one of another file
        if conformed.rows_rejected:
            rows = table.frame if conformed.answer is None else conformed.answer
            write_sheet(order.sheet, rows, conformed.rejected, say)
    cut_short = feed.format in ENDS and not _whole(order.path, ENDS[feed.format])
    return replace(conformed, answer=None, cut_short=cut_short)


def _whole(path: Path, ends: bytes) -> bool:
    """Whether one of these signs stands at the end; in UTF-16 a zero byte may follow it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2))
        return any(sign in ends for sign in file.read())
