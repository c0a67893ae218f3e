"""Values made of cells: the parts of a classification that stands in one cell, a name that stands in two."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from pipelines.load.mapping.verdict import FOUND
from pipelines.town import Made


def text(made: Made, empty: Collection[str] = ()) -> pl.Expr:
    """The texts, trimmed; null where the cells are empty or do not give it. `empty`: words that stand for nothing.

    Where it is told what stands between joined cells, each of them is needed; otherwise the empty ones are left out.
    """
    cells = _cells(made, empty)
    if made.part is not None:
        place = made.part - 1 if made.part > 0 else made.part
        parts = cells[0].str.extract_all(r"[0-9]+") if made.by is None else cells[0].str.split(made.by)
        return parts.list.get(place, null_on_oob=True).str.strip_chars().replace("", None)
    if made.turned:
        return cells[0]
    return pl.concat_str(cells, separator=" " if made.by is None else made.by, ignore_nulls=made.by is None).replace(
        "", None
    )


def incomplete(file: pl.DataFrame, rows: pl.Series, wanted: Mapping[str, Made], empty: Collection[str]) -> pl.DataFrame:
    """Where cells say something and do not give the value: `at` (position in `rows`), `column`, `why` (part, parts).

    `rows` are places in the file, `wanted` our columns.
    """
    parts = [pl.DataFrame(schema=FOUND)]
    for name, made in wanted.items():
        some = pl.any_horizontal(cell.is_not_null() for cell in _cells(made, empty))
        lost = file.select((some & text(made, empty).is_null()).alias(name))[name].gather(rows)
        at = lost.arg_true().cast(pl.Int64).alias("at")
        why = "parts" if made.part is None else "part"
        parts.append(at.to_frame().select("at", pl.lit(name).alias("column"), pl.lit(why).alias("why")))
    return pl.concat(parts)


def _cells(made: Made, empty: Collection[str]) -> list[pl.Expr]:
    nothing = ["", *empty]
    trimmed = [pl.col(header).str.strip_chars() for header in made.headers]
    return [pl.when(~cell.is_in(nothing)).then(cell) for cell in trimmed]
