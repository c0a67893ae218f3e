"""What offices call things: header words of each column, words of each closed list; data in the TOML files beside."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from unicodedata import combining, normalize

APART = re.compile(r"(?<=[a-ząćęłńóśźż])(?=[A-ZĄĆĘŁŃÓŚŹŻ])")  # writtenLikeThis
BRACKETS = re.compile(r"[(\[](?:zł|zl|pln|tys\.? zł|%|m|szt\.?)[)\]]", re.IGNORECASE)
SAME = {
    "nr": "numer", "num": "numer", "no": "numer", "number": "numer", "dt": "date", "dz": "dzial", "rozdz": "rozdzial",
    "par": "paragraf", "§": "paragraf", "ewid": "ewidencyjny", "l p": "lp", "wyk": "wykonania",
}  # fmt: skip
WORD = re.compile(r"[^\W_]+|[§%]")


def plain(text: str) -> str:
    """What is left of a header or a word when case, accents, signs, abbreviations and units of money do not count."""
    spaced = APART.sub(" ", BRACKETS.sub(" ", text).replace("KSeF", "Ksef").replace("E-mail", "email"))
    bare = "".join(sign for sign in normalize("NFKD", spaced.casefold()) if not combining(sign)).replace("ł", "l")
    return " ".join(SAME.get(word, str(word)) for word in WORD.findall(bare.replace("e-mail", "email")))


@cache
def headers(noun: str) -> Mapping[str, Sequence[str]]:
    """For each column of a noun its header words, plain and the likeliest first; its own name is one of them.

    Some names are no columns of ours but carry them: `class` `classification` `surname` `given`.
    """
    told = _read("synonyms.toml").get(noun, {})
    return {ours: [*dict.fromkeys([plain(ours), *map(plain, theirs)])] for ours, theirs in told.items()}


@cache
def measures() -> Mapping[str, Sequence[str]]:
    """The same for the amounts of a wide table."""
    return headers("measures")


@cache
def ignored() -> frozenset[str]:
    """Headers of running numbers and of what is worked out from other columns."""
    return frozenset(map(plain, _read("synonyms.toml")["ignored"]["words"]))


@cache
def all_headers() -> frozenset[str]:
    """Every header word that is known of any noun."""
    known = (words for noun in _read("synonyms.toml") if noun != "ignored" for words in headers(noun).values())
    return ignored() | {word for words in known for word in words}


@cache
def words(noun: str, column: str) -> Mapping[str, str]:
    """Their word, plain, for ours, in a column with a list of words; yes and no as `words("flags", "")`."""
    lists = _read("words.toml")
    told = lists["flags"] if noun == "flags" else lists.get(noun, {}).get(column, {})
    return {plain(theirs): ours for ours, others in told.items() for theirs in (ours, *others)}


@cache
def _read(name: str) -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    return tomllib.loads((resources.files("pipelines.adopt") / name).read_text("utf-8"))
