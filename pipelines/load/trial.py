"""What would come of the files that wait, or of the newest ones kept? Nothing is loaded, moved or remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import polars as pl

from pipelines.formats import FORMATS
from pipelines.load import inbox
from pipelines.load.fetch import as_file
from pipelines.load.mapping import Conformed
from pipelines.load.names import told
from pipelines.load.prepare import Order, Refused
from pipelines.load.reader import Reader, reading
from pipelines.load.record import KEPT
from pipelines.town import Feed, Town

WORDS = 5  # of one column, named with how often each stands in the file


@dataclass(frozen=True)
class Trial:
    """One file read by one feed for one noun; `refused` says why no row of it can be used.

    faults: a row per (column, reason): how many `rows`, the `fix`, and the most frequent `values` as "word (rows)".
    kinds: how often each word stands in the column `kind`, of the rows that can be used.
    sums: of cumulative amounts, the rows that can be used by their identity: LINE.
    """

    feed: str
    noun: str
    folder: str
    file: str
    rows: int
    rejected: int
    refused: Refused | None
    faults: pl.DataFrame
    aside: tuple[str, ...]
    kinds: Mapping[str, int]
    sums: pl.DataFrame | None = None

    @property
    def taken(self) -> bool:
        """Whether any row of the file would get in."""
        return self.refused is None and (self.rows > self.rejected or not self.rows)


LINE = ("entry_id", "unit", "dzial", "rozdzial", "paragraf", "measure", "booked_on")
FAULTS = {"column": pl.String, "reason": pl.String, "rows": pl.UInt32, "fix": pl.String, "values": pl.String}


def trials(town: Town) -> Iterator[Trial]:
    """Every feed on every file that waits for it; one without any on the newest file it has read, if that is kept."""
    ready, _ = inbox.arrivals(town)
    with reading() as reader:
        for feed in map(as_file, town.feeds.values()):
            waiting = [each.path for each in ready if feed.name in {own.name for own in each.feeds}]
            for path in waiting or newest_kept(town, feed):
                for noun in feed.nouns:
                    yield _tried(reader, town, feed, noun, path)


def starved(found: list[Trial]) -> list[tuple[str, Trial]]:
    """(feed, trial): files that one feed of a folder can use and the other, which reads them too, refuses."""
    takers = {(trial.folder, trial.file): trial.feed for trial in found if trial.taken}
    others = ((takers.get((trial.folder, trial.file), trial.feed), trial) for trial in found if not trial.taken)
    return [(taker, trial) for taker, trial in others if taker != trial.feed]


def counted_twice(found: list[Trial]) -> list[tuple[Trial, Trial, int, str]]:
    """(trial, the one before it, lines, one of them in words): cumulative sums that two feeds give for the same day."""
    told = list[tuple[Trial, Trial, int, str]]()
    for later, earlier in combinations(reversed(found), 2):
        if later.feed == earlier.feed or later.sums is None or earlier.sums is None:
            continue
        both = later.sums.join(earlier.sums, on="entry_id", how="semi").sort(LINE[1:])
        if both.height:
            example = " ".join(str(part) for part in both.row(0)[1:] if part is not None)
            told.append((later, earlier, both.height, example))
    return told


def newest_kept(town: Town, feed: Feed) -> list[Path]:
    """The newest file kept of those the feed has read or could not read; none where nothing is kept."""
    if not FORMATS[feed.format].files and not feed.files:
        return []
    places = [path for top in (town.archive, town.rejected) for path in (top / feed.inbox).glob("L*-*")]
    found = [(int(one[1]), path, path.name.removeprefix(one[0])) for path in places if (one := KEPT.match(path.name))]
    sheets = {f"{name}.xlsx" for *_, name in found}  # what lies beside a file tells of it and is none
    kept = [
        (number, path)
        for number, path, name in found
        if Path(name).match(feed.files) and not (name in sheets and path.is_relative_to(town.rejected))
    ]
    return [max(kept)[1]] if kept else []


def _tried(reader: Reader, town: Town, feed: Feed, noun: str, path: Path) -> Trial:
    found = reader.prepare(Order(path, feed, noun, town))
    if isinstance(found, Refused):
        return Trial(
            feed.name, noun, feed.inbox, told(path), found.rows, found.rows, found, pl.DataFrame(schema=FAULTS), (), {}
        )
    return Trial(
        feed.name, noun, feed.inbox, told(path), found.rows_in, found.rows_rejected, None, _faults(found.rejected),
        found.aside, _kinds(found), found.good.select(LINE) if found.cumulative else None,
    )  # fmt: skip


def _faults(rejected: pl.DataFrame) -> pl.DataFrame:
    """Rejections counted, the most frequent first."""
    words = (
        rejected.group_by("column", "reason", "fix", "value")
        .agg(rows=pl.len())
        .sort("rows", "value", descending=[True, False])
        .group_by("column", "reason", "fix", maintain_order=True)
        .agg(
            pl.col("rows").sum(),
            pl.format("{} ({})", pl.col("value"), pl.col("rows"))
            .drop_nulls()
            .head(WORDS)
            .str.join(", ")
            .alias("values"),
        )
    )
    return words.select(*FAULTS).sort("rows", "column", descending=[True, False]).cast(pl.Schema(FAULTS))


def _kinds(found: Conformed) -> dict[str, int]:
    if "kind" not in found.good.columns:
        return {}
    counted = found.good["kind"].drop_nulls().value_counts(sort=True)
    return dict(counted.iter_rows())
