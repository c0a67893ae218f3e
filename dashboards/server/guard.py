"""What stands between the network and the pages: closed doors, the language of the page, what a browser may load."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboards.source.access import oidc
from rules.wording import words

CLOSED = ("/_stcore/metrics", "/_stcore/agent")  # Streamlit serves both to anyone
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",  # Streamlit's shell has a script in its page
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)


class Guard:
    """Closes Streamlit's open service routes and, where there is no login, the whole house to other computers.

    A request that came through a proxy is not from this computer, whatever address it shows.
    """

    def __init__(self, app: ASGIApp, language: Callable[[], str]) -> None:
        self.app, self.language = app, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif scope["path"].startswith(CLOSED):
            await PlainTextResponse("", 404)(scope, receive, send)
        elif oidc(os.environ) is None and not is_local(scope):
            say = words(self.language())
            closed = PlainTextResponse(say("Without a login these pages open on this computer only."), 403)
            await closed(scope, receive, send)
        else:
            await self.app(scope, receive, self._with_policy(send))

    def _with_policy(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = POLICY
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
            await send(message)

        return sending


def is_local(scope: Scope) -> bool:
    """Whether a request was made on this computer, to this computer, by no proxy."""
    headers = Headers(scope=scope)
    client = (scope.get("client") or ("", 0))[0]
    return (
        _name(headers.get("host", "").lower()) in LOCAL_NAMES
        and not any(header in headers for header in FORWARDED)
        and _loopback(client)
    )


def _name(host: str) -> str:
    """The name in a Host header, without the port; empty where there is anything else in it."""
    try:
        asked = urlsplit(f"//{host}")
        name, port = asked.hostname or "", asked.port
    except ValueError:  # a port that is none, a bracket too many
        return ""
    plain = f"[{name}]" if ":" in name else name
    return name if host in (plain, f"{plain}:{port}") else ""  # urlsplit overlooks a user and what stands by a bracket


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class Language:
    """Says in the page's first line what language it is in: Streamlit's shell always says English (WCAG 3.1.1).

    It also takes out the preloading of a font we do not use, and the pointer to an interface that is closed.
    """

    def __init__(self, app: ASGIApp, language: Callable[[], str]) -> None:
        self.app, self.language = app, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, _Rewrite(send, self.language))


class _Rewrite:
    """Holds an HTML response back until it is whole, then sends it mended; anything else goes straight through."""

    def __init__(self, send: Send, language: Callable[[], str]) -> None:
        self.send, self.language = send, language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if "text/html" in Headers(raw=message["headers"]).get("content-type", "") and message["status"] == 200:
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            if self.body:  # a HEAD request has none
                self.body = mended(self.body, self.language())
                MutableHeaders(scope=self.start)["content-length"] = str(len(self.body))
            await self.send(self.start)
            message = {"type": "http.response.body", "body": self.body}
        await self.send(message)


def mended(html: bytes, language: str) -> bytes:
    """Streamlit's first page in our language, without what we do not use."""
    text = html.decode("utf-8").replace('<html lang="en">', f'<html lang="{language}">', 1)
    for opening in ('<link\n      rel="preload"', '<link rel="service-desc"'):
        before, found, after = text.partition(opening)
        text = before + after.partition("/>")[2] if found else text
    return text.replace("<title>Streamlit</title>", "<title>Ratusz</title>", 1).encode("utf-8")
