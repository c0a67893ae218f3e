"""The kind of a case from its class: where the export gives no kind, the case mark names a class of the JRWA."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Noun
from pipelines.load.mapping.origins import Origin
from pipelines.settings.town_law import law_of
from pipelines.town import Town

UNTOLD = "-"  # the kind of a case whose mark names no class, where the export gives no kind


def class_of(mark: pl.Expr, town: Town) -> pl.Expr:
    """The class of the register that a case mark names, by the newest form the law's record knows; null where none."""
    forms = [p for p in law_of(town).parameters if p.name == "case_mark.register_class"]
    if not forms:
        return pl.lit(None, dtype=pl.String)
    return mark.str.extract(str(max(forms, key=lambda form: form.valid_from).value))


def inferred(noun: Noun, town: Town) -> tuple[str, ...]:
    """The columns this town can tell from others, so that a file need not have them."""
    return ("kind",) if noun.name == "cases" and town.kinds else ()


def classed(text: pl.DataFrame, noun: Noun, town: Town, found: dict[str, Origin]) -> pl.DataFrame:
    """The texts with `kind` filled in from `[kinds]` where it is empty; adds its origin where the file has none.

    A class that `[kinds]` does not name stands for the kind itself: the case is loaded without a term, and D02 says
    once for each such class what to add. A mark without a class stands for a kind that nobody told.
    """
    if not inferred(noun, town):
        return text
    if "kind" not in found:
        found["kind"] = found["case_id"]  # what a rejection has to show
        text = text.with_columns(kind=pl.lit(None, dtype=pl.String))
    mark = pl.col("case_id")
    named = class_of(mark, town)
    kind = named.replace_strict(dict(town.kinds), default=None, return_dtype=pl.String)
    return text.with_columns(kind=pl.coalesce("kind", kind, named, pl.when(mark.is_not_null()).then(pl.lit(UNTOLD))))
