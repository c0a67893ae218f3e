"""The address of a page holds its whole state: who looks, filters, order and page of the list.

So links are enough to change any of it, Back undoes it, a bookmark keeps it, paper and exports show the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from types import SimpleNamespace
from urllib.parse import urlencode

from dashboards.sheet.parts import Column, Filter
from dashboards.source.order import Order
from rules.wording import Words

PERSON = "osoba"  # the address is read by people, so its words are Polish
SUBJECT = "co"
SIGNED = "bilet"
SORT = "kolejnosc"
PAGE = "strona"
NEAR = 2  # pages before and after the one shown that can be reached with one click


class Address:
    """What the address asked for and this page understood; anything else is dropped."""

    def __init__(self, path: str, asked: Mapping[str, str], employee: str | None) -> None:
        self.path, self._asked = path, asked
        self.filters: dict[str, str] = {}
        self.order = Order()
        self.page, self.pages = 1, 1
        self._person = {PERSON: employee} if employee else {}
        self.said: list[str] = []  # the filters in words

    def asked(self, key: str) -> str | None:
        """The word of the address under that key, whatever it is."""
        return self._asked.get(key)

    def chosen(self, question: Filter) -> str | None:
        """What the reader chose; None where nothing is chosen, or nothing that can be."""
        chosen = question.accepts(self._asked.get(question.key))
        if chosen is not None:
            self.filters[question.key] = chosen
            self.said.append(f"{question.label}: {question.said(chosen)}")
        return chosen

    def sort(self, columns: Iterable[Column], default: Order) -> Order:
        """The order asked for, where one of the columns has that key."""
        asked = self._asked.get(SORT, "")
        key = asked.removeprefix("-")
        named = {column.sort: column for column in columns if column.sort}
        self.order = Order(named[key].sort, asked.startswith("-")) if key in named else default
        return self.order

    def turn(self, rows: int, rows_per_page: int) -> int:
        """How many of so many rows come before the page asked for."""
        self.pages = max(1, ceil(rows / rows_per_page))
        asked = self._asked.get(PAGE, "")
        self.page = min(int(asked), self.pages) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
        self.page = max(self.page, 1)
        return (self.page - 1) * rows_per_page

    def state(self, *, ordered: bool = True) -> dict[str, str]:
        """Who looks, the filters and the order, as the address has them."""
        kept = self._person | self.filters
        if ordered and (sort := self._asked.get(SORT)) and self.order.key == sort.removeprefix("-"):
            kept[SORT] = sort
        return kept

    def link(self, **changed: str) -> str:
        """This page with something of its state changed."""
        return to(self.path, self.state() | changed)

    def sorted_by(self, column: Column) -> str:
        """This page sorted by a column: numbers begin with the largest, a second click turns the order round."""
        down = not self.order.descending if self.order.key == column.sort else column.numeric
        return self.link(**{SORT: f"{'-' if down else ''}{column.sort}"})

    def without_filters(self) -> str:
        """This page with nothing filtered; empty where nothing is."""
        return to(self.path, {key: value for key, value in self.state().items() if key not in self.filters})

    def turns(self, say: Words) -> Sequence[SimpleNamespace]:
        """The links below a list: back, the first, some near ones, the last, on; none where there is one page."""
        if self.pages == 1:
            return ()
        near = range(max(1, self.page - NEAR), min(self.pages, self.page + NEAR) + 1)
        shown = sorted({1, *near, self.pages})
        links = [self._turn(say("previous"), self.page - 1)] if self.page > 1 else []
        for before, page in zip([0, *shown], shown, strict=False):
            if page > before + 1:
                links.append(SimpleNamespace(label="…", way="", here=False))
            links.append(self._turn(str(page), page))
        return [*links, self._turn(say("next"), self.page + 1)] if self.page < self.pages else links

    def _turn(self, label: str, page: int) -> SimpleNamespace:
        way = "" if page == self.page else self.link(**({PAGE: str(page)} if page > 1 else {}))
        return SimpleNamespace(label=label, way=way, here=page == self.page)


def to(path: str, asked: Mapping[str, str]) -> str:
    """A path with what it is asked for."""
    return path + (f"?{urlencode(asked)}" if asked else "")
