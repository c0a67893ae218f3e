"""What no honest export holds, and what nobody could count on with: signs that steer a screen, sums beyond all sums."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from pipelines.contracts import Noun
from pipelines.load.mapping.verdict import FOUND

LARGEST = {
    "money": Decimal(10**13),
    "integer": 10**9,
}  # in grosze, and a thousand of them added, it still can be counted
STEERS = (
    r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]"  # line breaks and tabs may stand
)


def unbearable(text: pl.DataFrame, values: pl.DataFrame, noun: Noun) -> pl.DataFrame:
    """A row per cell that must not get in: `at` (position in both frames), `column`, `why` (control, too large).

    `text` and `values` are the same rows, as written and as read.
    """
    found = [pl.DataFrame(schema=FOUND)]
    for name, column in noun.columns.items():
        if name not in text.columns:
            continue
        found.append(_cells(text[name].str.contains(STEERS), name, "control"))
        if column.kind in LARGEST:
            found.append(_cells(values[name].abs() >= LARGEST[column.kind], name, "too large"))
    return pl.concat(found)


def _cells(mask: pl.Series, column: str, why: str) -> pl.DataFrame:
    at = mask.fill_null(value=False).arg_true().cast(pl.Int64)
    return pl.DataFrame({"at": at}).select("at", pl.lit(column).alias("column"), pl.lit(why).alias("why"))
