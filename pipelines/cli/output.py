"""A frame on standard output: a table to read, or json, csv, xlsx to pass on."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.cli.forms import Format
from pipelines.formats.export import flat, plain, workbook
from pipelines.refusal import visible
from rules.wording import Words


def write(frame: pl.DataFrame, form: Format, say: Words, *, shown: Sequence[str] = (), below: str = "") -> None:
    """Write the frame to standard output; nothing else ever goes there.

    shown: the columns a person needs, for the table; json, csv and xlsx have all. below: a sentence under the table.
    """
    if form is Format.table:
        _table(frame.select(shown) if shown else frame, say)
        if below:
            print(below)  # noqa: T201
    elif form is Format.json:
        print(json.dumps(frame.to_dicts(), default=plain, ensure_ascii=False, indent=1))  # noqa: T201
    elif form is Format.csv:
        sys.stdout.write(flat(frame).write_csv())
    else:
        sys.stdout.buffer.write(workbook(frame))


def _table(frame: pl.DataFrame, say: Words) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(header_style="bold")
    numeric = {name for name, kind in frame.schema.items() if kind.is_numeric()}
    for name in frame.columns:
        table.add_column(name, justify="right" if name in numeric else "left", overflow="fold")
    for row in frame.iter_rows(named=True):
        table.add_row(*(_cell(value, say) for value in row.values()))
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False, markup=False)
    console.print(table)


def _cell(value: Any, say: Words) -> str:
    if isinstance(value, Decimal):
        return say.number(value.quantize(Decimal("0.01")))
    if isinstance(value, float):
        return say.number(Decimal(f"{value:.1f}"))
    if isinstance(value, datetime):
        return say.moment(value)
    if isinstance(value, date):
        return say.day(value)
    if isinstance(value, list):
        return visible(", ".join(map(str, value)))
    return visible(say.text(value))
