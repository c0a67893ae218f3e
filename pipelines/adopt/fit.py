"""How well the values of a column of theirs fit the type of one of ours, whatever its header says."""

from __future__ import annotations

from pipelines.adopt.values import Look
from pipelines.adopt.vocabulary import plain, words
from pipelines.contracts import Column, Noun

MOSTLY = 0.6  # the share of values that have to be of a column's type
CODES = {"dzial": ("three", 3), "rozdzial": ("five", 5), "paragraf": ("four", 4)}


def fits(noun: Noun, ours: str, look: Look) -> float:
    """How well the values fit the type of the column: 0 where they cannot be it, 1 where they well may."""
    column = noun.columns.get(ours)
    if not look.filled:
        return 0.9
    if ours in CODES:
        form, length = CODES[ours]
        short = look.share("integer") >= MOSTLY and max(map(len, look.examples)) <= length
        return (
            1.0
            if look.share(form) >= MOSTLY or (ours == "paragraf" and look.share("three") >= MOSTLY) or short
            else 0.0
        )
    if column is None:
        return _carrier(ours, look)
    match column.kind:
        case "day" | "moment":
            return 1.0 if look.share("day") + look.share("serial") >= MOSTLY else 0.0
        case "money":
            return 1.0 if look.share("money") >= MOSTLY and look.share("serial") < 1 else 0.0
        case "integer":
            return 1.0 if look.share("integer") >= MOSTLY else 0.0
        case "flag":
            return 1.0 if look.share("flag") >= MOSTLY else 0.0
        case _:
            return _text(noun, column, look)


def _carrier(ours: str, look: Look) -> float:
    if ours == "class":
        return 1.0 if look.share("integer") >= MOSTLY else 0.0
    if ours == "classification":
        return 1.0 if look.share("classification") >= MOSTLY else 0.0
    return 0.0 if look.share("integer") > 0.5 or look.share("day") > 0.5 else 1.0


def _text(noun: Noun, column: Column, look: Look) -> float:
    if look.share("day") > 0.5:
        return 0.0
    if column.name.endswith("nip"):
        return 1.0 if look.share("nip") >= 0.3 or look.share("integer") >= MOSTLY else 0.0
    if column.name == "email":
        return 1.0 if look.share("email") >= 0.3 else 0.0
    if column.name == "account":
        return 1.0 if look.share("account") >= 0.3 else 0.0
    if column.name in ("title", "subject", "name", "seller_name", "sender") and look.share("money") > 0.8:
        return 0.0
    if column.choices:
        known = words(noun.name, column.name)
        met = any(plain(each) in known for each in look.examples)
        return 1.0 if met else 0.8 if look.distinct <= 40 else 0.0
    return 0.7 if look.share("cents") > 0.8 and look.share("money") > 0.8 else 1.0
