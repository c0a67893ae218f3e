"""The list of what to do as HTML: columns that say nothing are left out, the gravity stands first, the reasons last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from dashboards.sheet import parts
from dashboards.sheet.parts import Column
from dashboards.source.order import Order
from rules.wording import UNKNOWN, Words

SIGNAL = "6.2rem"  # its width; that of the reasons stands in the style sheet, since paper has none


@dataclass(frozen=True)
class Worklist:
    """What a page says of its list; `ways`: where a column's heading leads to sort by it, empty on paper.

    totals: one text a column, of all rows that the filters leave; none where nothing can be added up.
    """

    columns: Sequence[Column]
    rows: Sequence[Any]
    facts: Callable[[Any], Sequence[tuple[str, Any]]]
    way: Callable[[Any], str]
    totals: Sequence[str] = ()
    order: Order = field(default_factory=Order)
    ways: Callable[[Column], str] = lambda column: ""

    def html(self, say: Words, title: str, shown: str, empty: str, pages: Sequence[SimpleNamespace]) -> Markup:
        """The list with its heading above and its pages below."""
        table = [[column.show(row) for column in self.columns] for row in self.rows]
        kept = [
            at
            for at in range(len(self.columns))
            if not self.rows or at == 0 or any(texts[at] not in {"", UNKNOWN, None} for texts in table)
        ]
        signals = any(row.severity for row in self.rows)
        items = [
            self._item(say, number, row, [texts[at] for at in kept], kept, signals)
            for number, (row, texts) in enumerate(zip(self.rows, table, strict=True))
        ]
        reasons = any(item.said or item.facts for item in items)
        heads = [self._head(self.columns[at]) for at in kept]
        totals = [self.totals[at] for at in kept] if self.totals and self.rows else []
        if signals:
            heads.insert(0, _plain_head(say("Signal"), SIGNAL))
            totals = ["", *totals] if totals else []
        if reasons:
            heads.append(_plain_head(Markup('<span class="label">{}</span>').format(say("Reasons")), "", "ask"))
            totals = [*totals, ""] if totals else []
            for number, item in enumerate(items):
                button = parts.render("why", say, number=number) if item.said or item.facts else ""
                item.cells.append(SimpleNamespace(kind="ask", label="", text=button, hint=None))
        return parts.render(
            "work",
            say,
            title=title,
            columns=heads,
            items=items,
            totals=totals,
            shown=shown,
            empty=empty,
            pages=pages,
            reasons=reasons,
        )

    def _item(
        self, say: Words, number: int, row: Any, texts: Sequence[Any], kept: Sequence[int], signals: bool
    ) -> SimpleNamespace:
        way = self.way(row)
        cells = [
            SimpleNamespace(
                kind=_kind(column), label=column.label, text=text, hint=column.hint(row) if column.hint else None
            )
            for column, text in ((self.columns[at], text) for at, text in zip(kept, texts, strict=True))
        ]
        if way:
            cells[0].text = Markup('<a href="{}">{}</a>').format(way, escape(cells[0].text))
        for cell, at in zip(cells, kept, strict=True):
            if (under := self.columns[at].under) and (text := under.show(row)):
                cell.text = Markup('{}<small title="{}">{}</small>').format(cell.text, text, text)
        cells[0].kind += " named"
        if signals:
            word = parts.render("signal", say, severity=row.severity) if row.severity else ""
            cells.insert(0, SimpleNamespace(kind="flag", label="", text=word, hint=None))
        return SimpleNamespace(
            cells=cells,
            severity=row.severity,
            said=[SimpleNamespace(**said) for said in row.said or ()],
            facts=[fact for fact in self.facts(row) if fact[1]],
            way=way,
        )

    def _head(self, column: Column) -> SimpleNamespace:
        here = bool(column.sort) and self.order.key == column.sort
        return SimpleNamespace(
            label=column.label,
            width=column.width,
            kind=_kind(column),
            means=column.means,
            sort=column.sort,
            way=self.ways(column) if column.sort else "",
            sorted=("descending" if self.order.descending else "ascending") if here else "",
        )


def _plain_head(label: Any, width: str, kind: str = "") -> SimpleNamespace:
    return SimpleNamespace(label=label, width=width, kind=kind, means="", sort="", way="", sorted="")


def _kind(column: Column) -> str:
    return " ".join(name for name, on in (("numeric", column.numeric), ("code", column.code)) if on)
