"""Where each canonical column comes from: a column of the clerk's, a constant of town.toml, or nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from pipelines.contracts import Noun
from pipelines.formats import FORMATS
from pipelines.formats.decode import LOST, true_encoding
from pipelines.load.hints import shown
from pipelines.load.mapping import made
from pipelines.load.mapping.names import meant
from pipelines.refusal import Refusal
from pipelines.town import EMPTY, Feed, Made
from rules.wording import Words

MANY = 40  # names of a file's columns that a person reads
MEASURED = ("measure", "amount")  # what a wide table's columns become


@dataclass(frozen=True)
class Origin:
    """Where one canonical column comes from; `plain`: already written our way, ISO days and decimal points."""

    header: str | None = None
    constant: str | None = None
    plain: bool = False
    made: Made | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The clerk's columns it is read from."""
        return self.made.headers if self.made else (self.header,) if self.header else ()

    def text(self, empty: Collection[str] = ()) -> pl.Expr:
        """The column's texts, trimmed; an empty one is null. `empty`: words for nothing, in cells that are joined."""
        if self.made:
            return made.text(self.made, empty)
        if self.header is None:
            return pl.lit(self.constant, dtype=pl.String)
        return pl.col(self.header).str.strip_chars().replace("", None)


def origins(
    headers: Sequence[str],
    feed: Feed,
    noun: Noun,
    say: Words,
    *,
    plain: frozenset[str],
    inferred: Collection[str] = (),
    beside: Mapping[str, Origin] = EMPTY,
) -> dict[str, Origin]:
    """The origin of each canonical column that has one; `plain` names the headers already written our way.

    inferred: columns the file need not have, since others tell them; beside: what stands in no column.

    Raises:
        Refusal: the file lacks a required column or one that town.toml names, or town.toml names a column not ours.
    """
    own = meant(noun.columns, headers).items()
    given = {column: Origin(header=header, plain=header in plain) for column, header in own}
    given |= {ours: Origin(constant=value, plain=True) for ours, value in feed.constants.items()}
    given |= {ours: Origin(header=theirs, plain=theirs in plain) for ours, theirs in feed.columns.items()}
    given |= {ours: Origin(made=of, plain=plain.issuperset(of.headers)) for ours, of in feed.made.items()}
    given |= beside
    strange = [ours for ours in given if ours not in noun.columns]
    if strange and len(feed.nouns) == 1:
        raise Refusal(
            say("{noun} has no column {column}.", noun=noun.name, column=", ".join(strange)),
            say("Correct {table} in town.toml; `ratusz contract` lists the columns.", table=f"[feeds.{feed.name}]"),
        )
    unpivoted = MEASURED if feed.measures else ()
    wanted = [ours for ours in noun.columns if ours in given and ours not in unpivoted]
    found = {ours: given[ours] for ours in wanted if _there(given[ours], headers)}
    _refuse_missing([ours for ours in wanted if ours not in found], headers, feed, say)
    elsewhere = {*found, *unpivoted, *inferred}
    needed = [name for name, column in noun.columns.items() if column.required and name not in elsewhere]
    _refuse_missing(needed, headers, feed, say, required=True)
    _refuse_absent_measures(feed.measures, headers, feed, say)
    return found


def _there(origin: Origin, headers: Sequence[str]) -> bool:
    return set(origin.headers) <= set(headers)


def _refuse_missing(
    missing: list[str], headers: Sequence[str], feed: Feed, say: Words, *, required: bool = False
) -> None:
    if not missing or (FORMATS[feed.format].loose and not required):
        return
    theirs = [_named(ours, headers, feed) for ours in missing]
    named = ", ".join(name if name == ours else f"{name} ({ours})" for ours, name in zip(missing, theirs, strict=True))
    _refuse_damaged(named, headers, feed, say)
    raise Refusal(
        say("The file lacks the column: {columns}.", columns=named),
        say(
            "Export it, or say in {table} how it is called. The file has: {headers}.",
            table=f"[feeds.{feed.name}.columns]",
            headers=_nearest_first(theirs[0], headers),
        ),
    )


def _named(ours: str, headers: Sequence[str], feed: Feed) -> str:
    """What the office calls a column, or those it is made of that the file lacks."""
    if ours in feed.made:
        return ", ".join(name for name in feed.made[ours].headers if name not in headers)
    return feed.columns.get(ours, ours)


def _refuse_absent_measures(measures: Mapping[str, str], headers: Sequence[str], feed: Feed, say: Words) -> None:
    absent = [theirs for theirs in measures.values() if theirs not in headers]
    if absent:
        _refuse_damaged(", ".join(absent), headers, feed, say)
        raise Refusal(
            say("The file lacks the column: {columns}.", columns=", ".join(absent)),
            say(
                "Export it, or correct {table}. The file has: {headers}.",
                table=f"[feeds.{feed.name}.measures]",
                headers=_nearest_first(absent[0], headers),
            ),
        )


def _refuse_damaged(missing: str, headers: Sequence[str], feed: Feed, say: Words) -> None:
    """Refusal where the header has characters that its encoding does not have: then that is why a column is missing."""
    if any(LOST in header for header in headers):
        raise Refusal(
            say("The header has a character that is not {encoding}; so it lacks: {columns}.",
                encoding=feed.read.encoding, columns=missing),
            true_encoding(feed, say),
        )  # fmt: skip


def _nearest_first(wanted: str, headers: Sequence[str]) -> str:
    near = get_close_matches(wanted, headers, n=3)
    names = [*near, *(header for header in headers if header not in near)]
    return ", ".join(map(shown, names[:MANY])) + (" …" if len(names) > MANY else "")
