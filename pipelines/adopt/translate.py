"""Their words in our words: closed lists by the vocabulary and the profile, kinds of cases by the law's own names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl
from rapidfuzz import fuzz, process

from pipelines.adopt.columns import Guess
from pipelines.adopt.read import Sheet
from pipelines.adopt.vocabulary import plain, words
from pipelines.contracts import JUDGED_BY_TERMS, Noun
from pipelines.load.mapping.parse import NO, YES
from pipelines.settings.profiles import Profile
from pipelines.settings.town_law import law_of
from pipelines.town import Town
from rules.wording import Words

MANY = 200  # different words of one column that are still words of a list
ALIKE = 90  # of 100: a kind so much like a term's name is that term
SHOWN = 10  # words named of those that nobody knows
DROP = "drop"  # their word says that the row is none of the register
OTHERS = "*"


@dataclass
class Translation:
    """values: for one of our columns, their word = ours. drop: cells that make a row none. notes: said to people."""

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def translation(
    noun: Noun, columns: Mapping[str, Guess], sheets: Sequence[Sheet], profile: Profile | None, town: Town, say: Words
) -> Translation:
    """Every word of the file that stands in a column with a list of words, in our word.

    What nobody knows stays as it is where the column must be filled, so that its rows are rejected with the reason;
    elsewhere it means unknown.
    """
    found = Translation()
    for ours, guess in columns.items():
        column = noun.columns.get(ours)
        if column is None or guess.constant or not isinstance(guess.theirs, str) or not isinstance(guess.entry, str):
            continue
        there = _distinct(sheets, guess.theirs)
        if column.kind == "flag":
            found.values |= _flags(ours, there)
        elif column.choices:
            _listed(found, noun, ours, there, profile, say)
        elif ours == "kind" and noun.name in JUDGED_BY_TERMS:
            known = terms(town)
            told = {word: term for word in there if (term := term_of(word, known)) and term != word}
            found.values |= {ours: told} if told else {}
    return found


def terms(town: Town) -> Mapping[str, str]:
    """The law's terms by their name, plain, and by their id."""
    law = law_of(town)
    named = {plain(name): term.id for term in law.terms for name in term.name.values()}
    return named | {plain(term.id): term.id for term in law.terms}


def term_of(word: str, known: Mapping[str, str]) -> str | None:
    """The term that a kind of case is called by; None where no name is so much like it."""
    bare = plain(word)
    if bare in known:
        return known[bare]
    near = process.extractOne(bare, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return known[near[0]] if near and len(bare) > 4 else None


def _distinct(sheets: Sequence[Sheet], header: str) -> list[str]:
    texts = [sheet.looks[header].texts for sheet in sheets if header in sheet.looks]
    counted = pl.concat(texts).value_counts(sort=True) if texts else pl.DataFrame({header: []})
    return [] if counted.height > MANY else counted[header].to_list()


def _flags(ours: str, there: Sequence[str]) -> dict[str, dict[str, str]]:
    known = words("flags", "")
    told = {each: known[plain(each)] for each in there if plain(each) in known and each.lower() not in (*YES, *NO)}
    return {ours: told} if told else {}


def _listed(
    found: Translation, noun: Noun, ours: str, there: Sequence[str], profile: Profile | None, say: Words
) -> None:
    column = noun.columns[ours]
    known = dict(words(noun.name, ours))
    if profile is not None:
        known |= {plain(each): word for word, told in profile.values.get(ours, {}).items() for each in told}
    pieces = [each for text in there for each in (text.split("|") if column.kind == "list" else [text])]
    told, strange = dict[str, str](), list[str]()
    for word in dict.fromkeys(each.strip() for each in pieces):
        meant = _meant(word, known)
        if meant == DROP:
            found.drop.append(f"^{re.escape(word)}$")
        elif meant is None and word not in column.choices:
            strange.append(word)
        elif meant is not None and meant != word:
            told[word] = meant
    if strange and not column.required:
        told[OTHERS] = ""
    if strange:
        found.notes.append(
            say(
                "{column}: nobody here knows what these words mean: {words}", column=ours, words=", ".join(strange[:10])
            )
        )
    if told:
        found.values[ours] = told


def _meant(word: str, known: Mapping[str, str]) -> str | None:
    """Our word for theirs: the same, or the longest known one that it begins with, or one that looks like it."""
    bare = plain(word)
    if bare in known:
        return known[bare]
    begun = [each for each in known if len(each) >= 5 and bare.startswith(f"{each} ")]
    if begun:
        return known[max(begun, key=len)]
    near = process.extractOne(bare, [each for each in known if len(each) >= 6], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return known[near[0]] if near else None
