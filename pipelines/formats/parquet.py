"""Parquet: typed columns as the text our contracts parse. Amounts stay exact where the file keeps them as decimals."""

from __future__ import annotations

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Rejections, Source, Table, Unreadable, column_names, plain


def read(source: Source) -> Table:
    """Rows in the order of the file; `line` is the ordinal. Dates come as ISO 8601, lists of text joined by `|`.

    Bytes and structures are left out.
    """
    say = source.say
    try:
        found = pl.read_parquet(source.path, hive_partitioning=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Unreadable(
            say("this is not a Parquet file"), say("Export the file again as Parquet, not encrypted.")
        ) from error
    names = dict(zip(found.columns, column_names(found.columns, say), strict=True))
    deep = tuple(names[name] for name, kind in found.schema.items() if not _plain(kind))
    texts = [_text(column).alias(names[column.name]) for column in found if names[column.name] not in deep]
    lines = pl.Series(LINE, range(1, found.height + 1), dtype=pl.Int64)
    return Table(pl.DataFrame([*texts, lines]), Rejections().frame(), left_out=deep)


def _plain(kind: pl.DataType) -> bool:
    if isinstance(kind, pl.List):
        return kind.inner == pl.String
    return not (kind.is_nested() or kind in (pl.Binary, pl.Object))


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
