"""Tax numbers as one number: offices write them with dashes, spaces or the country before them, and mean the same."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Noun
from pipelines.town import Town

BETWEEN = r"[\s.\p{Pd}/]"  # what people set between the digits
BARE = r"^[0-9]{6,15}$"
FOREIGN = r"^[A-Z]{2}[0-9A-Z]{0,3}[0-9]{8,12}[0-9A-Z]{0,3}$"  # of a country that its first letters name


def normalised(text: pl.DataFrame, noun: Noun, town: Town) -> pl.DataFrame:
    """The texts with every tax number bare of what stands between its digits, a domestic one of its country too.

    What is no number, as a seller's name, stays as it is written; whether the check digit is right D02 says.
    """
    country = f"^(?:{town.jurisdiction}|NIP:?)"
    named = [name for name in noun.columns if name == "nip" or name.endswith("_nip")]
    return text.with_columns(_bare(pl.col(name), country).alias(name) for name in named if name in text.columns)


def _bare(number: pl.Expr, country: str) -> pl.Expr:
    close = number.str.to_uppercase().str.replace_all(BETWEEN, "")
    home = close.str.replace(country, "")
    return pl.when(home.str.contains(BARE)).then(home).when(close.str.contains(FOREIGN)).then(close).otherwise(number)
