"""Does a frame keep its contract? One query that decides as pandera does, without loading it, which takes a second.

It only says yes or no: which rows break what is for pandera to say (`verdict`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.contracts import Noun

Check = Callable[[pl.Expr, Any], pl.Expr]
# an unknown value keeps every check; what recurs in a column of texts is looked at once
CHECKS: Mapping[str, Check] = {
    "isin": lambda column, values: column.is_in(values),
    "str_matches": lambda column, pattern: column.unique().str.contains(pattern),
    "ge": lambda column, least: column >= least,
    "le": lambda column, most: column <= most,
}


def sound(frame: pl.DataFrame, noun: Noun) -> bool:
    """True where the frame has the contract's columns and types and every row keeps all it promises."""
    if frame.schema != {name: column.dtype for name, column in noun.columns.items()}:
        return False
    if any(frame[name].has_nulls() for name, said in noun.model.fields.items() if not said.nullable):
        return False
    kept = [promise.all() for promise in _promises(frame, noun)]
    if kept and not all(frame.lazy().select(each.alias(str(n)) for n, each in enumerate(kept)).collect().row(0)):
        return False
    key = frame.select(noun.key)
    return (key.to_series() if key.width == 1 else key).n_unique() == frame.height


def _promises(frame: pl.DataFrame, noun: Noun) -> Iterator[pl.Expr]:
    """What rows have to keep; columns without any value keep everything."""
    for name, said in noun.model.fields.items():
        if said.checks and frame[name].null_count() < frame.height:
            for check, value in said.checks.items():
                yield CHECKS[check](pl.col(name), value)
    yield from noun.model.across.values()
