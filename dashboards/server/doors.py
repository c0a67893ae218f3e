"""Which addresses there are, and for whom: everything else is our own page with the right status, never Streamlit's.

Streamlit answers every address with its first page and 200, and says only then, in English, that it has no such page.
"""

from __future__ import annotations

import os

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboards.pages import PAGES, SOURCES
from dashboards.server.routes import ROUTES, not_there
from dashboards.sheet.address import PERSON
from dashboards.sheet.print import refused
from dashboards.source import access
from dashboards.source.snapshot import Unpublished, language, newest, town_root
from pipelines.refusal import Refusal
from rules.wording import words

STREAMLIT = ("/_stcore/", "/static/", "/media/", "/component/", "/app/", "/auth/", "/oauth2callback")
BY_ADDRESS = {page.address: page for page in PAGES.values()}


class Doors:
    """Answers for addresses that are not there (404), not for this reader (403) or not ready (503)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        answer = await run_in_threadpool(closed, scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)


def closed(scope: Scope) -> Response | None:
    """Why this address is not opened; None where it is."""
    path = scope["path"].rstrip("/") or "/"
    page = BY_ADDRESS.get(path)
    if page is None:
        return None if _somebody_elses(scope) else not_there()
    try:
        snapshot = newest(town_root())
        person = QueryParams(scope["query_string"]).get(PERSON)
        if access.oidc(os.environ) is None and person and not access.reader(snapshot, person).may_open(page):
            raise access.not_for(words(snapshot.town.language))
    except Unpublished as refusal:
        if page.name == SOURCES and access.oidc(os.environ) is None and (town_root() / "town.toml").is_file():
            return None
        return HTMLResponse(refused(words(language()), refusal), 503)
    except Refusal as refusal:
        return HTMLResponse(refused(words(language()), refusal), 403)
    return None


def _somebody_elses(scope: Scope) -> bool:
    """Whether a route of ours answers, or Streamlit with one of its files."""
    path = scope["path"]
    if path.startswith(STREAMLIT) or any(route.matches(scope)[0] is not Match.NONE for route in ROUTES):
        return True
    return "." in path.rpartition("/")[2] and "text/html" not in Headers(scope=scope).get("accept", "")
