"""Formats: a file in, a frame of text and its line numbers out.

Nothing is guessed and nothing is lost: a row is read, or it is rejected with a reason.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from pipelines.formats import camt053, csv, html, jsonl, ksef, mt940, parquet, rb, sql, ubl, xes, xlsx
from pipelines.formats.table import LINE, REJECTED, Source, Table, Unreadable
from pipelines.formats.tidy import tidied
from pipelines.refusal import Refusal
from pipelines.town import LIMITS, Feed, Limits
from rules.wording import Words, words

FORMATS = {
    each.name: each
    for each in (
        csv.FORMAT, xlsx.FORMAT, xlsx.XLS, xlsx.ODS, parquet.FORMAT, jsonl.FORMAT, ksef.FORMAT, ubl.FORMAT, rb.FORMAT,
        xes.FORMAT, mt940.FORMAT, camt053.FORMAT, html.FORMAT, sql.FORMAT,
    )
}  # fmt: skip

__all__ = ["FORMATS", "LINE", "REJECTED", "Table", "Unreadable", "read"]


def read(path: Path, feed: Feed, noun: str, zone: ZoneInfo, say: Words | None = None, limits: Limits = LIMITS) -> Table:
    """The rows of one file for one noun of a feed, as text.

    `path` is a file, for ksef, ubl, rb and camt053 also a folder or a ZIP; for sql it is not used. `say` is the town's
    language, Polish when left out; `limits`: what a package may unpack to. Raises Unreadable when no row can be read,
    Refusal when the settings are at fault.
    """
    say = say or words("pl")
    if feed.format not in FORMATS:
        fix = say("Write one of: {formats}.", formats=", ".join(FORMATS))
        raise Refusal(say("feed {feed}: unknown format {format}", feed=feed.name, format=feed.format), fix)
    source = Source(path, feed, noun, zone, say, limits)
    try:
        return replace(tidied(FORMATS[feed.format].read(source), feed.read.drop_rows), name=path.name)
    except OSError as error:
        fix = say("Check that the file is there and may be read.")
        raise Unreadable(say("the file {name} cannot be opened", name=path.name), fix) from error
