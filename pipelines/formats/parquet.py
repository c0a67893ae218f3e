"""Parquet: typed columns as the text our contracts parse. Amounts stay exact where the file keeps them as decimals."""

from __future__ import annotations

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Rejections, Source, Table, column_names, meaning, plain


def read(source: Source) -> Table:
    """Rows in the order of the file; `line` is the ordinal. Dates come as ISO 8601, lists of text joined by `|`.

    Bytes and structures are left out.
    """
    say = source.say
    with meaning(say("this is not a Parquet file"), say("Export the file again as Parquet, not encrypted.")):
        found = pl.read_parquet(source.path, hive_partitioning=False)
    names = dict(zip(found.columns, column_names(found.columns, say), strict=True))
    deep = tuple(names[name] for name, kind in found.schema.items() if not _plain(kind))
    texts = [_text(column).alias(names[column.name]) for column in found if names[column.name] not in deep]
    lines = pl.Series(LINE, range(1, found.height + 1), dtype=pl.Int64)
    return Table(pl.DataFrame([*texts, lines]), Rejections().frame(), left_out=deep)


def _plain(kind: pl.DataType) -> bool:
    """What can be written out as text without a choice: a new type is none of it until somebody thought about it."""
    if isinstance(kind, pl.List):
        return kind.inner == pl.String
    return kind.is_numeric() or isinstance(
        kind, pl.String | pl.Boolean | pl.Date | pl.Datetime | pl.Time | pl.Categorical | pl.Enum | pl.Null
    )


def _text(column: pl.Series) -> pl.Series:
    kind = column.dtype
    if isinstance(kind, pl.List):
        text = column.list.join("|")
    elif isinstance(kind, pl.Datetime):
        text = column.dt.strftime("%Y-%m-%dT%H:%M:%S%.f%:z" if kind.time_zone else "%Y-%m-%dT%H:%M:%S%.f")
    elif kind.is_float():  # shortest digits that give the number back, without exponents or a decimal zero
        numbers = column.to_list()
        text = pl.Series([None if number is None else plain(number) for number in numbers], dtype=pl.String)
    elif kind.is_decimal():
        text = column.cast(pl.String).str.replace(r"(\.\d{2}\d*?)0+$", "$1")
    else:
        text = column.cast(pl.String)
    return text.replace("", None)


FORMAT = Format("parquet", read, files="*.parquet", suffixes=(".parquet",), whole=True)
