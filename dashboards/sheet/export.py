"""The sheet that keeps a page's lists as files: every row that the reader sees, in its order, with real types.

XLSX has a sheet of definitions beside the rows; CSV is what a Polish Excel opens with a double click: semicolons,
decimal commas, a mark of the encoding at its beginning. Text that would run as a formula is made harmless.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import altair as alt
import polars as pl
from markupsafe import Markup

from dashboards.pages import Page
from dashboards.sheet import Sheet, use
from dashboards.sheet.parts import Column, Number, Table
from dashboards.sheet.wording import severity
from dashboards.source.request import request
from pipelines.formats.export import flat, workbooks
from rules.wording import UNKNOWN

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
MONEY = pl.Decimal(18, 2)


class Export(Sheet):
    """Collects the list and what its columns and numbers mean; nothing is drawn."""

    rows_per_page: ClassVar[int] = 1_000_000  # as many as a sheet of Excel holds

    def __init__(self, page: Page, asked: Mapping[str, str]) -> None:
        super().__init__(page, asked)
        self.lists: list[tuple[str, pl.DataFrame]] = []
        self.definitions: list[tuple[str, str]] = []

    def put(self, html: Markup) -> None:
        """Nothing is shown."""

    def chart(
        self, title: str, chart: alt.TopLevelMixin, says: str, table: Table | None, legend: Markup | str = "",
        leads: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Nothing is drawn."""

    def links(self) -> list[tuple[str, str]]:
        """None."""
        return []

    def numbers(self, *numbers: Number) -> None:
        """What they mean goes among the definitions, with the value of today."""
        self.definitions += [(number.label, f"{number.value}. {number.definition}") for number in numbers]

    def work(self, title: str, columns: Sequence[Column], rows: Sequence[Any], **rest: Any) -> None:
        """Every row, a value per column in its own type; the gravity of its signals first where some row has any."""
        say = request().say
        kept: dict[str, pl.Series] = {}
        if any(row.severity for row in rows):
            words = [severity(say, row.severity) if row.severity else None for row in rows]
            kept[say("Signal")] = pl.Series(words, dtype=pl.String)
        columns = [each for column in columns for each in (column, column.under) if each]
        for column in columns:
            kept[_free(column.label, kept)] = _values(column, rows)
        self.lists.append((_name(title), pl.DataFrame(kept)))
        self.definitions += [(column.label, column.means) for column in columns if column.means]


def export(page: Page, asked: Mapping[str, str], kind: str) -> bytes | None:
    """The page's list as a file of one of KINDS; None where the page has no list."""
    here = request()
    kept = Export(page, asked)
    use(kept)
    runpy.run_path(str(page.script))
    if not kept.lists:
        return None
    if kind == "csv":
        return _flat(kept.lists[0][1])
    say = here.say
    about = [
        (say(page.title), here.snapshot.town.name),
        (say("State of the data on {day:day}", day=here.snapshot.as_of), ""),
        (say("Filters"), "; ".join(kept.address.said) or say("none")),
        *kept.definitions,
    ]
    meanings = pl.DataFrame(about, schema=[say("Term"), say("Definition")], orient="row")
    return workbooks({**dict(kept.lists), say("Definitions"): meanings})


def _flat(frame: pl.DataFrame) -> bytes:
    decimals = [
        pl.col(name).cast(pl.String).str.replace(".", ",", literal=True)
        for name, kind in frame.schema.items()
        if kind.is_decimal() or kind.is_float()
    ]
    return (
        b"\xef\xbb\xbf" + flat(frame).with_columns(decimals).write_csv(separator=";", line_terminator="\r\n").encode()
    )


def _values(column: Column, rows: Sequence[Any]) -> pl.Series:
    if column.value is None:
        shown = [Markup(column.show(row)).striptags() for row in rows]  # noqa: S704  tags are taken out
        return pl.Series([None if text == UNKNOWN else text for text in shown], dtype=pl.String)
    values = [column.value(row) for row in rows]
    return pl.Series(values, dtype=MONEY if any(isinstance(value, Decimal) for value in values) else None)


def _free(label: str, taken: Mapping[str, object]) -> str:
    """The label, numbered where an earlier column has it already."""
    names = (label, *(f"{label} ({n})" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _name(title: str) -> str:
    """What a sheet of a workbook may be called."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ")
