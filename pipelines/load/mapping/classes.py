"""The kind of a case from its class: where the export gives no kind, the case mark names a class of the JRWA."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Noun
from pipelines.load.mapping.origins import Origin
from pipelines.settings.town_law import law_of
from pipelines.town import Town


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
    """The texts with `kind` filled in from `[kinds]` where it is empty; adds its origin where the file has none."""
    if not inferred(noun, town):
        return text
    if "kind" not in found:
        found["kind"] = found["case_id"]  # a mark of an unknown class is what a rejection has to show
        text = text.with_columns(kind=pl.lit(None, dtype=pl.String))
    kind = class_of(pl.col("case_id"), town).replace_strict(dict(town.kinds), default=None, return_dtype=pl.String)
    return text.with_columns(kind=pl.coalesce("kind", kind))
