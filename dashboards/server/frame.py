"""The frame around every page on screen: who looks, at which town, and where they may go."""

import os

import streamlit as st

from dashboards.pages import FIRST, PAGES
from dashboards.sheet import PERSON, parts, use
from dashboards.sheet.parts import Filter
from dashboards.sheet.screen import Screen, choice
from dashboards.source import access
from dashboards.source.request import PageRequest, begin, town_root
from dashboards.source.snapshot import Snapshot, newest
from pipelines.refusal import Refusal
from rules.wording import Words, words


def main() -> None:
    """Runs once per look, before and around the page."""
    st.set_page_config(layout="wide", page_title="Ratusz", initial_sidebar_state=240)
    st.html(f"<style>{parts.style()}</style>")
    try:
        snapshot = newest(town_root())
        begin(PageRequest(snapshot))  # the selector below speaks the town's language
        _page(begin(PageRequest(snapshot, _reader(snapshot))))
    except Refusal as refusal:
        w = words("pl")
        st.html(str(parts.render("refusal", w, message=w(refusal.message), fix=w(refusal.fix))))


def _page(request: PageRequest) -> None:
    w = request.words
    sections: dict[str, list] = {}
    for page in PAGES.values():
        if request.reader.may_open(page):
            made = st.Page(page.script, title=w(page.title), url_path=page.name, default=page.name == FIRST)
            sections.setdefault(page.heading(w), []).append(made)
    chosen = st.navigation(sections)
    use(Screen(PAGES[chosen.url_path or FIRST]))
    chosen.run()


def _reader(snapshot: Snapshot) -> access.Reader:
    """Who the identity provider says it is; on loopback without one, whoever the visitor chooses to look as."""
    w = words(snapshot.town.language)
    if access.oidc(os.environ) is None:
        return _chosen(snapshot, w)
    if not st.user.is_logged_in:
        st.html(str(parts.render("welcome", w, town=snapshot.town.name)))
        st.button(w("Log in"), on_click=st.login)
        st.stop()
    st.sidebar.button(w("Log out"), on_click=st.logout)
    return access.reader_of_address(snapshot, access.address(dict(st.user)))


def _chosen(snapshot: Snapshot, w: Words) -> access.Reader:
    people = access.employees(snapshot)
    with st.sidebar:
        st.html(str(parts.render("side", w, town=snapshot.town.name, as_of=snapshot.as_of)))
        key = choice(Filter(PERSON, w("I look as"), people, w("the whole office")), "frame", width="stretch")
        st.caption(w("There is no login yet, so these pages open on this computer only."))
    return access.reader(snapshot, key) if key else access.WHOLE_OFFICE


main()
