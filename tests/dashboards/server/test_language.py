"""Streamlit's first page is sent mended, in the town's language; everything else goes through as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from dashboards.server.guard import Language, mended

PAGE = (
    b'<!doctype html><html lang="en"><head><link\n      rel="preload" as="font" href="./static/a.woff2"\n    />'
    b'<link rel="service-desc" href="/_stcore/agent/openapi.json" /><link rel="icon" href="x" />'
    b"<title>Streamlit</title></head><body></body></html>"
)
MENDED = (
    b'<!doctype html><html lang="pl"><head><link rel="icon" href="x" /><title>Ratusz</title></head><body></body></html>'
)


def answered(
    chunks: Sequence[bytes], *, accept: str = "text/html", kind: str = "text/html; charset=utf-8", status: int = 200
) -> tuple[int, dict[str, str], bytes, list[tuple[bytes, bytes]]]:
    """Status, headers and body as the browser gets them, and the headers that the application was asked with."""
    heard: list[tuple[bytes, bytes]] = []
    sent: list[dict[str, Any]] = []

    async def app(scope, receive, send):
        heard.extend(scope["headers"])
        length = str(sum(map(len, chunks))).encode()
        headers = [(b"content-type", kind.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for number, chunk in enumerate(chunks, 1):
            await send({"type": "http.response.body", "body": chunk, "more_body": number < len(chunks)})

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    asked = [(b"accept", accept.encode()), (b"accept-encoding", b"gzip"), (b"host", b"localhost")]
    scope = {"type": "http", "path": "/", "headers": asked}
    asyncio.run(Language(app, lambda: "pl")(scope, receive, send))
    start, *bodies = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(body["body"] for body in bodies), heard


@pytest.mark.parametrize("chunks", [(PAGE,), (PAGE[:30], PAGE[30:]), (PAGE, b"")])
def test_the_first_page_is_in_the_towns_language_whole_and_of_the_length_it_says(chunks):
    status, headers, body, heard = answered(chunks)
    assert (status, body) == (200, MENDED)
    assert headers["content-length"] == str(len(MENDED))
    assert [name for name, _ in heard] == [b"accept", b"host"], "what is mended must not come packed"


@pytest.mark.parametrize(
    "how",
    [
        {"accept": "application/json"},
        {"kind": "application/json"},
        {"status": 404},
        {"status": 304},
    ],
)
def test_what_is_no_first_page_goes_through_as_it_is(how):
    status, headers, body, heard = answered((PAGE,), **how)
    assert (status, body) == (how.get("status", 200), PAGE)
    assert headers["content-length"] == str(len(PAGE))
    assert ((b"accept-encoding", b"gzip") in heard) is ("accept" in how)


def test_an_answer_without_a_body_stays_one():
    status, headers, body, _ = answered((b"",))
    assert (status, headers["content-length"], body) == (200, "0", b"")


def test_a_websocket_is_none_of_its_business():
    heard: list[str] = []

    async def app(scope, receive, send):
        heard.append(scope["type"])

    async def receive() -> dict[str, str]:
        raise AssertionError("nobody listens")

    async def send(message: object) -> None:
        raise AssertionError(f"nothing is said: {message}")

    scope = {"type": "websocket", "headers": [(b"accept", b"text/html")]}
    asyncio.run(Language(app, lambda: "pl")(scope, receive, send))
    assert heard == ["websocket"]


def test_only_the_first_of_each_is_changed():
    twice = b'<html lang="en"><html lang="en"><title>Streamlit</title><title>Streamlit</title>'
    assert mended(twice, "pl") == b'<html lang="pl"><html lang="en"><title>Ratusz</title><title>Streamlit</title>'
