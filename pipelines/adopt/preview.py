"""What would come of the files by a proposal: rows taken and rejected, which days, whether sums agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from pipelines import contracts
from pipelines.adopt.against import against
from pipelines.adopt.people import names_in
from pipelines.adopt.proposal import Proposal
from pipelines.adopt.section import added
from pipelines.formats import LINE
from pipelines.load.mapping import Conformed
from pipelines.load.mapping.amounts import money
from pipelines.load.prepare import Order, Refused
from pipelines.load.reader import reading
from pipelines.refusal import Refusal
from pipelines.settings import read_town
from pipelines.town import Town
from rules.wording import Words

SHOWN = 20  # rows, raw beside mapped


@dataclass(frozen=True)
class Struck:
    """A row that is none of the register: its line, its filled cells, and whether it is a sum of lines of the table.

    One that only looks like a note or a total can be kept (`--keep-row`); a sum cannot.
    """

    file: str
    line: int
    cells: tuple[str, ...]
    sums: bool = False


@dataclass(frozen=True)
class Preview:
    """Of all files of a proposal together.

    rejected   rows by reason
    rows       the first rows: what the office wrote and what became of it
    days       per column of days the first and the last of them
    sums       per column of theirs: (our sum, what the file's own row of totals says)
    unused     columns of theirs that nobody asked for
    ends       live rows of the feed that the files would end
    struck     the rows left out, since they are none
    shared     by other feed, how many of the keys it gives already
    named      what the columns that name employees and units say, by the noun they name
    """

    rows_in: int
    loaded: int
    rejected: Mapping[str, int]
    fixes: Mapping[str, str] = field(default_factory=dict)
    rows: pl.DataFrame = field(default_factory=pl.DataFrame)
    days: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sums: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    unused: Sequence[str] = ()
    named: Mapping[str, set[str]] = field(default_factory=dict)
    ends: int = 0
    shared: Mapping[str, int] = field(default_factory=dict)
    struck: Sequence[Struck] = ()


def previewed(proposal: Proposal, town: Town, say: Words) -> Preview:
    """Every row of the files read by the section that the proposal would save; nothing is kept.

    Raises:
        Refusal: by this section no row can be used.
    """
    tried = read_town(town.root, added(town.text, proposal, say))
    feed = tried.feeds[proposal.feed]
    found = list[Conformed]()
    with reading() as reader:
        for sheet in proposal.sheets:
            answer = reader.prepare(Order(sheet.path, feed, proposal.noun, tried))
            if isinstance(answer, Refused):
                raise Refusal(answer.reason, answer.fix)
            found.append(answer)
    reasons, fixes = Counter[str](), dict[str, str]()
    for each in found:
        for column, reason, fix, rows in _first_reasons(each.rejected).iter_rows():
            named = f"{column}: {reason}" if column else reason
            reasons[named] += rows
            fixes[named] = fix
    good, noun = pl.concat([each.good for each in found]), contracts.noun(proposal.noun)
    kept = pl.concat([good.select(noun.key), *(each.unread for each in found)])  # what is rejected ends nothing
    ends, shared = against(tried, feed, noun, kept, whole=feed.covers == "all")
    return Preview(
        sum(each.rows_in for each in found), good.height, dict(reasons.most_common()), fixes,
        _beside(proposal, found[0]), _days(proposal.noun, good), _sums(proposal, found[0]), found[0].aside,
        names_in(noun, good), ends, shared, struck_in(proposal, [each.sums for each in found]),
    )  # fmt: skip


def struck_in(proposal: Proposal, sums: Sequence[Collection[int]] = ()) -> list[Struck]:
    """The rows of each file that are left out; `sums`: by file, the lines that are sums of others."""
    found = list[Struck]()
    for n, sheet in enumerate(proposal.sheets):
        rows = sheet.table.frame
        summed = rows.filter(pl.col(LINE).is_in([*sums[n]])) if sums else rows.clear()
        for frame, are_sums in ((sheet.struck, False), (summed, True)):
            for row in frame.iter_rows(named=True):
                cells = tuple(cell for name, cell in row.items() if name != LINE and cell)
                found.append(Struck(sheet.path.name, row[LINE], cells, are_sums))
    return found


def _first_reasons(rejected: pl.DataFrame) -> pl.DataFrame:
    """column, reason, fix, rows: each rejected row by its first reason; a line of a wide table is several rows."""
    first = rejected.group_by("line", maintain_order=True).agg(pl.col("column", "reason", "fix").first())
    same = ["line", "column", "reason"]
    rows = rejected.join(first.select(same), on=same, how="semi", nulls_equal=True)
    return rows.group_by("column", "reason", "fix", maintain_order=True).agg(rows=pl.len())


def _beside(proposal: Proposal, first: Conformed) -> pl.DataFrame:
    """Each column twice, as they write it and as we read it, for the first rows that are taken."""
    raw = proposal.sheets[0].table.frame
    good = first.good.head(SHOWN)
    cells = dict[str, pl.Series]()
    for ours, guess in proposal.columns.items():
        if isinstance(guess.entry, str) and guess.entry in raw.columns and ours in good.columns:
            rows = good.select("line").join(
                raw.select("line", guess.entry).unique("line"), on="line", how="left", maintain_order="left"
            )
            cells[f"{guess.entry}"] = rows[guess.entry].alias(guess.entry)
            cells[f"→ {ours}"] = good[ours].cast(pl.String).alias(f"→ {ours}")
    return pl.DataFrame([series.alias(name) for name, series in cells.items()])


def _days(noun: str, good: pl.DataFrame) -> dict[str, tuple[str, str]]:
    kinds = {name: column.kind for name, column in contracts.noun(noun).columns.items()}
    dated = [
        name for name, kind in kinds.items() if kind in ("day", "moment") and good[name].null_count() < good.height
    ]
    return {name: (str(good[name].min())[:10], str(good[name].max())[:10]) for name in dated}


def _sums(proposal: Proposal, first: Conformed) -> dict[str, tuple[Decimal, Decimal]]:
    """Our sum of each column of amounts of the first file, where its rows of totals have one.

    Of several totals (of chapters, of currencies) the one that is ours, or all of them together, else the last.
    """
    sheet, good = proposal.sheets[0], first.good
    money_in = [name for name, column in contracts.noun(proposal.noun).columns.items() if column.kind == "money"]
    ours = {guess.entry: good.filter(pl.col("measure") == name)["amount"] for name, guess in proposal.measures.items()}
    ours |= {guess.entry: good[name] for name, guess in proposal.columns.items()
             if name in money_in and isinstance(guess.entry, str) and not guess.constant}  # fmt: skip
    found = dict[str, tuple[Decimal, Decimal]]()
    for theirs, amounts in ours.items():
        if theirs not in sheet.struck.columns or not sheet.struck.height:
            continue
        told = [Decimal(each) for each in money(sheet.struck[theirs].str.strip_chars()).drop_nulls()]
        total = Decimal(amounts.sum() or 0)
        if told:
            found[theirs] = total, total if total in (*told, sum(told)) else told[-1]
    return found
