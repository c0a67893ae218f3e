"""The doors of the pages with a login on, without a server or a browser: the routes behind their guard."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboards.server.doors import Doors
from dashboards.server.guard import Guard
from dashboards.server.routes import ROUTES
from dashboards.source.access import LOGIN
from dashboards.source.signed_link import LASTS, issue
from pipelines.schedule.tick import tick
from pipelines.settings import open_town
from tests.dashboards.small_office import build
from tests.once import once

SECRET = "the cookie secret of the office"
ELSEWHERE = "203.0.113.9"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office. Nobody writes to it."""
    return once(tmp_path_factory, "small_office", build)


@pytest.fixture
def login(small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A login that is set up; the library that would speak to the identity provider is only looked for."""
    (tmp_path / "authlib").mkdir()
    (tmp_path / "authlib" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for key, variable in LOGIN.items():
        monkeypatch.setenv(variable, SECRET if key == "cookie_secret" else f"https://{key}.example")
    monkeypatch.setenv("RATUSZ_TOWN", str(small))


@pytest.fixture
def open_house(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No login at all."""
    for variable in LOGIN.values():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("RATUSZ_TOWN", str(small))


APP = Starlette(routes=ROUTES, middleware=[Middleware(Guard, language=lambda: "pl"), Middleware(Doors)])


def asked(kind: str, path: str, query: str, host: str, client: str, **headers: str) -> list[dict[str, Any]]:
    """What the application sends in answer."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": kind, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode("latin-1"),
        "root_path": "", "scheme": "http", "http_version": "1.1", "client": (client, 50000), "server": (host, 8501),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in {"host": host, **headers}.items()],
        "extensions": {"websocket.http.response": {}}, "subprotocols": [],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request" if kind == "http" else "websocket.connect", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    asyncio.run(APP(scope, receive, send))
    return sent


def get(path: str, host: str = "ratusz.example.pl", client: str = ELSEWHERE, **headers: str) -> tuple[int, str]:
    """Status and text of a page, or the address it leads to."""
    path, _, query = path.partition("?")
    start, *bodies = asked("http", path, query, host, client, **headers)
    where = dict(start["headers"]).get(b"location", b"").decode()
    return start["status"], where or b"".join(body.get("body", b"") for body in bodies).decode()


def test_with_a_login_the_house_is_open_to_other_computers(login):
    assert get("/health") == (200, '{"status":"ok"}')


def test_who_has_not_logged_in_yet_is_led_to_the_page_which_asks(login):
    assert get("/wydruk/desk") == (303, "/desk")
    assert get("/wydruk/invoices?termin=7-dni") == (303, "/invoices?termin=7-dni")
    assert get("/start") == (303, "/")


def test_a_name_in_the_address_opens_nothing_where_there_is_a_login(login):
    assert get("/wydruk/desk?osoba=e1") == (303, "/desk?osoba=e1")
    assert get("/wydruk/desk?osoba=e1&bilet=") == (303, "/desk?osoba=e1")


def test_a_signed_link_opens_for_its_holder_whatever_name_stands_beside_it(login):
    status, page = get(f"/wydruk/desk?bilet={issue('e5', SECRET)}&osoba=e3")
    assert status == 200
    assert "WB.2" in page
    assert "WB.1<" not in page  # that is on the desk of e3


def test_a_link_that_is_too_old_leads_to_the_login_and_an_hour_less_still_opens(login):
    old = issue("e5", SECRET)
    now = datetime.now().astimezone()
    for later, expected in ((LASTS - timedelta(hours=1), 200), (LASTS + timedelta(seconds=2), 303)):
        with time_machine.travel(now + later):
            assert get(f"/wydruk/desk?bilet={old}")[0] == expected


FORGED = {
    "not ascii": "łódź.é.ü",
    "signature not ascii": "{0}.{1}.é",
    "half a signature": "{0}.{1}.",
    "no signature": "{0}.{1}",
    "another name": "ImUxIg.{1}.{2}",
    "another time": "{0}.AAAAAA.{2}",
    "nothing of it": "x",
    "dots": "...",
    "zero": "\0",
    "a character that is none": "\ufffd",
    "long": "x" * 50_000,
    "packed": ".eJwDAAAAAAE.{1}.{2}",
    "brackets": "{{}}[]{0}",
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_link_is_refused_in_words_and_never_an_error(login, how):
    forged = FORGED[how].format(*issue("e5", SECRET).split("."))
    status, page = get(f"/wydruk/desk?bilet={quote(forged)}")
    assert status == 403
    assert "Tego odsyłacza nie utworzyły te strony." in page
    assert "WB.2" not in page


def test_bytes_that_are_no_text_and_a_link_of_another_secret_are_forged_too(login):
    assert get("/wydruk/desk?bilet=%ff%fe%00")[0] == 403
    assert get("/wydruk/desk?bilet=%ED%A0%80.x.y")[0] == 403
    assert get(f"/wydruk/desk?bilet={issue('e5', 'another secret')}")[0] == 403


@pytest.mark.parametrize("employee", ["e7", "e10", "e99"])
def test_a_link_of_somebody_who_does_not_work_here_today_opens_nothing(login, employee):
    status, page = get(f"/wydruk/desk?bilet={issue(employee, SECRET)}")
    assert status == 403
    assert "WB." not in page


def test_a_link_opens_no_page_that_is_for_others(login):
    assert get(f"/wydruk/budget?bilet={issue('e6', SECRET)}")[0] == 403
    assert get(f"/wydruk/invoices?bilet={issue('e2', SECRET)}")[0] == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent", "/_stcore/agent/interact"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_service_doors_are_closed_with_a_login_too(login, path, kind):
    assert asked(kind, path, "", "ratusz.example.pl", ELSEWHERE)[0]["status"] == 404


FROM_ELSEWHERE = [
    ("ratusz.example.pl", "127.0.0.1", {}),
    ("localhost", ELSEWHERE, {}),
    ("localhost", "127.0.0.1", {"x_real_ip": ELSEWHERE}),
    ("localhost", "127.0.0.1", {"x_forwarded_for": "127.0.0.1"}),
    ("localhost", "127.0.0.1", {"forwarded": "for=127.0.0.1"}),
]


@pytest.mark.parametrize(("host", "client", "headers"), FROM_ELSEWHERE)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_without_a_login_both_doors_are_closed_to_other_computers(open_house, kind, host, client, headers):
    start, *_ = asked(kind, "/_stcore/stream", "", host, client, **headers)
    assert start["status"] == 403
    assert start["type"].endswith("http.response.start")


def test_without_a_login_this_computer_looks_as_whoever_it_chooses(open_house):
    assert get("/health", "localhost:8501", "127.0.0.1")[0] == 200
    assert "WB.2" in get("/wydruk/desk?osoba=e5", "localhost:8501", "127.0.0.1")[1]
    assert get("/wydruk/desk?osoba=e7", "localhost:8501", "127.0.0.1")[0] == 403
    assert get("/wydruk/desk?bilet=x", "localhost:8501", "127.0.0.1")[0] == 200, "where there is no login, no link"


def test_every_answer_says_what_a_browser_may_load(login):
    start, *_ = asked("http", "/health", "", "ratusz.example.pl", ELSEWHERE)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' ws: wss:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/wydruk/nic",
        "/wydruk/",
        "/kalendarz/x.ics",
        "/kalendarz/%2e%2e.ics",
        "/start/x",
        "/budzet",
        "/budget/x",
        "/eksport/budget.exe",
        "/eksport/nic.csv",
    ],
)
def test_what_is_not_there_is_not_there(login, path):
    status, page = get(path)
    assert status == 404
    assert "Nie ma takiej strony." in page


def test_whether_the_data_are_fresh_is_told_to_a_machine(login, small, monkeypatch, tmp_path):
    assert get("/ready") == (200, '{"status":"ready","reasons":[]}')
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "town.toml").write_text('[town]\nname = "Nowe"\n', "utf-8")
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path / "new"))
    status, said = get("/ready")
    assert status == 503
    assert "Nic jeszcze nie opublikowano." in json.loads(said)["reasons"]
    status, page = get("/wydruk/today")
    assert (status, "Nic jeszcze nie opublikowano." in page) == (503, True)
    assert "ratusz run" not in page  # whoever reads this types no commands
    assert get("/eksport/budget.csv")[0] == get("/kalendarz/x.ics")[0] == get("/budget")[0] == 503


def test_it_is_not_ready_once_nothing_runs_the_schedule(open_house, empty, tmp_path, monkeypatch):
    town = open_town(Path(shutil.copytree(empty, tmp_path / "town")))
    tick(town, lambda: datetime(2026, 11, 20, 4, 0, tzinfo=UTC))  # long ago: the slot of 5:30 was never begun
    monkeypatch.setenv("RATUSZ_TOWN", str(town.root))
    status, said = get("/ready", "localhost:8501", "127.0.0.1")
    assert status == 503
    assert json.loads(said)["reasons"] == [
        "schedule: run of 2026-11-20T04:30:00+00:00 was missed, nothing runs the schedule"
    ]
