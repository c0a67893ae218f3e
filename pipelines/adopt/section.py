"""A section of town.toml: what was decided, each line with its reason, and the comments of the rest kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import tomlkit
from tomlkit.items import Table

from pipelines.adopt.columns import Guess
from pipelines.adopt.proposal import Proposal
from pipelines.formats import FORMATS
from rules.wording import Words


def written(proposal: Proposal, say: Words) -> str:
    """The section of the feed as text, to be read by people and by the program."""
    name = _key(proposal.feed)
    open_ = [say("Not answered yet, taken for now: {key} = {value}", key=each.key, value=each.default)
             for each in proposal.questions if each.default is not None]  # fmt: skip
    lines = [f"[feeds.{name}]", *(f"# {line}" for line in (*proposal.reasons, *proposal.notes, *open_))]
    lines += [f"noun = {_value(proposal.noun)}"] if len(FORMATS[proposal.format].nouns) < 2 else []
    lines += [f"format = {_value(proposal.format)}", f"files = {_value(proposal.files)}"]
    lines += [f"covers = {_value(proposal.covers)}"] if proposal.covers else []
    lines += [f"part = {_value(proposal.part)}"] if proposal.part else []
    lines += ["distinct = true"] if proposal.distinct else []
    lines += _table(f"feeds.{name}.read", {key: _value(value) for key, value in proposal.read.items()})
    taken = {ours: guess for ours, guess in proposal.columns.items() if not guess.constant}
    lines += _table(f"feeds.{name}.columns", dict(_entries(taken, say)))
    constants = {ours: _value(guess.entry) for ours, guess in proposal.columns.items() if guess.constant}
    lines += _table(f"feeds.{name}.constants", constants)
    lines += _table(f"feeds.{name}.measures", dict(_entries(proposal.measures, say)))
    for ours, words in proposal.values.items():
        lines += _table(f"feeds.{name}.values.{ours}", {_key(theirs): _value(word) for theirs, word in words.items()})
    return "\n".join(lines) + "\n"


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


def _entries(guesses: Mapping[str, Guess], say: Words) -> Iterator[tuple[str, str]]:
    for ours, guess in guesses.items():
        if guess.entry == ours:  # a column of our own name needs no line
            continue
        sure = "" if guess.confidence >= 0.9 else f"   # {guess.how}"
        yield ours, _value(guess.entry) + sure


def _table(name: str, entries: Mapping[str, str]) -> list[str]:
    return [f"[{name}]", *(f"{key} = {value}" for key, value in entries.items())] if entries else []


def _key(text: str) -> str:
    bare = text.replace("-", "").replace("_", "")
    return text if bare.isascii() and bare.isalnum() else _value(text)


def _value(value: Any) -> str:
    """As TOML writes it, on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return tomlkit.item(value).as_string()
