"""Links inside the pages without a reload: a small script, mounted before the page and as the last part of every run.

It is registered with a manifest, so that the browser loads it as a file from here: under the pages' content policy a
script in the text of a component would not run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from dashboards.pages import PAGES, Page

ASSETS = "assets"
RUNS = "router.runs"


def listen() -> None:
    """Lets links and fields work while the page is still being written."""
    _component(get_bidi_component_manager())(key="router_first", data={"pages": _addresses(), "run": 0})


def mount(page: Page, title: str) -> None:
    """Says to the browser that this page is drawn for its address, and which addresses are pages."""
    runs = st.session_state[RUNS] = st.session_state.get(RUNS, 0) + 1
    _component(get_bidi_component_manager())(
        key="router",
        data={
            "pages": _addresses(),
            "path": page.address,
            "query": urlencode(st.query_params.to_dict()),
            "title": title,
            "run": runs,
        },
    )


def _addresses() -> list[str]:
    return [each.address for each in PAGES.values()]


@cache
def _component(manager: BidiComponentManager) -> ComponentRenderer:
    """The script as this application knows it: registered once for its life."""
    manifest = ComponentManifest("ratusz", "1", [ComponentConfig("router", ASSETS)])
    manager.register_from_manifest(manifest, Path(__file__).parent)
    return component("ratusz.router", html="<i hidden></i>", js="router.js", isolate_styles=False)
