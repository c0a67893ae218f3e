"""The frame around every page on screen: who looks, at which town, and where they may go."""

import os

import streamlit as st

from dashboards import access, parts
from dashboards.pages import FIRST, PAGES, audience, script, title
from dashboards.parts import Filter
from dashboards.screen import Screen, choice
from dashboards.sheet import PERSON, use
from dashboards.snapshot import Snapshot, newest
from dashboards.visit import Visit, begin, town_root
from pipelines.refusal import Refusal
from rules.wording import Words, words


def main() -> None:
    """Runs once per look, before and around the page."""
    st.set_page_config(layout="wide", page_title="Ratusz", initial_sidebar_state=240)
    st.html(f"<style>{parts.style()}</style>")
    try:
        snapshot = newest(town_root())
        begin(Visit(snapshot))  # the selector below speaks the town's language
        _page(begin(Visit(snapshot, _reader(snapshot))))
    except Refusal as refusal:
        w = words("pl")
        st.html(str(parts.render("refusal", w, message=w(refusal.message), fix=w(refusal.fix))))


def _page(visit: Visit) -> None:
    w = visit.words
    sections: dict[str, list] = {}
    for page in PAGES:
        if visit.reader.may_open(page):
            made = st.Page(script(page), title=title(page, w), url_path=page, default=page == FIRST)
            sections.setdefault(audience(page, w), []).append(made)
    chosen = st.navigation(sections)
    use(Screen(chosen.url_path or FIRST))
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
