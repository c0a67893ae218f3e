"""Profiles: how the programs of Polish offices name their columns and write their words, as data; none of it is code.

A profile is a TOML file of this folder. `adopt` proposes it and decides nothing: whoever takes in a file is shown what
fits; `guess` and `source` say how much the names are worth. A feed that says `profile = "spis_spraw"` is read by it.
Towns name profiles, and past days are read by the town.toml of then: a profile once published keeps its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

Named = Mapping[str, Sequence[str]]  # ours = the names they give it, the likeliest first
NOTHING: Mapping[str, Any] = MappingProxyType({})
KINDS = {"str": str, "str | None": str, "bool": bool, "tuple[str, ...]": list}  # other fields are tables


@dataclass(frozen=True)
class Profile:
    """One kind of export.

    name        of its file
    title       what a clerk calls it, in Polish
    noun        the noun its rows are
    format      the format it usually comes in, as in town.toml
    source      where the names come from
    guess       the names are known from nobody's document: they are only likely
    headers     ours = theirs: names of columns in the order of likelihood
    read        settings of `[feeds.x.read]` that this program's files need
    values      for one of our columns: our word = their words
    measures    of a wide table: our measure = names of its column
    transforms  ours = entries of `[feeds.x.columns]` that are more than a name, to try where `headers` find nothing
    covers      what one file of it covers, where that is not what its format usually does
    constants   ours = the value that holds for every row of such a file
    drop_words  a row with a cell of this word alone is a total, or another row that is none of the register
    ask         for one of our columns: those of its names that do not say enough, so that somebody has to confirm them
    """

    name: str
    title: str
    noun: str
    format: str
    source: str
    guess: bool
    headers: Named
    read: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    values: Mapping[str, Named] = field(default_factory=lambda: NOTHING)
    measures: Named = field(default_factory=lambda: NOTHING)
    transforms: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=lambda: NOTHING)
    covers: str | None = None
    constants: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    drop_words: tuple[str, ...] = ()
    ask: Named = field(default_factory=lambda: NOTHING)


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile that comes with Ratusz, by name, in the order of the names.

    Raises:
        ValueError: a file of this folder is no profile; it says which field is wrong.
    """
    folder = resources.files(__name__)
    names = sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    return MappingProxyType({name: read_profile(name, (folder / f"{name}.toml").read_text("utf-8")) for name in names})


def read_profile(name: str, text: str) -> Profile:
    """The profile that a TOML text describes.

    Raises:
        ValueError: a field is missing, unknown or of another kind.
    """
    data = tomllib.loads(text)
    known = {each.name: each for each in fields(Profile) if each.name != "name"}
    for key, value in data.items():
        if key not in known:
            raise ValueError(f"profile {name}: {key} is no field of a profile")
        if not isinstance(value, KINDS.get(str(known[key].type), dict)):
            raise ValueError(f"profile {name}: {key} is of another kind")
    if missing := [key for key in ("title", "noun", "format", "source", "guess", "headers") if key not in data]:
        raise ValueError(f"profile {name} lacks {', '.join(missing)}")
    for place, names in _lists(data):
        if not isinstance(names, list) or not all(isinstance(each, str) and each.strip() for each in names):
            raise ValueError(f"profile {name}: {place} must be a list of texts")
    several = {key: tuple(data[key]) for key in ("drop_words",) if key in data}
    return Profile(name=name, **{**data, **several})


def _lists(data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Everything in a profile that has to be a list of names, and where it stands."""
    tables = [(key, data.get(key, {})) for key in ("headers", "measures", "ask")]
    tables += [(f"values.{ours}", words) for ours, words in data.get("values", {}).items()]
    loose = [("drop_words", data.get("drop_words", []))]
    return [(f"{table}.{key}", names) for table, entries in tables for key, names in entries.items()] + loose
