"""The currency that stands beside a sum, `100,00 EUR`, goes where the contract has a column for it."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import Noun

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "zł.": "PLN", "zl": "PLN"}
CODE = r"([A-Z]{3}|€|\$|£|zł\.?|zl)"
BESIDE = rf"^(?:{CODE}\s*([-+(\d].*)|(.*[\d)-])\s*{CODE})$"
LETTER = r"[\p{L}€$£]"


def named(text: pl.DataFrame, noun: Noun) -> pl.DataFrame:
    """The texts with bare sums, and the currency that stood beside them in `currency` where that is empty.

    A sum that contradicts its row's currency stays as it is, and is no amount.
    """
    if "currency" not in noun.columns:
        return text
    for name, column in noun.columns.items():
        if column.kind == "money" and name in text.columns and text[name].str.contains(LETTER).any():
            there = pl.col("currency") if "currency" in text.columns else pl.lit(None, dtype=pl.String)
            part = pl.col(name).str.extract_groups(BESIDE).struct
            code = pl.coalesce(part["1"], part["4"]).replace(SIGNS)
            same = code == there.fill_null(code)
            text = text.with_columns(
                pl.when(same).then(pl.coalesce(part["2"], part["3"])).otherwise(name).alias(name),
                pl.when(same).then(code).otherwise(there).alias("currency"),
            )
    return text
