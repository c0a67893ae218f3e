"""The sheet on screen: Streamlit."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import altair as alt
import streamlit as st
from markupsafe import Markup, escape
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboards.charts.look import CHOSEN, DARK, LIGHT, Palette, spec
from dashboards.pages import Page
from dashboards.sheet import Sheet, parts
from dashboards.sheet.address import SIGNED, to
from dashboards.sheet.export import KINDS
from dashboards.sheet.parts import Filter, Table
from dashboards.source.access import Reader, oidc
from dashboards.source.request import request
from dashboards.source.signed_link import issue


class Screen(Sheet):
    """Shows parts as they come; filters, order and page of a list are links and forms that write the address."""

    rows_per_page: ClassVar[int] = 20
    sortable: ClassVar[bool] = True

    def __init__(self, page: Page) -> None:
        super().__init__(page, st.query_params.to_dict())
        self._slot = st.container()

    def put(self, html: Markup) -> None:
        """Adds a finished part."""
        self._slot.html(str(html))
        self._slot = st.container()

    def fields(self, filters: Sequence[Filter], chosen: Sequence[str | None], submit: str) -> None:
        """A form that writes the address; what is put next after a form with a button goes above it."""
        say = request().say
        shown = [SimpleNamespace(filter=each, chosen=key) for each, key in zip(filters, chosen, strict=True)]
        own = {each.key for each in filters}
        kept = [(key, word) for key, word in self.address.state().items() if key not in own]
        clear = self.address.without_filters() if self.address.filters and not submit else ""
        form = parts.render("form", say, action=self.page.address, kept=kept, fields=shown, clear=clear, submit=submit)
        if submit:
            st.html(str(form))
        else:
            self.put(form)

    @property
    def palette(self) -> Palette:
        """Those of the theme in force."""
        return DARK if st.context.theme.type == "dark" else LIGHT

    def chart(
        self, title: str, chart: alt.TopLevelMixin, says: str, table: Table | None, legend: Markup | str = "",
        leads: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Drawn in the browser, as wide as the page; a click on a mark writes the address that it leads to."""
        say = request().say
        with self._slot:
            st.html(str(parts.render("title", say, text=title)))
            drawn = spec(chart, self.palette, say.language)
            # a new address is a new chart, in which nothing has been clicked yet
            key = f"{self.page.name}.{title}.{self.address.link() if leads else ''}"
            if leads:
                event = st.vega_lite_chart(None, drawn, theme=None, alt=says, key=key, on_select="rerun")
                _follow(event.selection.get(CHOSEN) or (), leads)
            else:
                st.vega_lite_chart(None, drawn, theme=None, alt=says, key=key)
            if table or legend:
                st.html(str(parts.render("under", say, table=table, legend=legend)))
        self._slot = st.container()

    def upload(self, label: str) -> list[tuple[str, bytes]]:
        """A field to drop files on, kept by Streamlit for this visit."""
        say, most = request().say, st.get_option("server.maxUploadSize")
        words = {"choose": say("Choose files"), "most": say("or drop them here, up to {n} MB each", n=most),
                 "add": say("Add files"), "remove": say("Remove")}  # fmt: skip
        # the field's own words are English and cannot be set
        st.html(str(parts.render("files", say, **words)), unsafe_allow_javascript=True)
        given = st.file_uploader(label, accept_multiple_files=True, key=f"{self.page.name}.files")
        return [(each.name, each.getvalue()) for each in given]

    @property
    def visit(self) -> str:
        """Streamlit's session."""
        here = get_script_run_ctx()
        return here.session_id if here else ""

    def visited(self, visit: str) -> bool:
        """As Streamlit knows; a test without a server has no visit but its own."""
        return visit == self.visit or (exists() and get_instance().is_active_session(visit))

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

    def file(self, text: str, path: str) -> None:
        """Signed as the printed page is."""
        way = to(path, self.address.state() | _signed(request().reader))
        self.put(Markup('<p class="ratusz"><a href="{}" download>{}</a></p>').format(way, text))

    def links(self) -> list[tuple[str, str]]:
        """The page as it stands, for the printer, and its list for a spreadsheet."""
        name, asked = self.page.name, self.address.state() | _signed(request().reader)
        printed = (request().say("Print this page"), to(f"/wydruk/{name}", asked))
        files = [(kind.upper(), to(f"/eksport/{name}.{kind}", asked)) for kind in KINDS] if self.listed else []
        return [printed, *files]


def _signed(reader: Reader) -> dict[str, str]:
    """What lets this reader fetch the printed page where there is a login; without one the address names the reader."""
    login = oidc(os.environ)
    return {SIGNED: issue(reader.employee, login["cookie_secret"])} if login and reader.employee else {}


def _follow(marks: Sequence[Mapping[str, Any]], leads: Mapping[str, str]) -> None:
    """Write the address that the mark chosen leads to, and show the page for it; nothing where it leads nowhere."""
    ways = [way for mark in marks for word in mark.values() if (way := leads.get(str(word)))]
    if ways:
        st.query_params.from_dict(dict(parse_qsl(urlsplit(ways[0]).query)))
        st.rerun()
