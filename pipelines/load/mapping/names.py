"""Names that only look different: white space, letter case and invisible signs tell no two columns or words apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import normalize

UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # soft hyphens, joiners, stray marks


def alike(name: str) -> str:
    """What is left of a name when its white space counts as one space and its case not."""
    return " ".join(normalize("NFKC", name).translate(UNSEEN).split()).casefold()


def meant(wanted: Iterable[str], there: Sequence[str]) -> dict[str, str]:
    """For each wanted name the one that is there: the same, else the only one that looks like it."""
    looks: dict[str, list[str]] = {}
    for name in there:
        looks.setdefault(alike(name), []).append(name)
    found = {}
    for name in wanted:
        near = looks.get(alike(name), [])
        if name in near or len(near) == 1:
            found[name] = name if name in near else near[0]
    return found
