"""The frame around every page on screen: who looks, at which town, and where they may go."""

import os

import streamlit as st

from dashboards.pages import FIRST, PAGES
from dashboards.sheet import PERSON, parts, use
from dashboards.sheet.parts import Filter
from dashboards.sheet.screen import Screen, choice
from dashboards.source import access
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import Snapshot, language, newest, town_root
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
        say = words(language())
        st.html(str(parts.render("refusal", say, message=refusal.message, fix=refusal.fix)))


def _page(request: PageRequest) -> None:
    say = request.say
    sections: dict[str, list] = {}
    for page in PAGES.values():
        if request.reader.may_open(page):
            made = st.Page(page.script, title=say(page.title), url_path=page.name, default=page.name == FIRST)
            sections.setdefault(page.heading(say), []).append(made)
    chosen = st.navigation(sections)
    use(Screen(PAGES[chosen.url_path or FIRST]))
    chosen.run()


def _reader(snapshot: Snapshot) -> access.Reader:
    """Who the identity provider says it is; on loopback without one, whoever the visitor chooses to look as."""
    say = words(snapshot.town.language)
    if access.oidc(os.environ) is None:
        return _chosen(snapshot, say)
    if not st.user.is_logged_in:
        st.html(str(parts.render("welcome", say, town=snapshot.town.name)))
        st.button(say("Log in"), on_click=st.login)
        st.stop()
    st.sidebar.button(say("Log out"), on_click=st.logout)
    return access.reader_of_address(snapshot, access.address(dict(st.user), say))


def _chosen(snapshot: Snapshot, say: Words) -> access.Reader:
    people = access.employees(snapshot)
    with st.sidebar:
        st.html(str(parts.render("side", say, town=snapshot.town.name, as_of=snapshot.as_of)))
        key = choice(Filter(PERSON, say("I look as"), people, say("the whole office")), "frame", width="stretch")
        st.caption(say("There is no login yet, so these pages open on this computer only."))
    return access.reader(snapshot, key) if key else access.WHOLE_OFFICE


main()
