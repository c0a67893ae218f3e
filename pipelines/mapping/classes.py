"""The kind of a case from its class: where the export gives no kind, the case mark names a class of the JRWA."""

from __future__ import annotations

import polars as pl

from pipelines.contract import Noun
from pipelines.mapping.origins import Origin
from pipelines.town import Town

JRWA = r"^[^.]+\.(\d{2,5})\."  # the second part of a case mark: UNIT.JRWA.number.year


def inferred(noun: Noun, town: Town) -> tuple[str, ...]:
    """The columns this town can tell from others, so that a file need not have them."""
    return ("kind",) if noun.name == "cases" and town.kinds else ()


def classed(text: pl.DataFrame, noun: Noun, town: Town, found: dict[str, Origin]) -> pl.DataFrame:
    """The texts with `kind` filled in from `[kinds]` where it is empty; adds its origin where the file has none."""
    if not inferred(noun, town):
        return text
    if "kind" not in found:
        found["kind"] = found["case_id"]  # a mark of an unknown class is what a rejection has to show
        text = text.with_columns(kind=pl.lit(None, dtype=pl.String))
    kind = pl.col("case_id").str.extract(JRWA).replace_strict(dict(town.kinds), default=None, return_dtype=pl.String)
    return text.with_columns(kind=pl.coalesce("kind", kind))
