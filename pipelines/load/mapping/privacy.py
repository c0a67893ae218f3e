"""Parties by name are dropped before anything is kept, but for the classes of the JRWA that the town names."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Noun
from pipelines.load.mapping.classes import class_of
from pipelines.town import Town

NAMED = {"cases": ("title",), "documents": ("sender", "subject")}


def redacted(text: pl.DataFrame, noun: Noun, town: Town) -> pl.DataFrame:
    """The texts without title, sender and subject, but for cases of a class in `[privacy] keep`."""
    columns = [name for name in NAMED.get(noun.name, ()) if name in text.columns]
    mark = pl.col("case_id") if "case_id" in text.columns else pl.lit(None, dtype=pl.String)
    kept = class_of(mark, town).is_in(list(town.privacy.get("keep", ())))
    return text.with_columns(pl.when(kept).then(pl.col(columns)).name.keep()) if columns else text
