"""The sheet on screen: Streamlit."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from math import ceil
from typing import Any, ClassVar, Literal
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup, escape

from dashboards.pages import Page
from dashboards.sheet import PERSON, SIGNED, Sheet
from dashboards.sheet.parts import Filter
from dashboards.source.access import Reader, oidc
from dashboards.source.request import request
from dashboards.source.signed_link import issue

PAGE = "strona"


class Screen(Sheet):
    """Shows parts as they come; filters and pages of a list live in the address."""

    rows_per_page: ClassVar[int] = 20

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._chosen: dict[str, str] = {}
        self._slot = st.container()

    def put(self, html: Markup) -> None:
        """Adds a finished part."""
        self._slot.html(str(html))
        self._slot = st.container()

    def choose(self, *filters: Filter) -> tuple[str | None, ...]:
        """The filters in one row above the list, remembered in the address."""
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = tuple(choice(each, self.page.name, width=240) for each in filters)
        self._chosen = {each.key: key for each, key in zip(filters, chosen, strict=True) if key}
        self._slot = st.container()
        return chosen

    def ask(self, key: str, label: str, example: str) -> str | None:
        """A field bound to the address; what is put first goes above it."""
        return st.text_input(label, key=key, placeholder=example, type="search", bind="query-params").strip() or None

    def turn(self, rows: int) -> int:
        """Page buttons under the list, where there is more than one page."""
        self._slot = st.container()
        pages = max(1, ceil(rows / self.rows_per_page))
        if st.session_state.get(PAGE, 1) > pages:  # a filter has just made the list shorter
            st.session_state[PAGE] = 1
        if pages == 1:
            return 0
        return (st.pagination(pages, key=PAGE, bind="query-params") - 1) * self.rows_per_page

    def upload(self, label: str) -> list[tuple[str, bytes]]:
        """A field to drop files on, kept by Streamlit for this visit."""
        given = st.file_uploader(label, accept_multiple_files=True, key=f"{self.page.name}.files")
        return [(each.name, each.getvalue()) for each in given]

    def fill(self, title: str, fields: Sequence[Filter], *, folded: bool = False) -> dict[str, str]:
        """One field below the other; what is chosen stays in this visit and out of the address."""
        with st.expander(title) if folded else st.container():
            if not folded:
                st.html(f"<section class='ratusz'><h2>{escape(title)}</h2></section>")
            answered = {each.key: self._answer(each) for each in fields}
        return {key: text for key, text in answered.items() if text}

    def _answer(self, field: Filter) -> str | None:
        key = f"{self.page.name}.{field.key}"
        if not field.options:
            return st.text_input(field.label, key=key, placeholder=field.otherwise).strip()
        shown = {"": field.otherwise, **field.options}
        return st.selectbox(field.label, list(shown), format_func=lambda option: shown[option], key=key)

    def press(self, key: str, label: str, do: Callable[[], object]) -> None:
        """A button; the page begins anew when it was pressed and done."""
        if st.button(label, key=f"{self.page.name}.{key}.button"):
            st.session_state[f"{self.page.name}.{key}"] = do()
            st.rerun()

    def done(self, key: str) -> Any:
        """From Streamlit's memory of this visit."""
        return st.session_state.get(f"{self.page.name}.{key}")

    def waiting(self, text: str) -> AbstractContextManager[object]:
        """A turning wheel with the text."""
        return st.spinner(text)

    def links(self) -> list[tuple[str, str]]:
        """The page as it stands, for the printer."""
        asked = self._chosen | _signed(request().reader)
        return [(request().say("Print this page"), f"/wydruk/{self.page.name}?{urlencode(asked)}")]


def _signed(reader: Reader) -> dict[str, str]:
    """What lets this reader fetch the printed page: a signature where there is a login, else the name chosen."""
    if reader.employee is None:
        return {}
    login = oidc(os.environ)
    if login is None:
        return {PERSON: reader.employee}
    return {SIGNED: issue(reader.employee, login["cookie_secret"])}


def choice(question: Filter, page: str, width: int | Literal["stretch"]) -> str | None:
    """One choice that reads itself from the address when the page opens and writes itself there when it changes.

    Streamlit's own binding would put the shown words into the address; names of people and units do not belong there.
    """
    widget = f"{page}.{question.key}"
    if widget not in st.session_state:
        given = st.query_params.get(question.key)
        st.session_state[widget] = given if given in question.options else ""
    chosen = st.selectbox(
        question.label,
        ["", *question.options],
        format_func=lambda key: question.options.get(key, question.otherwise),
        key=widget,
        width=width,
    )
    if chosen:
        st.query_params[question.key] = chosen
    else:
        st.query_params.pop(question.key, None)
    return chosen or None
