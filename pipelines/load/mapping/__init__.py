"""From a clerk's table to the contract's: columns, words and values become ours, and each row is good or rejected.

Nothing is guessed and nothing coerced: what cannot be read is rejected with the clerk's own column and text, the
reason and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from pipelines.contracts import Noun
from pipelines.formats import Table
from pipelines.load.mapping import wide
from pipelines.load.mapping.beside import values_beside
from pipelines.load.mapping.bounds import unbearable
from pipelines.load.mapping.classes import classed, inferred
from pipelines.load.mapping.codes import padded
from pipelines.load.mapping.currency import named
from pipelines.load.mapping.dates import Style
from pipelines.load.mapping.identity import identified
from pipelines.load.mapping.made import incomplete
from pipelines.load.mapping.origins import Origin, origins
from pipelines.load.mapping.privacy import redacted
from pipelines.load.mapping.query import ask
from pipelines.load.mapping.rejected import Draft, rejected
from pipelines.load.mapping.spoiled import as_written, refuse_left_out, spoiled, without_spoiled
from pipelines.load.mapping.subtotals import subtotals
from pipelines.load.mapping.tax_ids import normalised
from pipelines.load.mapping.typed import typed
from pipelines.load.mapping.usual import by_profile, taken
from pipelines.load.mapping.verdict import breaches
from pipelines.load.mapping.words import emptied, translated
from pipelines.town import Feed, Town
from rules.wording import words


@dataclass(frozen=True)
class Conformed:
    """What a file gives for one noun. Always rows_in = good.height + collapsed + rows_rejected.

    good        the contract's columns, typed, in its order, and `line`
    rejected    line, column, value, reason, fix: a row may have several; those the format rejected come first
    unread      the key columns of rejected rows, so that a whole register does not end what it still contains
    collapsed   rows that `distinct` took together with one before them
    aside       columns of the file that nobody asked for
    cumulative  the amounts are cumulative (a wide table for noun budget): the loader takes the differences
    note        what was put right without asking, in the town's language
    answer      the rows of a query that left out the lines, numbered: those that `rejected` means; None: the file's own
    taken       of a feed with a profile: what the file was read from, for the record
    sums        lines of a wide table that are no rows but sums of others
    cut_short   the last line of the file has no end: the writer may have been cut off in the middle of it
    """

    good: pl.DataFrame
    rejected: pl.DataFrame
    unread: pl.DataFrame
    collapsed: int
    aside: tuple[str, ...]
    rows_in: int
    rows_rejected: int
    cumulative: bool = False
    note: str | None = None
    answer: pl.DataFrame | None = None
    taken: str | None = None
    sums: tuple[int, ...] = ()
    cut_short: bool = False


def conform(table: Table, feed: Feed, noun: Noun, town: Town) -> Conformed:
    """Read a table by a feed's settings into the noun's contract.

    Raises:
        Refusal: no row of the file can be used: a required column is missing, or the feed's query does not run.
    """
    say = words(town.language)
    if feed.query and feed.format != "sql":
        table = without_spoiled(table, feed, say)
    file, plain = table.frame, frozenset(table.frame.columns if table.canonical else ())
    if feed.query and feed.format != "sql":
        file, plain = ask(file, feed.query, say)
    answered = file["line"].is_null().all() and file.height > 0  # rows of a query without lines: known by their number
    if answered:
        file = file.with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    headers = [name for name in file.columns if name != "line"]
    feed = as_written(by_profile(feed, noun, [*headers, *table.left_out]), [*headers, *table.left_out])
    refuse_left_out(table, feed, noun, say)
    beside = values_beside(table, feed, say)
    found = origins(headers, feed, noun, say, plain=plain, inferred=inferred(noun, town), beside=beside)
    text, note = padded(_text(file, feed, noun, found), noun, town, say)
    text = redacted(classed(named(text, noun), noun, town, found), noun, town)
    text = normalised(text, noun, town)
    blank = text.clear()
    sums: tuple[int, ...] = ()
    if feed.measures:
        over = subtotals(text, feed.measures)
        text, sums = text.filter(~over), tuple(text["line"].filter(over))
        text, blank = wide.unpivoted(text, feed.measures)
    distinct = text.unique(list(found), keep="first", maintain_order=True) if feed.distinct else text
    draft = replace(_draft(table, file, distinct, blank, found, feed, noun, town), answered=answered)
    rows, bad = rejected(draft, say)
    before = table.rejected["line"].n_unique()
    used = {header for origin in found.values() for header in origin.headers} | set(feed.measures.values())
    return Conformed(
        good=draft.typed.filter(~bad).with_columns(
            pl.lit(None, pl.Int64).alias("line") if answered else pl.col("line")
        ),
        rejected=pl.concat([table.rejected, rows]),
        unread=draft.typed.filter(bad).select(noun.key).unique(maintain_order=True),
        collapsed=text.height - distinct.height,
        aside=tuple(name for name in (*headers, *table.left_out) if name not in used),
        rows_in=text.height + blank.height + before,
        rows_rejected=int(bad.sum()) + blank.height + before,
        cumulative=_cumulative(feed, noun),
        note=note,
        taken=taken(feed, found),
        sums=sums,
        answer=file.filter(~pl.col("line").is_in(table.rejected["line"].implode())) if answered else None,
    )


def _text(file: pl.DataFrame, feed: Feed, noun: Noun, found: dict[str, Origin]) -> pl.DataFrame:
    """Canonical columns as text, `line`, and `row`: the place in the file, by which the clerk's own text is found."""
    empty, values = set(feed.read.empty), feed.values  # a word that the settings translate is none for empty
    cells = [origin.text(empty).alias(name) for name, origin in found.items()]
    row = pl.int_range(pl.len()).alias("row")
    text = file.select("line", row, *cells, *wide.amounts(feed.measures))
    written = [name for name in text.columns[2:] if name not in found or not found[name].plain]
    text = text.with_columns(emptied(text[name], empty - values.get(name, {}).keys()) for name in written)
    return text.with_columns(
        translated(text[name], values[name], listed=noun.columns[name].kind == "list")
        for name in values
        if name in found
    )


def _draft(
    table: Table,
    file: pl.DataFrame,
    text: pl.DataFrame,
    blank: pl.DataFrame,
    found: dict[str, Origin],
    feed: Feed,
    noun: Noun,
    town: Town,
) -> Draft:
    """The texts read into values and held against the contract."""
    style = Style.of(feed.read, town.timezone, table.day_zero)
    values, unread = typed(text, noun, found, style)
    beyond = unbearable(text, values, noun)
    values = identified(values, noun, cumulative=_cumulative(feed, noun))
    broken = [breaches(values.drop("line"), noun, words(town.language))]
    made = {name: origin.made for name, origin in found.items() if origin.made}
    unmade = incomplete(file, text["row"], made, feed.read.empty)
    broken = pl.concat([spoiled(table, text, found, feed), unmade, beyond, unread, *broken])
    return Draft(file, text, values, blank, broken, found, feed, noun, style)


def _cumulative(feed: Feed, noun: Noun) -> bool:
    return bool(feed.measures) and noun.name == "budget"
