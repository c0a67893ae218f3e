"""The notices of delay as a document: for whoever answers for the units, of these units alone, by a signed link."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import LOGIN, WHOLE_OFFICE
from dashboards.source.request import PageRequest, begin
from dashboards.source.signed_link import issue
from dashboards.source.snapshot import newest
from tests.dashboards.server.test_doors import asked
from tests.once import once
from tests.pipelines.answers.delayed import build

ADDRESS = "/pisma/zawiadomienia.docx"
SECRET = "the cookie secret of the office"


def get(query: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to somebody at this computer."""
    start, *bodies = asked("http", ADDRESS, query, "127.0.0.1", "127.0.0.1")
    headers = {key.decode(): value.decode() for key, value in start["headers"]}
    return start["status"], headers, b"".join(body.get("body", b"") for body in bodies)


@pytest.fixture
def town(tmp_path_factory, monkeypatch) -> Path:
    root = once(tmp_path_factory, "notices", build)
    monkeypatch.setenv("RATUSZ_TOWN", str(root))
    for variable in LOGIN.values():
        monkeypatch.delenv(variable, raising=False)
    return root


def marks(content: bytes) -> list[str]:
    return [row.cells[0].text for row in docx.Document(BytesIO(content)).tables[0].rows[1:]]


def test_the_document_holds_a_letter_for_each_case_of_the_readers_units(town):
    status, headers, content = get("osoba=e1")
    assert status == 200
    assert headers["content-disposition"] == 'attachment; filename="zawiadomienia-2026-11-20.docx"'
    assert headers["cache-control"] == "private, no-store"
    assert sorted(marks(content)) == ["OS.1", "OS.2", "OS.3"]
    assert marks(get("osoba=e3")[2]) == [], "the head of another unit"


def test_an_officer_gets_none_and_is_told_so(town):
    status, headers, _ = get("osoba=e2")
    assert status == 403
    assert headers["content-type"].startswith("text/html")


def test_with_a_login_the_link_must_be_signed_for_a_reader(town, monkeypatch, tmp_path):
    (tmp_path / "authlib").mkdir()
    (tmp_path / "authlib" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for key, variable in LOGIN.items():
        monkeypatch.setenv(variable, SECRET if key == "cookie_secret" else f"https://{key}.example")
    assert get("osoba=e1")[0] == 303, "to the page, which asks for the login"
    assert get(f"bilet={issue('e1', 'another secret')}")[0] == 403
    assert sorted(marks(get(f"bilet={issue('e1', SECRET)}")[2])) == ["OS.1", "OS.2", "OS.3"]


def test_the_page_of_days_at_risk_says_how_many_are_owed(town):
    begin(PageRequest(newest(town), WHOLE_OFFICE))
    assert "Do wysłania są 3 zawiadomienia o zwłoce" in report(PAGES["risk"], {})
