"""Frames between polars and DuckDB by Arrow's own interface; their usual ways load pyarrow and numpy, which is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import duckdb


class Readable:
    """A frame as DuckDB scans it, as often as it likes. A column without a type holds nothing and reads as INTEGER."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame.with_columns(pl.col(pl.Null).cast(pl.Int32))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows from the beginning."""
        return self._frame.__arrow_c_stream__(requested_schema)


class _Rows:
    """Stands before a relation: polars remembers the class of what it reads, and DuckDB's would outlive DuckDB."""

    def __init__(self, relation: duckdb.DuckDBPyRelation) -> None:
        self._relation = relation

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._relation.__arrow_c_stream__(requested_schema)


def frame_of(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """The rows of a relation, in the same columns and types as `relation.pl()` gives them."""
    return pl.DataFrame(_Rows(relation))
