"""Names of people and units that other systems write in their own way: who is meant, surely, perhaps or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl
from rapidfuzz import fuzz

from pipelines.adopt.known import Register
from pipelines.adopt.vocabulary import plain
from pipelines.contracts import Noun

ALIKE = 88  # of 100: names so much alike are one, where no other comes near
TITLES = frozenset(plain("mgr inż dr lic hab prof pan pani arch").split())
SHORT = {"wydz": "wydzial", "ref": "referat", "b": "biuro", "um": "urzad", "zs": "zespol"}


@dataclass(frozen=True)
class Names:
    """aliases: (name, employee, unit) of those surely meant. several: name = whom it may mean. unknown: nobody."""

    aliases: Sequence[tuple[str, str | None, str | None]] = ()
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unknown: Sequence[str] = ()


def names_in(noun: Noun, good: pl.DataFrame) -> dict[str, set[str]]:
    """The texts of a register's columns that name employees and units: by the noun they name."""
    found: dict[str, set[str]] = {"employees": set(), "units": set()}
    for column, said in noun.model.fields.items():
        if said.of in found and column not in noun.key:
            found[said.of] |= set(good[column].drop_nulls().unique())
    return found


def meant(names: Mapping[str, Iterable[str]], known: Register) -> Names:
    """Who each name stands for, of those that loading does not know by itself; nothing where there is no register."""
    aliases, several, unknown = list[tuple[str, str | None, str | None]](), dict[str, Sequence[str]](), list[str]()
    for kind, there in (("employees", known.employees), ("units", known.units)):
        for name in sorted(names.get(kind, ())) if there else ():
            if name in there or _by_itself(name, there.values()):
                continue
            near = _near(name, there, kind)
            if len(near) == 1:
                aliases.append((name, near[0], None) if kind == "employees" else (name, None, near[0]))
            elif near:
                several[name] = [f"{each} ({there[each]})" for each in near]
            else:
                unknown.append(name)
    return Names(aliases, several, unknown)


def _by_itself(name: str, there: Iterable[str]) -> bool:
    """Loading knows it: a name in either order, whatever its case."""
    bare = " ".join(name.casefold().split())
    return any(bare in (full.casefold(), " ".join(reversed(full.casefold().split()))) for full in there)


def _near(name: str, there: Mapping[str, str], kind: str) -> list[str]:
    """The identifiers that the name may mean."""
    words = [SHORT.get(word, word) for word in plain(name).split() if word not in TITLES]
    if kind == "units":
        by_code = [code for code in there if plain(code) in words[:1] and len(words) > 1]
        if by_code:
            return by_code
    else:
        initial = [key for key, full in there.items() if _initials(words, plain(full).split())]
        if initial:
            return initial
    text = " ".join(words)
    return [key for key, full in there.items() if fuzz.token_sort_ratio(text, plain(full)) >= ALIKE]


def _initials(words: Sequence[str], full: Sequence[str]) -> bool:
    """`J. Lis`, `Lis J.`: a surname whole and the first letter of the other name; or all names and more words."""
    if len(full) < 2:
        return False
    if set(full) <= set(words):
        return True
    short = [word for word in words if len(word) == 1]
    rest = [word for word in words if len(word) > 1]
    given = [word for word in full if word not in rest]
    return len(short) == 1 and bool(rest) and set(rest) <= set(full) and len(given) == 1 and given[0][0] == short[0]
