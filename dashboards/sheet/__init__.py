"""A page's five parts in their order, written once and shown on screen or on paper.

A page is a script: it asks its queries and hands the answer, the numbers, the list, the picture and the foot to the
sheet. On screen the sheet is Streamlit; on paper it is the printable report.
"""

from __future__ import annotations

import os
import shlex
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, ClassVar

import altair as alt
from markupsafe import Markup

from dashboards.charts.look import LIGHT, Palette, figure
from dashboards.pages import FIRST, PAGES, Page
from dashboards.sheet import parts
from dashboards.sheet.address import PERSON, SUBJECT, Address, to
from dashboards.sheet.parts import Column, Event, Filter, Number, Table
from dashboards.sheet.takes_in import TakesIn
from dashboards.sheet.worklist import Worklist
from dashboards.source.access import oidc
from dashboards.source.freshness import banner, feeds
from dashboards.source.order import Order
from dashboards.source.reasons import Steps
from dashboards.source.request import request

_sheet: ContextVar[Sheet] = ContextVar("sheet")


class Sheet(TakesIn, ABC):
    """What a page is written on. Its methods are called in the order in which a reader reads.

    asked: the address's words. The whole state of a page is its address, see address.py.
    """

    rows_per_page: ClassVar[int]
    sortable: ClassVar[bool] = False  # whether a heading of the list can be clicked, and its pages be turned

    def __init__(self, page: Page, asked: Mapping[str, str]) -> None:
        self.page = page
        self.address = Address(page.address, asked, _named())

    @abstractmethod
    def put(self, html: Markup) -> None:
        """Adds a finished part."""

    def fields(self, filters: Sequence[Filter], chosen: Sequence[str | None], submit: str) -> None:
        """Shows what can be chosen or what was; submit: the word on the button, empty where choosing is enough."""

    @property
    def palette(self) -> Palette:
        """The colours that a chart of this page is drawn with."""
        return LIGHT

    def choose(self, *filters: Filter) -> tuple[str | None, ...]:
        """What the reader chose of each filter; None where nothing is filtered."""
        chosen = tuple(self.address.chosen(each) for each in filters)
        self.fields(filters, chosen, "")
        return chosen

    def chosen(self, question: Filter) -> str | None:
        """What the reader chose of a filter that stands further down; None where nothing is chosen."""
        return question.accepts(self.address.asked(question.key))

    def ask(self, key: str, label: str, example: str) -> str | None:
        """What the reader wrote into the one field of the page, which stands under its answer."""
        question = Filter(key, label, None, example)
        chosen = self.address.chosen(question)
        self.fields([question], [chosen], request().say("Search"))
        return chosen

    def order(self, columns: Sequence[Column], default: Order | None = None) -> Order:
        """In which order the reader wants the list: by a column with a `sort`; else `default` or the statement's own.

        Hand it to the query as `order`; the statement says `order by $order, …`.
        """
        self._ordered = True
        return self.address.sort(columns, default or Order())

    _ordered = False  # whether the page lets its list be sorted
    listed = False  # whether it has shown a list

    def turn(self, rows: int) -> int:
        """How many rows of a list of that length to skip: the reader's page of it begins after them.

        Where no pages can be turned the list begins at its beginning, whichever page the reader came from.
        """
        return self.address.turn(rows, self.rows_per_page) if self.sortable else 0

    @abstractmethod
    def links(self) -> list[tuple[str, str]]:
        """What else can be done with this page, as (text, address)."""

    def answer(self, text: str, nouns: Sequence[str] | None = None) -> None:
        """The page's title and the answer in a sentence; when a source of its nouns is old, that is said first instead.

        nouns: others than the page's own.
        """
        say = request().say
        self.put(
            parts.render(
                "head",
                say,
                title=say(self.page.title),
                answer=text,
                banner=banner(self.page.nouns if nouns is None else nouns),
                according=say("According to these data:"),
            )
        )

    def numbers(self, *numbers: Number) -> None:
        """At most four numbers, each with its change and its definition a click away; a first run is said once."""
        here = request()
        first = here.say("This is the first run: there is nothing to compare with.") if here.since is None else ""
        self.put(parts.render("numbers", here.say, numbers=numbers[:4], first=first))

    def work(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
        *,
        facts: Callable[[Any], Sequence[tuple[str, Any]]] = lambda row: (),
        subject: Callable[[Any], str | None] = lambda row: None,
        way: Callable[[Any], str] | None = None,
        totals: Sequence[str] = (),
        hidden: int = 0,
        skipped: int = 0,
        empty: str,
    ) -> None:
        """The list of what to do, gravest first; each row leads to its thing and unfolds into why.

        Rows carry `of`, `severity`, `said`. way: where a row leads, when not to the page of its subject. totals: one
        text a column (empty where nothing is added up), of all rows that the filters leave.
        """
        listed = Worklist(
            columns,
            rows,
            facts,
            way or (lambda row: self.item(subject(row))),
            totals,
            self.address.order,
            self.address.sorted_by if self.sortable and self._ordered else lambda column: "",
        )
        say, self.listed = request().say, True
        pages = self.address.turns(say) if self.sortable else ()
        self.put(listed.html(say, title, _shown(rows, skipped, hidden), empty, pages))

    def item(self, subject: str | None) -> str:
        """The address of the page of one thing, for the same reader; empty without one."""
        return way_to(PAGES["item"], **{SUBJECT: subject}) if subject else ""

    def chart(
        self, title: str, chart: alt.TopLevelMixin, says: str, table: Table | None, legend: Markup | str = "",
        leads: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """One chart, drawn with the colours of `palette`, its table folded under it.

        says: what it shows in a sentence, for whoever cannot see it. leads: where on this page a click on a mark
        leads, by the word that the chart chooses marks by (see charts/look.py); paper leads nowhere.
        """
        drawing = figure(chart, says, request().say.language)
        self.put(parts.render("picture", request().say, title=title, drawing=drawing, legend=legend, table=table))

    def timeline(self, title: str, events: Sequence[Event]) -> None:
        """What happened when, one below the other; times that do not count are shaded."""
        self.put(parts.render("timeline", request().say, title=title, events=events))

    def steps(self, title: str, steps: Steps, subject: str) -> None:
        """What a date or a sum comes from, thresholds folded; the steward also reads which command says the same."""
        here = request()
        bounds = here.say("threshold")
        reader = here.reader
        command = f"ratusz why {shlex.quote(subject)} --as-of {here.snapshot.as_of}"
        self.put(
            parts.render(
                "steps",
                here.say,
                title=title,
                steps=[step for step in steps if step[0] != bounds],
                thresholds=[step for step in steps if step[0] == bounds],
                command=command if reader.employee is None or "steward" in reader.roles else "",
            )
        )

    def answers(self, title: str, answer_of: Callable[[Page], str]) -> None:
        """What each of the reader's other pages answers, with the way to it; `answer_of` returns a page's sentence."""
        here = request()
        rows = [
            (here.say(page.title), way_to(page), answer_of(page))
            for page in PAGES.values()
            if page.name != FIRST and page.listed and page.quoted and here.reader.may_open(page)
        ]
        self.put(parts.render("answers", here.say, title=title, rows=[row for row in rows if row[2]]))

    def ways(self, title: str, ways: Sequence[tuple[Page, str, Mapping[str, str]]]) -> None:
        """Pages that go on from here: each with a sentence on what it answers and what it is asked for."""
        say, reader = request().say, request().reader
        rows = [(say(page.title), way_to(page, **asked), text) for page, text, asked in ways if reader.may_open(page)]
        self.put(parts.render("answers", say, title=title, rows=rows))

    def people(self, title: str, people: Sequence[tuple[str, str | None]], empty: str) -> None:
        """A short list of sentences about people, each leading to the desk of the person it names."""
        rows = [(text, f"?{PERSON}={employee}" if employee else None) for text, employee in people]
        self.put(parts.render("people", request().say, title=title, rows=rows, empty=empty))

    def table(self, title: str, table: Table, *, folded: bool = False) -> None:
        """A table under a title; `folded`: opened with a click."""
        self.put(parts.render("listing", request().say, title=title, table=table, folded=folded))

    def told(self, title: str, lines: Sequence[str]) -> None:
        """Sentences one below the other."""
        self.put(parts.render("told", request().say, title=title, lines=lines))

    def verbatim(self, title: str, text: str) -> None:
        """Text as it stands in a file, opened with a click."""
        self.put(parts.render("text", request().say, title=title, text=text))

    def foot(self, nouns: Sequence[str] | None = None, *, folded: bool = False) -> None:
        """How fresh each source of the page's nouns is, or of those given instead; `folded`: opened with a click."""
        here = request()
        self.put(
            parts.render(
                "foot",
                here.say,
                title=here.say("State of the data on {day:day}", day=here.snapshot.as_of),
                feeds=feeds(self.page.nouns if nouns is None else nouns),
                links=self.links(),
                folded=folded,
            )
        )


def way_to(page: Page, **asked: str) -> str:
    """The address of a page for the same reader."""
    employee = _named()
    return to(page.address, asked | ({PERSON: employee} if employee else {}))


def _named() -> str | None:
    """Who looks, as far as the address has to say it: with a login it says nothing, the login does."""
    return None if oidc(os.environ) else request().reader.employee


def _shown(rows: Sequence[Any], skipped: int, hidden: int) -> str:
    say = request().say
    if not rows:
        return say.count(hidden, "the filter hides {n} row", "the filter hides {n} rows") if hidden else ""
    shown = say(
        "rows {first:number}–{last:number} of {all:number}",
        first=skipped + 1,
        last=skipped + len(rows),
        all=rows[0].of,
    )
    if not hidden:
        return shown
    return f"{shown} · {say.count(hidden, 'the filter hides {n} row', 'the filter hides {n} rows')}"


def use(sheet: Sheet) -> Sheet:
    """Every page run after this, in this thread or task, writes on that sheet."""
    _sheet.set(sheet)
    return sheet


def sheet() -> Sheet:
    """The sheet in use."""
    return _sheet.get()
