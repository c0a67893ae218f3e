"""The frame around every page on screen: who looks, at which town, and where they may go."""

import os
from types import SimpleNamespace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.pages import FIRST, PAGES, SOURCES, Page
from dashboards.server import router
from dashboards.sheet import parts, use, way_to
from dashboards.sheet.address import PERSON
from dashboards.sheet.parts import Filter
from dashboards.sheet.screen import Screen
from dashboards.source import access
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import Snapshot, Unpublished, beginning, language, newest, town_root
from pipelines.refusal import Refusal
from rules.wording import Words, words


def main() -> None:
    """Runs once per look, before and around the page."""
    st.set_page_config(layout="wide", initial_sidebar_state=240)
    st.html(f"<style>{parts.style()}</style>")
    say = words(language())
    chosen, page = _page(say)
    router.listen()
    try:
        snapshot = _snapshot(page)
        begin(PageRequest(snapshot))
        if access.oidc(os.environ) is None and snapshot.run_id is not None:
            _choice(snapshot, page, say)
        request = begin(PageRequest(snapshot, _reader(snapshot, say)))
        _navigation(request, page)
        if not request.reader.may_open(page):
            raise access.not_for(say)
        use(Screen(page))
        chosen.run()
    except Refusal as refusal:
        if isinstance(refusal, Unpublished) and access.oidc(os.environ) is None:
            _first_step(say)
        st.html(str(parts.render("refusal", say, message=refusal.message, fix=refusal.fix)))
    router.mount(page, _title(page, say))


def _snapshot(page: Page) -> Snapshot:
    """The newest; before there is any, sources can be put in all the same, on this computer."""
    try:
        return newest(town_root())
    except Unpublished:
        if page.name != SOURCES or access.oidc(os.environ) is not None:
            raise
        return beginning(town_root())


def _first_step(say: Words) -> None:
    """The one page that works before the first run."""
    page = PAGES[SOURCES]
    sections = [(page.heading(say), [(say(page.title), page.address, False)])]
    st.sidebar.html(str(parts.render("navigation", say, label=say("Pages"), sections=sections)))


def _page(say: Words) -> tuple[StreamlitPage, Page]:
    """The page of the address. Who may open it is asked later, of the page itself, so that it can say so."""
    made = [
        st.Page(page.script, title=_title(page, say), url_path=page.name, default=page.name == FIRST)
        for page in PAGES.values()
    ]
    chosen = st.navigation(made, position="hidden")
    return chosen, PAGES[chosen.url_path or FIRST]


def _title(page: Page, say: Words) -> str:
    return f"{say(page.title)} · Ratusz"


def _navigation(request: PageRequest, here: Page) -> None:
    say = request.say
    sections: dict[str, list[tuple[str, str, bool]]] = {}
    for page in PAGES.values():
        if page.listed and request.reader.may_open(page):
            sections.setdefault(page.heading(say), []).append((say(page.title), way_to(page), page is here))
    st.sidebar.html(str(parts.render("navigation", say, label=say("Pages"), sections=list(sections.items()))))


def _reader(snapshot: Snapshot, say: Words) -> access.Reader:
    """Who the identity provider says it is; on loopback without one, whoever the address says the visitor looks as."""
    if access.oidc(os.environ) is None:
        key = st.query_params.get(PERSON)
        return access.reader(snapshot, key) if key else access.WHOLE_OFFICE
    if not st.user.is_logged_in:
        st.html(str(parts.render("welcome", say, town=snapshot.town.name)))
        st.button(say("Log in"), on_click=st.login)
        st.stop()
    st.sidebar.button(say("Log out"), on_click=st.logout)
    return access.reader_of_address(snapshot, access.address(dict(st.user), say))


def _choice(snapshot: Snapshot, page: Page, say: Words) -> None:
    """As whom to look, where no login says it."""
    question = Filter(PERSON, say("I look as"), access.employees(snapshot), say("the whole office"))
    chosen = question.accepts(st.query_params.get(PERSON))
    with st.sidebar:
        st.html(str(parts.render("side", say, town=snapshot.town.name, as_of=snapshot.as_of)))
        fields = [SimpleNamespace(filter=question, chosen=chosen)]
        st.html(str(parts.render("form", say, action=page.address, kept=[], fields=fields, clear="", submit="")))
        note = say("There is no login yet, so these pages open on this computer only.")
        st.html(str(parts.render("note", say, text=note)))


if __name__ == "__main__":  # a process pool begun from a page imports this file again under another name
    main()
