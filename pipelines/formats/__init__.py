"""A file in, a frame of text and its line numbers out."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Table:
    """The rows of a file as they stand there: text columns and `line`; the rows nobody could read; whose names."""

    frame: pl.DataFrame
    rejected: pl.DataFrame
    canonical: bool = False
