"""Which of their columns is which of ours: by what the header says, and by what the values are (`fit`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from pipelines.adopt.fit import MOSTLY, fits
from pipelines.adopt.layout import storeys
from pipelines.adopt.values import Look
from pipelines.adopt.vocabulary import headers, ignored, measures, plain
from pipelines.contracts import Noun
from pipelines.settings.profiles import Profile

LOWER = 0.03  # what a name loses that is only the lowest storey of a header
ENOUGH = 0.6  # a guess below this is no guess
CARRIERS = {"class": "kind", "classification": "paragraf", "surname": "name", "given": "name"}  # no columns of ours
BY_VALUE = {  # what values alone tell, where no header does
    "case_id": ("mark", 0.7), "ksef_number": ("ksef", 0.8), "document_id": ("rpw", 0.75), "email": ("email", 0.8),
    "account": ("account", 0.65), "classification": ("classification", 0.75), "seller_nip": ("nip", 0.65),
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """Where one of our columns, or one of our measures, is taken from.

    entry       as `[feeds.x.columns]` says it: the name of their column, or a table
    theirs      the name, or the names, as they stand in the file
    how         why, in the town's language
    confidence  0 to 1; 1 where the header says it word for word and the values agree, or somebody said so
    constant    it is a value for every row
    """

    entry: Any
    theirs: str | tuple[str, ...] | None
    how: str
    confidence: float
    constant: bool = False


@dataclass(frozen=True)
class Match:
    """One pair of their column and ours, with its score."""

    ours: str
    theirs: str
    score: float
    named: bool  # the header says it; otherwise only the values do


def matches(noun: Noun, looks: Mapping[str, Look], profile: Profile | None = None) -> list[Match]:
    """The best pairs, each column of theirs and of ours at most once, the surest first; carriers are among them."""
    pairs = sorted(_pairs(noun, looks, profile), key=lambda each: -each.score)
    ours, theirs, found = set[str](), set[str](), list[Match]()
    for pair in pairs:
        if pair.ours not in ours and pair.theirs not in theirs:
            ours.add(pair.ours)
            theirs.add(pair.theirs)
            found.append(pair)
    return found


def rivals(noun: Noun, looks: Mapping[str, Look], ours: str, profile: Profile | None = None) -> list[str]:
    """All columns of theirs that may well be this one of ours by their names, the likeliest first."""
    pairs = [pair for pair in _pairs(noun, looks, profile) if pair.ours == ours and pair.named]
    return [pair.theirs for pair in sorted(pairs, key=lambda each: -each.score)]


def measured(looks: Mapping[str, Look], taken: Iterable[str], profile: Profile | None = None) -> list[Match]:
    """The columns of a wide table that hold a measure each."""
    known = {name: [plain(each) for each in told] for name, told in (profile.measures if profile else {}).items()}
    pairs = list[Match]()
    for ours, told in measures().items():
        names = [*known.get(ours, ()), *told]
        for look in looks.values():
            score = spoken(look.header, names)
            if look.header not in taken and score >= ENOUGH and (look.share("money") >= MOSTLY or not look.filled):
                pairs.append(Match(ours, look.header, score, named=True))
    used, found = set[str](), list[Match]()
    for pair in sorted(pairs, key=lambda each: -each.score):
        if pair.ours not in {one.ours for one in found} and pair.theirs not in used:
            used.add(pair.theirs)
            found.append(pair)
    return found


def _pairs(noun: Noun, looks: Mapping[str, Look], profile: Profile | None) -> Iterable[Match]:
    known = {ours: [*told] for ours, told in headers(noun.name).items()}
    for ours, told in (profile.headers if profile else {}).items():
        known[ours] = [*dict.fromkeys([*map(plain, told), *known.get(ours, ())])]
    for ours in noun.columns:
        known.setdefault(ours, [plain(ours)])
    for ours, told in known.items():
        if ours not in noun.columns and ours not in CARRIERS:
            continue
        for look in looks.values():
            pair = _pair(noun, ours, told, look)
            if pair is not None and pair.score >= ENOUGH:
                yield pair


def _pair(noun: Noun, ours: str, told: Sequence[str], look: Look) -> Match | None:
    name = plain(look.header)
    by_name = 0.0 if name in ignored() and name not in told else spoken(look.header, told)
    form, sure = BY_VALUE.get(ours, ("", 0.0))
    by_value = sure if form and look.share(form) >= 0.8 else 0.0
    fit = fits(noun, ours, look)
    score = max(by_name * fit, by_value) if fit else 0.0
    if by_name and by_value:
        score = min(1.0, by_name * fit + 0.05)
    return Match(ours, look.header, score, by_name >= ENOUGH) if score else None


def spoken(header: str, told: Sequence[str]) -> float:
    """The same of a header as it is written: of several storeys the whole name counts, or a little less the lowest."""
    return max(named(plain(each), told) - LOWER * n for n, each in enumerate(storeys(header)))


def named(header: str, told: Sequence[str]) -> float:
    """How surely a header, plain, is one of these names: 1 for the first of them, a little less for each after it."""
    best = 0.0
    words_of = header.split()
    for place, name in enumerate(told):
        if header == name:
            return 1.0 - min(place, 30) * 0.005
        known = name.split()
        if len(known) > 1 and (words_of[: len(known)] == known or words_of[-len(known) :] == known):
            found = 0.85
        elif len(name) >= 5 and fuzz.ratio(header, name) >= 88:
            found = 0.8
        elif len(known) > 1 and set(known) <= set(words_of):
            found = 0.7
        elif len(known) == 1 and len(name) >= 4 and words_of[:1] == known and len(words_of) == 2:
            found = 0.62
        else:
            continue
        best = max(best, found - min(place, 30) * 0.002)
    return best


def chosen(guess: Guess, how: str) -> Guess:
    """The guess as somebody said it: sure."""
    return replace(guess, how=how, confidence=1.0)
