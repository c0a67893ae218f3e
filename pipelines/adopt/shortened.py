"""Where a profile fits the files wholly: the section says its name and what these files have of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from pipelines import contracts
from pipelines.adopt.proposal import Proposal
from pipelines.adopt.read import Sheet
from pipelines.adopt.section import table_of
from pipelines.contracts import Noun
from pipelines.formats import FORMATS, read
from pipelines.formats.tidy import tidied
from pipelines.load.mapping.names import alike
from pipelines.load.mapping.usual import by_profile
from pipelines.load.mapping.words import translated
from pipelines.settings.feeds import build_feed
from pipelines.settings.profiled import filled
from pipelines.settings.profiles import Profile, profiles
from pipelines.town import Feed, Town
from rules.wording import Words

FOUND = ("delimiter", "drop_rows")  # told apart below, or found without being told
HOW = ("covers", "part", "distinct")


def shortened(proposal: Proposal, town: Town, say: Words) -> Proposal:
    """The proposal with what is left to say beside the profile in `short`.

    It is the same only where every file, read by profile and section together, gives the same rows from the same
    columns by the same words as the whole section does; otherwise the proposal is as it was.
    """
    if proposal.profile is None or proposal.feed in town.feeds:  # what is repaired is said column by column
        return proposal
    noun = contracts.noun(proposal.noun)
    whole = build_feed(proposal.feed, table_of(proposal))
    table = _left_to_say(proposal, profiles()[proposal.profile], whole, noun)
    left_out = proposal.read.get("drop_rows", [])
    for tried in (table, {**table, "read": {**table.get("read", {}), "drop_rows": left_out}}):
        brief = build_feed(proposal.feed, tried)
        alike_ = all(getattr(brief, key) == getattr(whole, key) for key in ("nouns", "format", *HOW))
        if alike_ and all(_same(sheet, whole, brief, noun, town, say) for sheet in proposal.sheets):
            return replace(proposal, short=tried)
    return proposal


def _left_to_say(proposal: Proposal, profile: Profile, whole: Feed, noun: Noun) -> dict[str, Any]:
    """The table of the feed without what the profile says too."""
    said, known = table_of(proposal), filled({"profile": profile.name})
    table: dict[str, Any] = {"profile": profile.name}
    usually = FORMATS[profile.format]
    if profile.format != proposal.format or not all(sheet.path.match(usually.files) for sheet in proposal.sheets):
        table["files"] = said["files"]
        table |= {} if build_feed("x", table).format == proposal.format else {"format": proposal.format}
    usual = build_feed("x", table)
    found = by_profile(usual, noun, proposal.sheets[0].headers)
    table |= {key: how for key in HOW if (how := getattr(whole, key)) != getattr(usual, key) and how is not None}
    table |= {"monthly": said["monthly"]} if "monthly" in said else {}
    tables = {
        "read": _reading(said.get("read", {}), known["read"]),
        "columns": {ours: entry for ours, entry in said.get("columns", {}).items() if not _equal(ours, whole, found)},
        "constants": _other(said.get("constants", {}), profile.constants),
        "measures": _other(said.get("measures", {}), found.measures),
        "values": {ours: left for ours, words in said.get("values", {}).items()
                   if (left := _words(words, usual.values.get(ours, {})))},
    }  # fmt: skip
    return table | {key: entries for key, entries in tables.items() if entries}


def _other(said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {ours: value for ours, value in said.items() if known.get(ours) != value}


def _words(said: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    told = {alike(theirs): ours for theirs, ours in known.items()}
    return {theirs: ours for theirs, ours in said.items() if told.get(alike(theirs)) != ours}


def _reading(said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What is left to say of the reading; a delimiter is found without being told."""
    read = {key: value for key, value in said.items() if key not in FOUND and value != known.get(key)}
    if _several(said.get("dates")) <= _several(known.get("dates")):
        read.pop("dates", None)
    words = {_bare(pattern) for pattern in known.get("drop_rows", ())}
    rest = [pattern for pattern in said.get("drop_rows", ()) if _bare(pattern) not in words]
    return read | ({"drop_rows": rest} if rest else {})


def _several(value: Any) -> set[str]:
    return {value} if isinstance(value, str) else set(value or ())


def _bare(pattern: str) -> str:
    """The word that a pattern looks for at the beginning of a cell, or in the whole of it."""
    return pattern.removeprefix("(?i)").removeprefix("^").removesuffix("$").removesuffix(":?").casefold()


def _equal(ours: str, one: Feed, other: Feed) -> bool:
    """The column comes from the same of theirs; white space and case of a name do not count."""
    names = [alike(feed.columns.get(ours, "")) for feed in (one, other)]
    return names[0] == names[1] and all(
        getattr(one, where).get(ours) == getattr(other, where).get(ours) for where in ("made", "beside")
    )


def _same(sheet: Sheet, whole: Feed, brief: Feed, noun: Noun, town: Town, say: Words) -> bool:
    """The file gives the same by both feeds."""
    if sheet.table.canonical:
        return True
    table = read(sheet.path, brief, noun.name, town.zone, say, town.limits)
    wanted = tidied(sheet.table, whole.read.drop_rows)
    if not table.frame.equals(wanted.frame) or table.rejected.height != wanted.rejected.height:
        return False
    one, other = by_profile(whole, noun, sheet.headers), by_profile(brief, noun, sheet.headers)
    named = {**one.columns, **other.columns, **one.made, **other.made, **one.beside}
    return (
        all(_equal(ours, one, other) for ours in named)
        and dict(one.constants) == dict(other.constants)
        and dict(one.measures) == dict(other.measures)
        and all(
            _ours(table.frame[theirs], ours, one, noun).equals(_ours(table.frame[theirs], ours, other, noun))
            for ours, theirs in one.columns.items()
            if theirs in table.frame.columns
        )
    )


def _ours(texts: pl.Series, ours: str, feed: Feed, noun: Noun) -> pl.Series:
    """The texts of a column in our words."""
    listed = noun.columns[ours].kind == "list" if ours in noun.columns else False
    return translated(texts, feed.values.get(ours, {}), listed=listed)
