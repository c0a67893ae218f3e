"""Who is let in without a login: this computer under its own names, and nothing that only looks like it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from dashboards.server.guard import Guard, is_local
from rules.wording import words


def asked_of(host: str, client: str = "127.0.0.1", **headers: str) -> dict[str, Any]:
    """A request as the server hands it over."""
    given = {"host": host, **headers}
    return {
        "type": "http",
        "path": "/",
        "client": (client, 50000),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
    }


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8501", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8501", "localhost:65535"],
)
def test_this_computer_is_let_in_under_each_of_its_names(host):
    assert is_local(asked_of(host))


@pytest.mark.parametrize(
    "host",
    [
        "", ":", ":8501", "ratusz.example.pl", "ratusz.example.pl:8501", "10.0.0.7", "127.0.0.1.example.pl",
        "localhost.example.pl", "xlocalhost", "localhost.", "0.0.0.0", "[::]", "[::2]:8501", "::1", "::1:8501",
        "[::1", "::1]", "[[::1]]", "[::1]x", "x[::1]", "[::1]:x", "[::1]8501", "[fe80::1%lo]", "[127.0.0.1]",
        "localhost:x", "localhost:99999", "localhost:-1", "localhost:80:80", "x@localhost", "localhost@x", "@localhost",
        "a:b@localhost:80", "localhost/x", "localhost?x", "localhost#x", "localhost\\x", "local host", " localhost",
        "localhost,x", "http://localhost",
    ],
)  # fmt: skip
def test_nothing_else_is_this_computer(host):
    assert not is_local(asked_of(host))


@pytest.mark.parametrize("client", ["10.0.0.7", "192.168.1.2", "fe80::1", "", "testclient"])
def test_another_computer_stays_outside_whatever_name_it_asks_for(client):
    assert not is_local(asked_of("localhost", client))


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1"])
def test_every_loopback_address_is_this_computer(client):
    assert is_local(asked_of("localhost", client))


@pytest.mark.parametrize("header", ["forwarded", "x_forwarded_for", "x_real_ip"])
def test_what_a_proxy_passed_on_is_not_from_here(header):
    assert not is_local(asked_of("localhost", **{header: "127.0.0.1"}))


def test_a_request_without_a_host_or_a_client_is_not_from_here():
    assert not is_local({"type": "http", "path": "/", "headers": [], "client": ("127.0.0.1", 1)})
    assert not is_local({**asked_of("localhost"), "client": None})


@pytest.mark.parametrize("language", ["pl", "en"])
def test_whoever_is_not_let_in_is_told_so_in_the_towns_language(monkeypatch, language):
    monkeypatch.delenv("RATUSZ_OIDC_CLIENT_ID", raising=False)
    sent: list[dict[str, Any]] = []

    async def app(scope, receive, send):
        raise AssertionError("nobody comes in")

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(app, lambda: language)(asked_of("ratusz.example.pl"), receive, send))
    start, body = sent
    assert start["status"] == 403
    assert body["body"].decode() == words(language)("Without a login these pages open on this computer only.")
