"""A frame as others read it: values for JSON, flat columns for CSV, workbooks; nothing in it runs as a formula."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import polars as pl

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> Any:
    """JSON's own words for what it has none: money as text with two decimals, days and moments as ISO 8601."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists joined by |, objects as JSON, moments with a zone as ISO 8601, text that would run as formula harmless."""
    columns = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.Object | pl.Struct) or (isinstance(kind, pl.List) and isinstance(kind.inner, pl.Struct)):
            texts = [json.dumps(value, default=plain, ensure_ascii=False) for value in frame[name].to_list()]
            column = pl.lit(pl.Series(name, texts, dtype=pl.String))
        elif isinstance(kind, pl.List):
            column = neutral(column.list.eval(pl.element().cast(pl.String)).list.join("|"))
        elif isinstance(kind, pl.String):
            column = neutral(column)
        elif isinstance(kind, pl.Datetime) and kind.time_zone:  # a workbook knows no zones
            column = column.dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
        columns.append(column.alias(name))
    return frame.select(columns)


def neutral(text: pl.Expr) -> pl.Expr:
    """Text beginning with = + - @ gets an apostrophe before it, so that a spreadsheet shows it and runs nothing."""
    return pl.when(text.str.slice(0, 1).is_in(FORMULA)).then("'" + text).otherwise(text)


def workbook(frame: pl.DataFrame) -> bytes:
    """The frame as an XLSX file with a frozen header."""
    return workbooks({"ratusz": frame})


def workbooks(sheets: Mapping[str, pl.DataFrame], at: datetime | None = None) -> bytes:
    """The frames as sheets of one XLSX file, each with a frozen header; `at` is when it says it was made."""
    import xlsxwriter

    buffer = BytesIO()
    plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, plainly) as book:
        if at is not None:
            book.set_properties({"created": at.replace(tzinfo=None)})
        for name, frame in sheets.items():
            flat(frame).write_excel(
                book, worksheet=name, autofit=True, freeze_panes=(1, 0),
                dtype_formats={pl.Date: "d.mm.yyyy"}, column_totals=False,
            )  # fmt: skip
    return buffer.getvalue()
