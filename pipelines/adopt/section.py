"""A section of town.toml: what was decided, each line with its reason, and the comments of the rest kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import tomlkit
from tomlkit.items import Table

from pipelines.adopt.proposal import Proposal
from pipelines.formats import FORMATS
from rules.wording import Words

SURE = 0.9  # a guess below it says why
WIDTH = 120  # signs of a line that is still easily read


def written(proposal: Proposal, say: Words) -> str:
    """The section of the feed as text, to be read by people and by the program."""
    open_ = [say("Not answered yet, taken for now: {key} = {value}", key=each.key, value=each.default)
             for each in proposal.questions if each.default is not None]  # fmt: skip
    whole = table_of(proposal)
    told = whole if proposal.short is None else proposal.short
    name = f"feeds.{_key(proposal.feed)}"
    lines = [f"[{name}]", *(f"# {line}" for line in (*proposal.reasons, *proposal.notes, *open_))]
    lines += [f"{key} = {_value(value)}" for key, value in told.items() if not isinstance(value, Mapping)]
    unsure = {
        ours: guess.how for ours, guess in proposal.columns.items() if not guess.constant and guess.confidence < 0.9
    }
    tables = {key: value for key, value in told.items() if isinstance(value, Mapping)}
    if proposal.short is not None:  # what is left beside a profile is little: a line of its own for each table
        lines += [f"# {ours}: {how}" for ours, how in unsure.items() if ours in told.get("columns", {})]
        brief = {key: line for key, value in tables.items() if len(line := f"{key} = {_value(value)}") <= WIDTH}
        lines += brief.values()
        tables = {key: value for key, value in tables.items() if key not in brief}
    for key, table in tables.items():
        nested = table.items() if key == "values" else ()
        lines += [] if nested else _table(f"{name}.{key}", table, unsure if key == "columns" else {})
        lines += [line for ours, words in nested for line in _table(f"{name}.{key}.{ours}", words, {})]
    return "\n".join(lines) + "\n"


def table_of(proposal: Proposal) -> dict[str, Any]:
    """The whole section as `[feeds.x]` of town.toml holds it, without what needs no word."""
    taken = {ours: guess.entry for ours, guess in proposal.columns.items() if not guess.constant}
    told = {
        "noun": proposal.noun if len(FORMATS[proposal.format].nouns) < 2 else None,
        "format": proposal.format, "files": proposal.files,
        "covers": proposal.covers, "part": proposal.part, "distinct": proposal.distinct or None,
        "monthly": [*proposal.monthly] or None,
        "read": dict(proposal.read),
        "columns": {ours: entry for ours, entry in taken.items() if entry != ours},  # our own names are known
        "constants": {ours: guess.entry for ours, guess in proposal.columns.items() if guess.constant},
        "measures": {ours: guess.entry for ours, guess in proposal.measures.items()},
        "values": {ours: dict(words) for ours, words in proposal.values.items()},
    }  # fmt: skip
    return {key: value for key, value in told.items() if value not in (None, {})}


def added(text: str, proposal: Proposal, say: Words) -> str:
    """The whole town.toml with the section, in place of one of the same name; comments of the rest stay."""
    document = tomlkit.parse(text)
    feeds = document.get("feeds")
    if isinstance(feeds, Mapping) and proposal.feed in feeds:
        text = without(text, proposal.feed)
    whole = text.rstrip() + "\n\n" + written(proposal, say)
    if not proposal.kinds:
        return whole
    document = tomlkit.parse(whole)
    if "kinds" not in document:
        document.add(tomlkit.nl())
        document.add("kinds", tomlkit.table())
    kinds = cast("Table", document["kinds"])
    for number, term in proposal.kinds.items():
        kinds.setdefault(number, term)
    return tomlkit.dumps(document)


def without(text: str, feed: str) -> str:
    """The text without the tables of one feed."""
    names = {f"feeds.{feed}", f"feeds.{_key(feed)}"}
    kept, held, inside = list[str](), list[str](), False
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("["):
            table = bare.strip("[").split("]", 1)[0].strip()
            inside = not bare.startswith("[[") and any(table == name or table.startswith(f"{name}.") for name in names)
            kept += [] if inside else held  # a comment before a table belongs to it
            held = []
        if not inside:
            kept.append(line)
        elif not bare or bare.startswith("#"):
            held.append(line)
        else:
            held = []
    return "\n".join(kept) + "\n"


def _table(name: str, entries: Mapping[str, Any], unsure: Mapping[str, str]) -> list[str]:
    """A table of its own, with the reason behind what is not sure."""
    lines = (f"{_key(key)} = {_value(value)}" + (f"   # {unsure[key]}" if key in unsure else "")
             for key, value in entries.items())  # fmt: skip
    return [f"[{name}]", *lines]


def _key(text: str) -> str:
    bare = text.replace("-", "").replace("_", "")
    return text if bare.isascii() and bare.isalnum() else _value(text)


def _value(value: Any) -> str:
    """As TOML writes it, on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return tomlkit.item(value).as_string()
