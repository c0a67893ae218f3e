"""What the contract says of a typed frame: which rows break it, in which column, and the word for why.

Imports pandera only when there is a frame that breaks it.
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Noun
from pipelines.load.mapping.sound import sound
from pipelines.refusal import Refusal
from rules.wording import Words

FOUND = {"at": pl.Int64, "column": pl.String, "why": pl.String}
REASONS = {  # pandera's name of a check, up to its bracket, and our word
    "not_nullable": "required",
    "isin": "choices",
    "str_matches": "form",
    "greater_than_or_equal_to": "form",
    "less_than_or_equal_to": "form",
    "multiple_fields_uniqueness": "doubled",
}


def breaches(frame: pl.DataFrame, noun: Noun, say: Words) -> pl.DataFrame:
    """A row per broken promise: `at` (position in the frame), `column`, `why`.

    Raises:
        Refusal: the frame as a whole does not have the contract's columns and types.
    """
    if sound(frame, noun):
        return pl.DataFrame(schema=FOUND)
    return held_against(frame, noun, say)


def held_against(frame: pl.DataFrame, noun: Noun, say: Words) -> pl.DataFrame:
    """The same by pandera, which takes a while to load and looks at each column on its own."""
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            noun.model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.with_columns(pl.col("index").cast(pl.Int64))
        whole = cases.filter(pl.col("index").is_null())
        if whole.height:
            raise Refusal(
                say("The file does not fit the contract of {noun}: {what}.", noun=noun.name, what=_named(whole)),
                say("Report it: the mapping should have caught this."),
            ) from errors
        return _found(cases, noun)
    return pl.DataFrame(schema=FOUND)


def _named(cases: pl.DataFrame) -> str:
    return ", ".join(cases.select(pl.format("{} ({})", "column", "check")).unique().to_series().sort())


def _found(cases: pl.DataFrame, noun: Noun) -> pl.DataFrame:
    """A check across columns names the column it is about and our word itself: `dzial: required`."""
    check = pl.col("check").str.extract(r"^([a-z_]+)")
    across = pl.col("check").str.extract_groups(r"^(?<column>\w+): (?<why>\w+)$").struct
    key = pl.when(check == "multiple_fields_uniqueness").then(pl.lit(noun.key[0]))
    return cases.select(
        pl.col("index").alias("at"),
        pl.coalesce(across["column"], key, "column").alias("column"),
        pl.coalesce(across["why"], check.replace_strict(REASONS, default="form")).alias("why"),
    )
